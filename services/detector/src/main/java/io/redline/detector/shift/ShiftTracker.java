package io.redline.detector.shift;

import io.redline.runtime.Ids;
import io.redline.runtime.KeyedState;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Evidence;
import io.redline.schemas.Side;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.FoundStance;
import io.redline.schemas.internal.StanceObservation;
import io.redline.schemas.internal.StanceTrack;
import io.redline.schemas.internal.TrackedArticle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows each actor's stance towards each target and says when it crosses from one side to the other.
 *
 * <p>Placed by event time, so that late articles fall where they belong. Recaps, claims by others and analysts never move
 * anybody. A track is read and written once for each article that has something to add to it.
 */
public final class ShiftTracker {

    /** Observations kept of one actor towards one target, the newest. */
    static final int MOST_OBSERVATIONS = 10;

    /** UTF-16 code units kept of a sentence that may become evidence. */
    static final int LONGEST_QUOTE = 280;

    /** Sentences kept for each side of a track, those of the newest observations. */
    private static final int QUOTES_KEPT = 2;

    /** How long an observation counts, in event time; a track without a younger one is forgotten. */
    static final Duration REMEMBERED = Duration.ofDays(180);

    /** How long an article can be taken back, in event time. */
    static final Duration WITHDRAWABLE = Duration.ofDays(30);

    /** The most keys of each state that one sweep looks at. */
    private static final int SWEPT_AT_ONCE = 10_000;

    private final KeyedState<StanceTrack> tracks;
    private final KeyedState<TrackedArticle> articles;
    private String sweptTracks = "";
    private String sweptArticles = "";

    /**
     * A tracker that remembers in these states.
     *
     * @param tracks the stances of each actor towards each target
     * @param articles the tracks that each article has added to, so that it can be taken back
     */
    public ShiftTracker(KeyedState<StanceTrack> tracks, KeyedState<TrackedArticle> articles) {
        this.tracks = tracks;
        this.articles = articles;
    }

    /**
     * Takes in the stances of one version of an article, in place of those of an earlier version.
     *
     * @param article the article
     * @param found its stances
     * @param copy true when it repeats another source's text, which is no evidence of its own
     * @return the shifts that this article completes
     */
    public List<StanceShift> observe(ArticleRef article, List<FoundStance> found, boolean copy) {
        Map<String, List<FoundStance>> moving = new LinkedHashMap<>();
        if (!copy) {
            found.stream().filter(ShiftTracker::moves).forEach(one -> moving.computeIfAbsent(
                            key(one.getStance()), key -> new ArrayList<>())
                    .add(one));
        }
        TrackedArticle earlier = articles.get(article.getId());
        if (earlier != null) {
            earlier.getTracks().stream()
                    .filter(key -> !moving.containsKey(key))
                    .forEach(key -> drop(key, article.getId()));
        }
        if (!moving.isEmpty()) {
            articles.put(article.getId(), new TrackedArticle(article.getPublishedAt(), List.copyOf(moving.keySet())));
        } else if (earlier != null) {
            articles.remove(article.getId());
        }
        List<StanceShift> shifts = new ArrayList<>();
        moving.forEach((key, stances) -> observe(key, article, stances).ifPresent(shifts::add));
        return shifts;
    }

    /** Forgets what rested on an article that was killed. */
    public void withdraw(String articleId) {
        TrackedArticle tracked = articles.get(articleId);
        if (tracked != null) {
            tracked.getTracks().forEach(key -> drop(key, articleId));
            articles.remove(articleId);
        }
    }

    /**
     * Forgets what is too old to count. Looks at a bounded part of the state and goes on there the next time.
     *
     * @param now event time
     */
    public void sweep(Instant now) {
        Instant oldestTrack = now.minus(REMEMBERED);
        sweptTracks = sweep(tracks, sweptTracks, track -> newest(track).isBefore(oldestTrack));
        Instant oldestArticle = now.minus(WITHDRAWABLE);
        sweptArticles =
                sweep(articles, sweptArticles, article -> article.getAt().isBefore(oldestArticle));
    }

    private static <V> String sweep(KeyedState<V> state, String after, Predicate<V> outdated) {
        List<String> keys = state.keysAfter(after, SWEPT_AT_ONCE);
        for (String key : keys) {
            V value = state.get(key);
            if (value != null && outdated.test(value)) {
                state.remove(key);
            }
        }
        return keys.size() < SWEPT_AT_ONCE ? "" : keys.get(keys.size() - 1);
    }

    private static Instant newest(StanceTrack track) {
        List<StanceObservation> observations = track.getObservations();
        return observations.isEmpty()
                ? Instant.EPOCH
                : observations.get(observations.size() - 1).getAt();
    }

    private void drop(String key, String articleId) {
        StanceTrack track = tracks.get(key);
        if (track == null) {
            return;
        }
        List<StanceObservation> kept = new ArrayList<>(track.getObservations());
        if (kept.removeIf(one -> one.getArticle().equals(articleId))) {
            if (kept.isEmpty()) {
                tracks.remove(key);
            } else {
                tracks.put(key, new StanceTrack(kept, track.getShiftedAt(), track.getShiftedTo()));
            }
        }
    }

    private Optional<StanceShift> observe(String key, ArticleRef article, List<FoundStance> stances) {
        StanceTrack track = tracks.get(key);
        List<StanceObservation> earlier = new ArrayList<>();
        Set<List<@Nullable String>> known = new HashSet<>();
        if (track != null) {
            for (StanceObservation one : track.getObservations()) {
                if (one.getArticle().equals(article.getId())) {
                    known.add(Arrays.asList(one.getIssue(), one.getSide()));
                } else {
                    earlier.add(one);
                }
            }
        }
        List<StanceObservation> all = new ArrayList<>(earlier);
        StanceShift shift = null;
        Map<List<@Nullable String>, StanceObservation> stated = new LinkedHashMap<>();
        for (FoundStance found : stances) {
            Stance stance = found.getStance();
            List<@Nullable String> place = Arrays.asList(stance.getIssue(), stance.getSide());
            if (stated.putIfAbsent(place, observation(found)) == null && shift == null && !known.contains(place)) {
                shift = before(earlier, stance)
                        .filter(one -> !one.getSide().equals(stance.getSide()))
                        .map(one -> shift(key, one, stance))
                        .orElse(null);
            }
        }
        all.addAll(stated.values());
        tracks.put(
                key,
                new StanceTrack(
                        bounded(all),
                        shift != null ? shift.getAt() : track == null ? null : track.getShiftedAt(),
                        shift != null ? shift.getTo() : track == null ? null : track.getShiftedTo()));
        return Optional.ofNullable(shift);
    }

    /** The newest observation before a stance that it can be compared with. */
    private static Optional<StanceObservation> before(List<StanceObservation> earlier, Stance stance) {
        return earlier.stream()
                .filter(one -> one.getAt().isBefore(stance.getAt()))
                .filter(one -> one.getIssue() == null
                        || stance.getIssue() == null
                        || one.getIssue().equals(stance.getIssue()))
                .reduce((first, second) -> second);
    }

    /** The newest observations in the order of their time, with the sentences of the newest of each side. */
    private static List<StanceObservation> bounded(List<StanceObservation> observations) {
        observations.sort(Comparator.comparing(StanceObservation::getAt).thenComparing(StanceObservation::getArticle));
        Instant oldest = observations.get(observations.size() - 1).getAt().minus(REMEMBERED);
        List<StanceObservation> kept = new ArrayList<>();
        Map<String, Integer> quotes = new HashMap<>();
        for (int at = observations.size() - 1; at >= 0 && kept.size() < MOST_OBSERVATIONS; at--) {
            StanceObservation one = observations.get(at);
            if (one.getAt().isBefore(oldest)) {
                break;
            }
            boolean quoted = quotes.merge(one.getSide(), 1, Integer::sum) <= QUOTES_KEPT;
            kept.add(
                    quoted || one.getQuote() == null
                            ? one
                            : StanceObservation.newBuilder(one).setQuote(null).build());
        }
        Collections.reverse(kept);
        return kept;
    }

    private static StanceObservation observation(FoundStance found) {
        Stance stance = found.getStance();
        double weight = found.getHedged() ? stance.getConfidence() / 2 : stance.getConfidence();
        return StanceObservation.newBuilder()
                .setArticle(stance.getArticle().getId())
                .setSource(stance.getArticle().getSource())
                .setAt(stance.getAt())
                .setIssue(stance.getIssue())
                .setSide(stance.getSide())
                .setScore((float) stance.getScore())
                .setConfidence((float) stance.getConfidence())
                .setWeight((float) weight)
                .setQuote(cut(stance.getQuote()))
                .build();
    }

    private static StanceShift shift(String key, StanceObservation from, Stance to) {
        return StanceShift.newBuilder()
                .setId(Ids.of(
                        "shift",
                        key,
                        from.getSide(),
                        to.getSide(),
                        to.getArticle().getId()))
                .setActor(to.getActor())
                .setActorText(to.getActorText())
                .setTarget(to.getTarget())
                .setTargetText(to.getTargetText())
                .setIssue(to.getIssue())
                .setFrom(from.getSide())
                .setTo(to.getSide())
                .setDelta(to.getScore() - from.getScore())
                .setConfidence(Math.min(from.getConfidence(), to.getConfidence()))
                .setSources(1)
                .setEvidence(List.of(
                        new Evidence(from.getArticle(), from.getQuote() == null ? "" : from.getQuote(), from.getAt()),
                        new Evidence(to.getArticle().getId(), to.getQuote(), to.getAt())))
                .setArticle(to.getArticle())
                .setAt(to.getAt())
                .build();
    }

    private static boolean moves(FoundStance found) {
        Stance stance = found.getStance();
        return !found.getRecap()
                && !stance.getSide().equals(Side.NEUTRAL.code())
                && (found.getVoice().equals("OWN") || found.getVoice().equals("REPORTED"));
    }

    private static String cut(String quote) {
        if (quote.length() <= LONGEST_QUOTE) {
            return quote;
        }
        int end = LONGEST_QUOTE - 1;
        return quote.substring(0, Character.isHighSurrogate(quote.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static String key(Stance stance) {
        String actor = stance.getActor() != null ? stance.getActor() : "~" + stance.getActorText();
        String target = stance.getTarget() != null
                ? stance.getTarget()
                : stance.getTargetText() == null ? "" : "~" + stance.getTargetText();
        return actor + "|" + target;
    }
}
