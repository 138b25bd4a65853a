package io.redline.detector.shift;

import io.redline.detector.shift.PositionRule.Course;
import io.redline.detector.shift.PositionRule.Crossing;
import io.redline.runtime.Ids;
import io.redline.runtime.KeyedState;
import io.redline.runtime.Sweep;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Evidence;
import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.StanceObservation;
import io.redline.schemas.internal.StanceTrack;
import io.redline.schemas.internal.TrackedArticle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows each actor's stances and says when it crosses from one side to the other, by {@link PositionRule}, within one affair,
 * by {@link AffairRule}.
 *
 * <p>Placed by event time: a late article falls where it belongs, and tells of no shift that something newer has undone or
 * told of. Recaps, claims by others, analysts and copies never move anybody. A track is read and written once for each
 * article that has something to add to it; an actor's other tracks are read only where it seems to have turned.
 */
public final class ShiftTracker {

    /** Observations kept of one actor towards one target, the newest. */
    static final int MOST_OBSERVATIONS = 8;

    /** Tracks of one actor that a turn is compared with. */
    private static final int MOST_TRACKS = 100;

    /** How long an observation counts, in event time; a track without a younger one is forgotten. */
    static final Duration REMEMBERED = Duration.ofDays(180);

    /** How long an article can be taken back, in event time. */
    static final Duration WITHDRAWABLE = Duration.ofDays(30);

    private static final Comparator<StanceObservation> ORDER =
            Comparator.comparing(StanceObservation::getAt).thenComparing(StanceObservation::getArticle);

    private final KeyedState<StanceTrack> tracks;
    private final KeyedState<TrackedArticle> articles;
    private final Sweep<StanceTrack> trackSweep;
    private final Sweep<TrackedArticle> articleSweep;

    /**
     * A tracker that remembers in these states.
     *
     * @param tracks the stances of each actor towards each target
     * @param articles the tracks that each article has added to, so that it can be taken back
     */
    public ShiftTracker(KeyedState<StanceTrack> tracks, KeyedState<TrackedArticle> articles) {
        this.tracks = tracks;
        this.articles = articles;
        this.trackSweep = new Sweep<>(tracks);
        this.articleSweep = new Sweep<>(articles);
    }

    /**
     * Takes in what one version of an article says, in place of what an earlier version said.
     *
     * @param analyzed what was found in it
     * @param storyId its story
     * @param copy true when it repeats another source's text, which is no evidence of its own
     * @return the shifts that this article completes, one an actor at most
     */
    public List<StanceShift> observe(AnalyzedArticle analyzed, String storyId, boolean copy) {
        ArticleRef article = analyzed.getArticle();
        List<Sighting> sightings = copy ? List.of() : SightingReader.read(analyzed, storyId);
        Set<String> told = takeBack(article.getId());
        if (sightings.isEmpty()) {
            return List.of();
        }
        Map<String, List<StanceObservation>> changed = new LinkedHashMap<>();
        for (Sighting sighting : sightings) {
            changed.computeIfAbsent(sighting.track(), this::observations).add(sighting.observation());
        }
        Map<String, StanceShift> shifts = new LinkedHashMap<>();
        for (Sighting sighting : sightings) {
            if (!shifts.containsKey(sighting.actorKey())) {
                crossing(sighting, changed).ifPresent(crossing -> {
                    sighting.observation().setToldTo(crossing.to());
                    shifts.put(sighting.actorKey(), shift(sighting, crossing));
                });
            }
        }
        changed.forEach((key, observations) -> tracks.put(key, new StanceTrack(bounded(observations))));
        articles.put(article.getId(), new TrackedArticle(article.getPublishedAt(), List.copyOf(changed.keySet())));
        return shifts.values().stream()
                .filter(shift -> !told.contains(shift.getId()))
                .toList();
    }

    /** The side that a track's actor holds after all of it; null while there is not enough to say. */
    @Nullable
    String side(String track) {
        return PositionRule.follow(observations(track)).side();
    }

    /** Forgets what rested on an article that was killed. */
    public void withdraw(String articleId) {
        takeBack(articleId);
    }

    /** Takes back what an article said, and gives the ids of the shifts that it completed. */
    private Set<String> takeBack(String articleId) {
        TrackedArticle tracked = articles.get(articleId);
        Set<String> told = new HashSet<>();
        if (tracked != null) {
            for (String key : tracked.getTracks()) {
                List<StanceObservation> kept = observations(key);
                for (StanceObservation one : kept) {
                    if (one.getToldTo() != null && one.getArticle().equals(articleId)) {
                        told.add(shiftId(Sighting.actorOf(key), one.getToldTo(), articleId));
                    }
                }
                if (kept.removeIf(one -> one.getArticle().equals(articleId))) {
                    if (kept.isEmpty()) {
                        tracks.remove(key);
                    } else {
                        tracks.put(key, new StanceTrack(kept));
                    }
                }
            }
            articles.remove(articleId);
        }
        return told;
    }

    /**
     * Forgets what is too old to count. Looks at a bounded part of the state and goes on there the next time.
     *
     * @param now event time
     */
    public void sweep(Instant now) {
        Instant oldestTrack = now.minus(REMEMBERED);
        trackSweep.forget(track -> newest(track).isBefore(oldestTrack));
        Instant oldestArticle = now.minus(WITHDRAWABLE);
        articleSweep.forget(article -> article.getAt().isBefore(oldestArticle));
    }

    private static Instant newest(StanceTrack track) {
        List<StanceObservation> observations = track.getObservations();
        return observations.isEmpty()
                ? Instant.EPOCH
                : observations.get(observations.size() - 1).getAt();
    }

    private List<StanceObservation> observations(String key) {
        StanceTrack track = tracks.get(key);
        return track == null ? new ArrayList<>() : new ArrayList<>(track.getObservations());
    }

    /**
     * The crossing that an article's sighting completes, if it does and the actor still stands there: what is known to have
     * happened since neither undoes it nor has told of it already.
     */
    private Optional<Crossing> crossing(Sighting sighting, Map<String, List<StanceObservation>> changed) {
        StanceObservation seen = sighting.observation();
        if (!seen.getTurn()
                && crossing(sighting, related(sighting, changed.getOrDefault(sighting.track(), List.of())))
                        .isEmpty()) {
            return Optional.empty();
        }
        List<StanceObservation> all = new ArrayList<>();
        changed.forEach((key, observations) -> {
            if (key.startsWith(Sighting.tracksOf(sighting.actorKey()))) {
                all.addAll(observations);
            }
        });
        for (String key : tracksOf(sighting.actorKey())) {
            if (!changed.containsKey(key)) {
                all.addAll(observations(key));
            }
        }
        return crossing(sighting, related(sighting, all));
    }

    private static Optional<Crossing> crossing(Sighting sighting, List<StanceObservation> related) {
        StanceObservation seen = sighting.observation();
        Course course = PositionRule.follow(related);
        return course.crossings().stream()
                .filter(crossing -> crossing.after().equals(seen))
                .filter(crossing -> sighting.isOfUnknown() || AffairRule.tied(crossing.before(), seen))
                .filter(crossing -> crossing.to().equals(course.side()))
                .filter(crossing -> related.stream()
                        .noneMatch(one -> crossing.to().equals(one.getToldTo())
                                && one.getAt().isAfter(crossing.before().getAt())))
                .findFirst();
    }

    private static List<StanceObservation> related(Sighting sighting, List<StanceObservation> observations) {
        StanceObservation seen = sighting.observation();
        boolean few = sighting.isOfUnknown() && seen.getTurn();
        return observations.stream()
                .filter(one -> AffairRule.related(one, seen, few)
                        || one.getArticle().equals(seen.getArticle()) && one.equals(seen))
                .sorted(ORDER)
                .toList();
    }

    /** Keys of an actor's tracks, a bounded number of them. */
    private List<String> tracksOf(String actorKey) {
        String prefix = Sighting.tracksOf(actorKey);
        List<String> keys = new ArrayList<>();
        if (tracks.get(prefix) != null) {
            keys.add(prefix);
        }
        for (String key : tracks.keysAfter(prefix, MOST_TRACKS)) {
            if (!key.startsWith(prefix)) {
                break;
            }
            keys.add(key);
        }
        return keys;
    }

    /** The newest observations, in the order of their time. */
    private static List<StanceObservation> bounded(List<StanceObservation> observations) {
        observations.sort(ORDER);
        Instant oldest = observations.get(observations.size() - 1).getAt().minus(REMEMBERED);
        List<StanceObservation> kept = new ArrayList<>();
        for (int at = observations.size() - 1; at >= 0 && kept.size() < MOST_OBSERVATIONS; at--) {
            StanceObservation one = observations.get(at);
            if (one.getAt().isBefore(oldest)) {
                break;
            }
            kept.add(one);
        }
        Collections.reverse(kept);
        return kept;
    }

    private static StanceShift shift(Sighting sighting, Crossing crossing) {
        StanceObservation from = crossing.before();
        StanceObservation to = crossing.after();
        return sighting.shift()
                .setId(shiftId(sighting.actorKey(), crossing.to(), to.getArticle()))
                .setFrom(String.valueOf(from.getSide()))
                .setTo(crossing.to())
                .setDelta((to.getSide() == null ? SightingReader.turnScore(crossing.to()) : to.getScore())
                        - from.getScore())
                .setConfidence(hundredths(Math.min(sighting.confidence(), Math.max(0.5, from.getWeight()))))
                .setSources(crossing.sources().size())
                .setEvidence(evidence(from, new Evidence(to.getArticle(), sighting.quote(), to.getAt())))
                .build();
    }

    private static double hundredths(double confidence) {
        return Math.round(confidence * 100) / 100.0;
    }

    /** Both sentences, or the one that tells of both sides. */
    private static List<Evidence> evidence(StanceObservation from, Evidence to) {
        return from.getArticle().equals(to.getArticle())
                ? List.of(to)
                : List.of(new Evidence(from.getArticle(), from.getQuote(), from.getAt()), to);
    }

    private static String shiftId(String actorKey, @Nullable String to, String articleId) {
        return Ids.of("shift", actorKey, to, articleId);
    }
}
