package io.redline.detector.alert;

import io.redline.matcher.StanceFilter;
import io.redline.runtime.Ids;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.Topics;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.AlertSupport;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.WatchMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why an article concerns a watch.
 *
 * @param keyword whether the watch asks for every article that meets its query
 * @param match where the article meets the query
 * @param stances the stances in it that the watch asks for, the most salient first
 * @param shifts the shifts completed by it that the watch asks for
 * @param unread why no stances were looked for; null where they were
 */
record Cause(
        boolean keyword,
        WatchMatch match,
        List<Stance> stances,
        List<StanceShift> shifts,
        @Nullable String unread) {

    /** The cause that an article gives; empty when it has nothing that the watch asks for. */
    static Optional<Cause> of(
            Watch watch, WatchMatch match, List<Stance> stances, List<StanceShift> shifts, @Nullable String unread) {
        boolean keyword = watch.getOn().contains("keyword");
        List<Stance> wanted = watch.getOn().contains("stance")
                ? stances.stream()
                        .filter(stance -> StanceFilter.meets(watch.getStance(), stance))
                        .toList()
                : List.of();
        List<StanceShift> turns = watch.getOn().contains("shift")
                ? shifts.stream()
                        .filter(shift -> StanceFilter.meets(watch.getStance(), shift))
                        .toList()
                : List.of();
        return keyword || !wanted.isEmpty() || !turns.isEmpty()
                ? Optional.of(new Cause(keyword, match, wanted, turns, unread))
                : Optional.empty();
    }

    String reason(Watch watch) {
        return AlertReasons.why(watch, match, stance(), shifts.isEmpty() ? null : shifts.get(0), unread);
    }

    /** What an alert of the watch keeps of the article. */
    AlertSupport support(Watch watch, AnalyzedArticle article) {
        Stance stance = stance();
        return AlertSupport.newBuilder()
                .setArticle(article.getArticle())
                .setTold(false)
                .setKeyword(keyword)
                .setTerms(match.getTerms())
                .setExcerpt(!match.getTerms().isEmpty() || stance == null ? match.getExcerpt() : stance.getQuote())
                .setUrgency(article.getUrgency())
                .setReceivedAt(article.getReceivedAt())
                .setStances(stances.stream().map(Cause::key).distinct().toList())
                .setStance(stance)
                .setCompletedShifts(shifts)
                .setAsked(asked(watch))
                .build();
    }

    /**
     * Whether an article that no longer meets the watch may still say what an alert keeps of it, because the watch asks for
     * something else by now.
     *
     * @param kept what the alert keeps of an earlier version
     * @param stances all stances that are news in the new version
     * @param shifts all shifts that it completes
     */
    static boolean mayStand(AlertSupport kept, Watch watch, List<Stance> stances, List<StanceShift> shifts) {
        return kept.getAsked() != null
                && !kept.getAsked().equals(asked(watch))
                && stances.stream().map(Cause::key).collect(Collectors.toSet()).containsAll(kept.getStances())
                && kept.getCompletedShifts().stream().allMatch(known -> shifts.stream()
                        .anyMatch(shift -> shift.getId().equals(known.getId())));
    }

    /** What a watch asks for, in one word that another name or channel does not change. */
    private static String asked(Watch watch) {
        return Ids.of("asked", watch.getQuery(), new TreeSet<>(watch.getOn()), watch.getStance());
    }

    /**
     * What is new in this article beside what the alert already rests on; empty when nothing is.
     *
     * @param supports what the alert rests on, an earlier version of the article perhaps among it
     * @param support what it keeps of this article
     * @param origin what the article is to its story
     */
    Optional<String> newsBeside(List<AlertSupport> supports, AlertSupport support, Origin origin, Watch watch) {
        Set<String> knownStances = new HashSet<>();
        Set<String> knownShifts = new HashSet<>();
        AlertSupport earlierVersion = null;
        for (AlertSupport one : supports) {
            knownStances.addAll(one.getStances());
            one.getCompletedShifts().forEach(shift -> knownShifts.add(shift.getId()));
            if (one.getArticle().getId().equals(support.getArticle().getId())) {
                earlierVersion = one;
            }
        }
        if (origin == Origin.COPY && earlierVersion == null) {
            return Optional.empty();
        }
        List<String> news = new ArrayList<>();
        boolean saysNew = shifts.stream().anyMatch(shift -> !knownShifts.contains(shift.getId()))
                || !knownStances.containsAll(support.getStances());
        if (saysNew) {
            news.add(reason(watch));
        }
        if (earlierVersion != null) {
            VersionDifference.between(earlierVersion, support).ifPresent(news::add);
        } else if (origin == Origin.NEW_SOURCE && !saysNew) {
            news.add("A further independent source: " + AlertBook.sourceOf(support.getArticle()) + ".");
        }
        return news.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", news));
    }

    private @Nullable Stance stance() {
        return stances.isEmpty() ? null : stances.get(0);
    }

    private static String key(Stance stance) {
        return Topics.stanceKey(stance) + "|" + stance.getSide();
    }
}
