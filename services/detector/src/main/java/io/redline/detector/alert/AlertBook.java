package io.redline.detector.alert;

import io.redline.detector.watch.WatchRegistry;
import io.redline.matcher.StanceFilter;
import io.redline.matcher.WatchTermRule;
import io.redline.runtime.Ids;
import io.redline.runtime.KeyedState;
import io.redline.schemas.Acknowledgement;
import io.redline.schemas.AcknowledgementRequest;
import io.redline.schemas.Alert;
import io.redline.schemas.AlertTimes;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.StoryRef;
import io.redline.schemas.Topics;
import io.redline.schemas.Watch;
import io.redline.schemas.WatchRef;
import io.redline.schemas.internal.AlertRecord;
import io.redline.schemas.internal.AlertSupport;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.FoundStance;
import io.redline.schemas.internal.WatchMatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one alert for each watch and story. The first article that meets the watch raises it; what is new in the story
 * after that (an independent source, a stance, a shift, a correction of what the watch cares about) makes it a new version;
 * a killed article takes it back unless others carry it.
 */
public final class AlertBook {

    static final String NEW = "new";
    static final String UPDATED = "updated";
    static final String RETRACTED = "retracted";
    static final String ACKED = "acked";

    private final WatchRegistry watches;
    private final KeyedState<AlertRecord> records;
    private final KeyedState<String> places;

    /**
     * A book kept in these states.
     *
     * @param watches the watches in force
     * @param records alerts, keyed {@code story|watch}
     * @param places where to look: {@code alert|<id>} gives a key of {@code records}, {@code article|<id>} a story
     */
    public AlertBook(WatchRegistry watches, KeyedState<AlertRecord> records, KeyedState<String> places) {
        this.watches = watches;
        this.records = records;
        this.places = places;
    }

    /**
     * Raises, updates or takes back what a version of an article gives cause for.
     *
     * @param article a usable article and what was found in it
     * @param story its story, as it stands with this article in it
     * @param addsSource true when the article is the first of an independent source in its story
     * @param shifts the shifts it completes
     * @param now when this is
     * @return the new versions of alerts, ordered by watch id
     */
    public List<Alert> raise(
            AnalyzedArticle article, StoryRef story, boolean addsSource, List<StanceShift> shifts, Instant now) {
        List<Stance> stances = freshStances(article);
        Map<String, Alert> told = new TreeMap<>();
        for (Map.Entry<String, WatchMatch> met : watchesMet(article).entrySet()) {
            Watch watch = watches.get(met.getKey());
            if (watch != null && WatchTermRule.inForce(watch, article.getReceivedAt())) {
                Cause.of(watch, met.getValue(), stances, shifts, article.getUnread())
                        .flatMap(cause -> raise(watch, article, story, addsSource, cause, now))
                        .ifPresent(alert -> told.put(watch.getId(), alert));
            }
        }
        String id = article.getArticle().getId();
        if (story.getId().equals(places.get("article|" + id))) {
            dropUnmet(article, told.keySet(), now)
                    .forEach(alert -> told.put(alert.getWatch().getId(), alert));
        }
        if (addsSource) {
            release(story, article.getReceivedAt(), now)
                    .forEach(alert -> told.putIfAbsent(alert.getWatch().getId(), alert));
        }
        return List.copyOf(told.values());
    }

    /** Takes back what rests on a killed article, or updates it where other articles carry the story too. */
    public List<Alert> retract(ArticleRef article, Instant now) {
        String storyId = places.get("article|" + article.getId());
        List<Alert> told = new ArrayList<>();
        if (storyId != null) {
            for (String key : records.keysWithPrefix(storyId + "|")) {
                drop(key, article, "it was withdrawn by " + sourceOf(article), now)
                        .ifPresent(told::add);
            }
            places.remove("article|" + article.getId());
        }
        return told;
    }

    /** Writes an acknowledgement down; empty when there is no such alert or somebody has acknowledged it already. */
    public Optional<Alert> acknowledge(AcknowledgementRequest request, Instant now) {
        String key = places.get("alert|" + request.getAlertId());
        AlertRecord record = key == null ? null : records.get(key);
        if (key == null
                || record == null
                || record.getHeld()
                || record.getAlert().getAck() != null) {
            return Optional.empty();
        }
        Alert acked = next(record.getAlert(), ACKED, now)
                .setAck(new Acknowledgement(request.getBy(), request.getNote(), request.getAt(), request.getClaimed()))
                .setReason("Acknowledged by " + request.getBy() + ".")
                .build();
        records.put(key, new AlertRecord(acked, false, record.getSupport()));
        return Optional.of(acked);
    }

    /** Forgets alerts whose newest article is older than this; they can then be neither updated nor taken back. */
    public void forgetBefore(Instant horizon) {
        for (String key : records.keysWithPrefix("")) {
            AlertRecord record = records.get(key);
            if (record != null && record.getAlert().getAt().getPublishedAt().isBefore(horizon)) {
                records.remove(key);
                places.remove("alert|" + record.getAlert().getId());
                record.getSupport()
                        .forEach(support ->
                                places.remove("article|" + support.getArticle().getId()));
            }
        }
    }

    private Optional<Alert> raise(
            Watch watch, AnalyzedArticle article, StoryRef story, boolean addsSource, Cause cause, Instant now) {
        String key = story.getId() + "|" + watch.getId();
        AlertRecord record = records.get(key);
        AlertSupport support = cause.support(article);
        places.put("article|" + article.getArticle().getId(), story.getId());
        boolean held = story.getSources() < watch.getMinSources();
        if (record == null) {
            Alert alert = first(watch, article, story, cause, now);
            records.put(key, new AlertRecord(alert, held, List.of(support)));
            places.put("alert|" + alert.getId(), key);
            return held ? Optional.empty() : Optional.of(alert);
        }
        Optional<String> news = record.getAlert().getState().equals(RETRACTED)
                ? Optional.of("Carried again by " + sourceOf(article.getArticle()) + ". " + cause.reason(watch))
                : cause.newsBeside(record.getSupport(), support, addsSource, watch);
        List<AlertSupport> supports = with(record.getSupport(), support);
        if (record.getHeld()) {
            Alert waiting = first(watch, article, story, cause, now);
            records.put(key, new AlertRecord(waiting, held, supports));
            return held ? Optional.empty() : Optional.of(waiting);
        }
        if (news.isEmpty()) {
            Alert unchanged =
                    Alert.newBuilder(record.getAlert()).setStory(story).build();
            records.put(key, new AlertRecord(unchanged, false, supports));
            return Optional.empty();
        }
        Alert alert = cause.describe(next(record.getAlert(), UPDATED, now), article)
                .setStory(story)
                .setReason(news.get())
                .build();
        records.put(key, new AlertRecord(alert, false, supports));
        return Optional.of(alert);
    }

    private static Alert first(Watch watch, AnalyzedArticle article, StoryRef story, Cause cause, Instant now) {
        Alert.Builder alert = Alert.newBuilder()
                .setId(Ids.of("alert", watch.getId(), story.getId()))
                .setVersion(1)
                .setState(NEW)
                .setKind(cause.kind())
                .setWatch(new WatchRef(watch.getId(), watch.getName()))
                .setStory(story)
                .setReason(cause.reason(watch))
                .setAt(AlertTimes.newBuilder()
                        .setPublishedAt(article.getArticle().getPublishedAt())
                        .setReceivedAt(article.getReceivedAt())
                        .setDetectedAt(now)
                        .build());
        return cause.describe(alert, article).build();
    }

    private static Alert.Builder next(Alert alert, String state, Instant now) {
        return Alert.newBuilder(alert)
                .setVersion(alert.getVersion() + 1)
                .setState(state)
                .setAt(AlertTimes.newBuilder(alert.getAt())
                        .setDetectedAt(now)
                        .setNotBefore(now)
                        .build());
    }

    /** Takes the article out of alerts of its story whose watch its new version no longer meets. */
    private List<Alert> dropUnmet(AnalyzedArticle article, Set<String> told, Instant now) {
        ArticleRef ref = article.getArticle();
        Set<String> met = new HashSet<>(watchesMet(article).keySet());
        met.addAll(told);
        List<Alert> dropped = new ArrayList<>();
        for (String key : records.keysWithPrefix(places.get("article|" + ref.getId()) + "|")) {
            String watchId = key.substring(key.indexOf('|') + 1);
            // A watch that is out of force meets nothing; what it has told stays told.
            if (watches.get(watchId) != null && !met.contains(watchId)) {
                drop(key, ref, "its version " + ref.getVersion() + " no longer meets the watch", now)
                        .ifPresent(dropped::add);
            }
        }
        return dropped;
    }

    private Optional<Alert> drop(String key, ArticleRef article, String why, Instant now) {
        AlertRecord record = records.get(key);
        if (record == null) {
            return Optional.empty();
        }
        List<AlertSupport> kept = record.getSupport().stream()
                .filter(support -> !support.getArticle().getId().equals(article.getId()))
                .toList();
        if (kept.size() == record.getSupport().size()) {
            return Optional.empty();
        }
        if (record.getHeld()) {
            if (kept.isEmpty()) {
                records.remove(key);
                places.remove("alert|" + record.getAlert().getId());
            } else {
                records.put(key, new AlertRecord(record.getAlert(), true, kept));
            }
            return Optional.empty();
        }
        Alert.Builder alert = next(record.getAlert(), kept.isEmpty() ? RETRACTED : UPDATED, now);
        if (kept.isEmpty()) {
            alert.setReason("Taken back: \"" + article.getHeadline() + "\" gave cause for it, and " + why + ".");
        } else {
            AlertSupport last = kept.get(kept.size() - 1);
            alert.setArticle(last.getArticle())
                    .setReason("\"" + article.getHeadline() + "\" no longer counts, since " + why + "; "
                            + sourceOf(last.getArticle()) + " still carries the story.");
        }
        Alert built = alert.build();
        records.put(key, new AlertRecord(built, false, kept));
        return Optional.of(built);
    }

    /** Tells the alerts of a story that waited for more independent sources and now have them, by what came just now. */
    private List<Alert> release(StoryRef story, Instant receivedAt, Instant now) {
        List<Alert> released = new ArrayList<>();
        for (String key : records.keysWithPrefix(story.getId() + "|")) {
            AlertRecord record = records.get(key);
            Watch watch = watches.get(key.substring(key.indexOf('|') + 1));
            if (record != null
                    && record.getHeld()
                    && watch != null
                    && WatchTermRule.inForce(watch, receivedAt)
                    && story.getSources() >= watch.getMinSources()) {
                Alert alert = Alert.newBuilder(record.getAlert())
                        .setStory(story)
                        .setAt(AlertTimes.newBuilder(record.getAlert().getAt())
                                .setDetectedAt(now)
                                .setNotBefore(receivedAt)
                                .build())
                        .build();
                records.put(key, new AlertRecord(alert, false, record.getSupport()));
                released.add(alert);
            }
        }
        return released;
    }

    private Map<String, WatchMatch> watchesMet(AnalyzedArticle article) {
        Map<String, WatchMatch> met = new LinkedHashMap<>();
        article.getMatches().forEach(match -> met.put(match.getWatchId(), match));
        for (Watch watch : watches.ofEveryArticle()) {
            met.put(watch.getId(), new WatchMatch(watch.getId(), List.of(), article.getLead()));
        }
        return met;
    }

    /** The stances that are news today: the actor's own, told by this article, and no recap. */
    private static List<Stance> freshStances(AnalyzedArticle article) {
        return article.getStances().stream()
                .filter(found -> !found.getRecap())
                .map(FoundStance::getStance)
                .toList();
    }

    private static List<AlertSupport> with(List<AlertSupport> supports, AlertSupport support) {
        List<AlertSupport> all = new ArrayList<>(supports);
        all.removeIf(one -> one.getArticle().getId().equals(support.getArticle().getId()));
        all.add(support);
        return all;
    }

    static String sourceOf(ArticleRef article) {
        return article.getSource().isEmpty() ? "its source" : article.getSource();
    }

    /** Why an article concerns a watch. */
    private record Cause(
            boolean keyword,
            WatchMatch match,
            @Nullable Stance stance,
            List<Stance> stances,
            List<StanceShift> shifts,
            @Nullable String unread) {

        static Optional<Cause> of(
                Watch watch,
                WatchMatch match,
                List<Stance> stances,
                List<StanceShift> shifts,
                @Nullable String unread) {
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
            if (!keyword && wanted.isEmpty() && turns.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Cause(keyword, match, wanted.isEmpty() ? null : wanted.get(0), wanted, turns, unread));
        }

        String kind() {
            return !shifts.isEmpty() ? "shift" : stance != null ? "stance" : "keyword";
        }

        String reason(Watch watch) {
            return AlertReasons.why(watch, match, stance, shifts.isEmpty() ? null : shifts.get(0), unread);
        }

        AlertSupport support(AnalyzedArticle article) {
            List<String> stanceKeys = stances.stream()
                    .map(one -> Topics.stanceKey(one) + "|" + one.getSide())
                    .distinct()
                    .toList();
            StringBuilder cares = new StringBuilder(article.getArticle().getHeadline());
            if (keyword) {
                cares.append('\n').append(match.getExcerpt());
                match.getTerms().forEach(term -> cares.append('\n').append(term.getText()));
            }
            stances.forEach(one -> cares.append('\n').append(one.getAction()).append(one.getQuote()));
            return new AlertSupport(
                    article.getArticle(),
                    Ids.of("cares", cares),
                    stanceKeys,
                    shifts.stream().map(StanceShift::getId).toList());
        }

        /** What is new in this article beside what the alert already rests on; empty when nothing is. */
        Optional<String> newsBeside(
                List<AlertSupport> supports, AlertSupport support, boolean addsSource, Watch watch) {
            Set<String> knownStances = new HashSet<>();
            Set<String> knownShifts = new HashSet<>();
            AlertSupport earlierVersion = null;
            for (AlertSupport one : supports) {
                knownStances.addAll(one.getStances());
                knownShifts.addAll(one.getShifts());
                if (one.getArticle().getId().equals(support.getArticle().getId())) {
                    earlierVersion = one;
                }
            }
            String source = sourceOf(support.getArticle());
            if (!knownShifts.containsAll(support.getShifts()) || !knownStances.containsAll(support.getStances())) {
                return Optional.of(reason(watch));
            }
            if (earlierVersion != null) {
                return earlierVersion.getFingerprint().equals(support.getFingerprint())
                        ? Optional.empty()
                        : Optional.of(source + " changed what your watch is about in version "
                                + support.getArticle().getVersion() + ".");
            }
            return addsSource ? Optional.of("A further independent source: " + source + ".") : Optional.empty();
        }

        Alert.Builder describe(Alert.Builder alert, AnalyzedArticle article) {
            alert.setArticle(article.getArticle())
                    .setTerms(match.getTerms())
                    .setUrgency(article.getUrgency())
                    .setAt(AlertTimes.newBuilder(alert.getAt())
                            .setPublishedAt(article.getArticle().getPublishedAt())
                            .setReceivedAt(article.getReceivedAt())
                            .setNotBefore(article.getEmbargoedUntil())
                            .build());
            if (stance != null) {
                alert.setStance(stance);
            }
            if (!shifts.isEmpty()) {
                alert.setShift(shifts.get(0));
            }
            alert.setExcerpt(!match.getTerms().isEmpty() || stance == null ? match.getExcerpt() : stance.getQuote());
            String strongest = alert.getShift() != null ? "shift" : alert.getStance() != null ? "stance" : "keyword";
            return alert.setKind(strongest);
        }
    }
}
