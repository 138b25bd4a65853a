package io.redline.detector.shift;

import io.redline.detector.shift.PositionRule.Course;
import io.redline.detector.shift.PositionRule.Crossing;
import io.redline.runtime.Ids;
import io.redline.runtime.KeyedState;
import io.redline.runtime.Sweep;
import io.redline.runtime.Timestamps;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Articles remembered that completed a shift whose earlier sentence is of one and the same article. */
    private static final int MOST_COMPLETED_BY = 20;

    /** How long an observation counts, in event time; a track without a younger one is forgotten. */
    static final Duration REMEMBERED = Duration.ofDays(180);

    /** How long an article can be taken back, counted from when it could be told. */
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
     * @return the shifts that this article completes, one an actor at most, and what its new wording undoes
     */
    public Judgement observe(AnalyzedArticle analyzed, String storyId, boolean copy) {
        ArticleRef article = analyzed.getArticle();
        List<Sighting> sightings = copy ? List.of() : SightingReader.read(analyzed, storyId);
        TakenBack before = takeBack(article.getId());
        Map<String, List<StanceObservation>> changed = new LinkedHashMap<>();
        for (Sighting sighting : sightings) {
            changed.computeIfAbsent(sighting.track(), this::observations).add(sighting.observation());
        }
        Map<String, StanceShift> standing = new LinkedHashMap<>();
        for (Sighting sighting : sightings) {
            if (!standing.containsKey(sighting.actorKey())) {
                crossing(sighting, changed, before.toldIds()).ifPresent(crossing -> {
                    sighting.observation().setToldTo(crossing.to());
                    standing.put(sighting.actorKey(), shift(sighting, crossing));
                });
            }
        }
        changed.forEach((key, observations) -> tracks.put(key, new StanceTrack(bounded(observations))));
        List<StanceShift> shifts = List.copyOf(standing.values());
        if (!sightings.isEmpty()) {
            articles.put(
                    article.getId(),
                    new TrackedArticle(
                            Timestamps.later(analyzed.getReceivedAt(), analyzed.getEmbargoedUntil()),
                            List.copyOf(changed.keySet()),
                            article,
                            shifts,
                            List.of()));
            shifts.forEach(this::noteEarlierSentence);
        }
        String why = "version " + article.getVersion() + " of the article no longer says so.";
        List<UndoneShift> undone = undone(before, shifts, why);
        List<StanceShift> told = new ArrayList<>();
        shifts.stream().filter(shift -> !before.hasTold(shift)).forEach(told::add);
        judgeAgain(article.getId(), before, why, told, undone);
        return new Judgement(shifts, told, undone);
    }

    /** The side that a track's actor holds after all of it; null while there is not enough to say. */
    @Nullable
    String side(String track) {
        return PositionRule.follow(observations(track)).side();
    }

    /**
     * Forgets what an article that was killed has said: what comes later is judged as if it had never been.
     *
     * @param why the end of a sentence, such as {@code it was withdrawn by its source}
     */
    public Judgement withdraw(String articleId, String why) {
        TakenBack before = takeBack(articleId);
        List<UndoneShift> undone = undone(before, List.of(), why + ".");
        List<StanceShift> told = new ArrayList<>();
        judgeAgain(articleId, before, why + ".", told, undone);
        return new Judgement(List.of(), told, undone);
    }

    /** Takes back what an article said. */
    private TakenBack takeBack(String articleId) {
        TrackedArticle tracked = articles.get(articleId);
        if (tracked == null) {
            return TakenBack.NOTHING;
        }
        Integer story = null;
        for (String key : tracked.getTracks()) {
            List<StanceObservation> kept = observations(key);
            for (StanceObservation one : kept) {
                story = one.getArticle().equals(articleId) ? Integer.valueOf(one.getStory()) : story;
            }
            if (kept.removeIf(one -> one.getArticle().equals(articleId))) {
                putTrack(key, kept);
            }
        }
        articles.remove(articleId);
        return new TakenBack(tracked.getTracks(), story, tracked.getShifts(), tracked.getCompletedBy());
    }

    /** The shifts that an article completed before and no longer does; each passes to another that carries it, if one does. */
    private List<UndoneShift> undone(TakenBack before, List<StanceShift> standing, String why) {
        List<UndoneShift> undone = new ArrayList<>();
        for (StanceShift shift : before.shifts()) {
            if (standing.stream().noneMatch(one -> one.getId().equals(shift.getId()))) {
                undone.add(new UndoneShift(retracted(shift, why), inPlaceOf(shift, before)));
            }
        }
        return undone;
    }

    /** The same crossing as another article of the story completes it. */
    private @Nullable StanceShift inPlaceOf(StanceShift shift, TakenBack before) {
        for (String actorKey : before.actorKeys()) {
            if (!shiftId(actorKey, shift.getTo(), shift.getArticle().getId()).equals(shift.getId())) {
                continue;
            }
            for (String key : tracksOf(actorKey)) {
                List<StanceObservation> track = observations(key);
                for (StanceObservation one : track) {
                    TrackedArticle carrier = articles.get(one.getArticle());
                    if (carrier == null
                            || carrier.getArticle() == null
                            || !Objects.equals(one.getStory(), before.story())
                            || one.getToldTo() != null) {
                        continue;
                    }
                    Sighting sighting = sighting(actorKey, one, one.getQuote(), shift);
                    sighting.shift().setArticle(carrier.getArticle()).setAt(one.getAt());
                    Optional<Crossing> crossing = crossing(sighting, Map.of(key, track), Set.of());
                    if (crossing.isPresent() && crossing.get().to().equals(shift.getTo())) {
                        one.setToldTo(shift.getTo());
                        putTrack(key, track);
                        StanceShift renewed = shift(sighting, crossing.get());
                        keep(carrier, renewed, "");
                        return renewed;
                    }
                }
            }
        }
        return null;
    }

    /** Judges shifts again whose earlier sentence was taken back: what is left may show the crossing still, or no longer. */
    private void judgeAgain(
            String articleId, TakenBack before, String why, List<StanceShift> told, List<UndoneShift> undone) {
        for (String completing : before.completedBy()) {
            TrackedArticle tracked = articles.get(completing);
            if (tracked == null) {
                continue;
            }
            for (StanceShift shift : tracked.getShifts()) {
                if (shift.getEvidence().get(0).getArticle().equals(articleId)) {
                    judgeAgain(tracked, shift, why, told, undone);
                }
            }
        }
    }

    private void judgeAgain(
            TrackedArticle tracked, StanceShift shift, String why, List<StanceShift> told, List<UndoneShift> undone) {
        String completing = shift.getArticle().getId();
        for (String key : tracked.getTracks()) {
            String actorKey = Sighting.actorOf(key);
            if (!shiftId(actorKey, shift.getTo(), completing).equals(shift.getId())) {
                continue;
            }
            List<StanceObservation> track = observations(key);
            for (StanceObservation one : track) {
                if (!one.getArticle().equals(completing) || !shift.getTo().equals(one.getToldTo())) {
                    continue;
                }
                String quote =
                        shift.getEvidence().get(shift.getEvidence().size() - 1).getQuote();
                Sighting sighting = sighting(actorKey, one, quote, shift);
                Optional<Crossing> crossing = crossing(sighting, Map.of(key, track), Set.of(shift.getId()));
                if (crossing.isEmpty()) {
                    one.setToldTo(null);
                    putTrack(key, track);
                    forget(completing, shift.getId());
                    undone.add(new UndoneShift(retracted(shift, why), null));
                } else {
                    StanceShift renewed = shift(sighting, crossing.get());
                    if (!renewed.getEvidence().equals(shift.getEvidence())) {
                        told.add(renewed);
                    }
                    keep(tracked, renewed, shift.getId());
                }
                return;
            }
        }
    }

    /** Notes that a tracked article completed a shift, in place of another. */
    private void keep(TrackedArticle tracked, StanceShift shift, String inPlaceOf) {
        List<StanceShift> shifts = new ArrayList<>(tracked.getShifts());
        shifts.removeIf(one -> one.getId().equals(inPlaceOf));
        shifts.add(shift);
        articles.put(
                shift.getArticle().getId(),
                TrackedArticle.newBuilder(tracked).setShifts(shifts).build());
        noteEarlierSentence(shift);
    }

    private void forget(String articleId, String shiftId) {
        TrackedArticle tracked = articles.get(articleId);
        if (tracked != null) {
            articles.put(
                    articleId,
                    TrackedArticle.newBuilder(tracked)
                            .setShifts(tracked.getShifts().stream()
                                    .filter(one -> !one.getId().equals(shiftId))
                                    .toList())
                            .build());
        }
    }

    /** Lets the article of a shift's earlier sentence know who completed the shift. */
    private void noteEarlierSentence(StanceShift shift) {
        String earlier = shift.getEvidence().get(0).getArticle();
        String completing = shift.getArticle().getId();
        TrackedArticle tracked = articles.get(earlier);
        if (tracked != null
                && !earlier.equals(completing)
                && !tracked.getCompletedBy().contains(completing)
                && tracked.getCompletedBy().size() < MOST_COMPLETED_BY) {
            List<String> completedBy = new ArrayList<>(tracked.getCompletedBy());
            completedBy.add(completing);
            articles.put(
                    earlier,
                    TrackedArticle.newBuilder(tracked)
                            .setCompletedBy(completedBy)
                            .build());
        }
    }

    private static Sighting sighting(String actorKey, StanceObservation one, String quote, StanceShift shift) {
        return new Sighting(actorKey, one, quote, shift.getConfidence(), StanceShift.newBuilder(shift));
    }

    private static StanceShift retracted(StanceShift shift, String why) {
        return StanceShift.newBuilder(shift)
                .setRetracted("No longer counts: " + why)
                .build();
    }

    private void putTrack(String key, List<StanceObservation> observations) {
        if (observations.isEmpty()) {
            tracks.remove(key);
        } else {
            tracks.put(key, new StanceTrack(observations));
        }
    }

    /**
     * What was known of an article before it was taken back.
     *
     * @param tracks the tracks it had added to
     * @param story hash of its story's id; null when no observation of it was left
     * @param shifts the shifts that it had completed
     * @param completedBy the articles that completed a shift whose earlier sentence was its own
     */
    private record TakenBack(
            List<String> tracks, @Nullable Integer story, List<StanceShift> shifts, List<String> completedBy) {

        static final TakenBack NOTHING = new TakenBack(List.of(), null, List.of(), List.of());

        Set<String> toldIds() {
            return shifts.stream().map(StanceShift::getId).collect(Collectors.toUnmodifiableSet());
        }

        boolean hasTold(StanceShift shift) {
            return shifts.stream()
                    .anyMatch(one -> one.getId().equals(shift.getId())
                            && one.getEvidence().equals(shift.getEvidence()));
        }

        Set<String> actorKeys() {
            return tracks.stream().map(Sighting::actorOf).collect(Collectors.toCollection(LinkedHashSet::new));
        }
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
     * happened since neither undoes it nor has told of it already. Of a shift told before, only whether it completes it.
     */
    private Optional<Crossing> crossing(
            Sighting sighting, Map<String, List<StanceObservation>> changed, Set<String> toldIds) {
        StanceObservation seen = sighting.observation();
        if (!seen.getTurn()
                && crossing(sighting, related(sighting, changed.getOrDefault(sighting.track(), List.of())), toldIds)
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
        return crossing(sighting, related(sighting, all), toldIds);
    }

    private static Optional<Crossing> crossing(
            Sighting sighting, List<StanceObservation> related, Set<String> toldIds) {
        StanceObservation seen = sighting.observation();
        Course course = PositionRule.follow(related);
        return course.crossings().stream()
                .filter(crossing -> crossing.after().equals(seen))
                .filter(crossing -> sighting.isOfUnknown() || AffairRule.tied(crossing.before(), seen))
                .filter(crossing -> toldIds.contains(shiftId(sighting.actorKey(), crossing.to(), seen.getArticle()))
                        || isNews(crossing, course, related))
                .findFirst();
    }

    private static boolean isNews(Crossing crossing, Course course, List<StanceObservation> related) {
        return crossing.to().equals(course.side())
                && related.stream()
                        .noneMatch(one -> crossing.to().equals(one.getToldTo())
                                && one.getAt().isAfter(crossing.before().getAt()));
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
