package io.redline.detector.shift;

import io.redline.detector.KeyedState;
import io.redline.runtime.Ids;
import io.redline.schemas.Evidence;
import io.redline.schemas.Side;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.FoundStance;
import io.redline.schemas.internal.StanceObservation;
import io.redline.schemas.internal.StanceTrack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows each actor's stance towards each target and says when it crosses from one side to the other.
 *
 * <p>Placed by event time, so that late articles fall where they belong. Recaps, claims by others and analysts never move
 * anybody.
 */
public final class ShiftTracker {

    /** Observations kept of one actor towards one target. */
    static final int MAX_OBSERVATIONS = 16;

    private final KeyedState<StanceTrack> tracks;
    private final KeyedState<StanceTrack> byArticle;

    /**
     * A tracker that remembers in these states.
     *
     * @param tracks the stances of each actor towards each target
     * @param byArticle what each article contributed, so that it can be taken back
     */
    public ShiftTracker(KeyedState<StanceTrack> tracks, KeyedState<StanceTrack> byArticle) {
        this.tracks = tracks;
        this.byArticle = byArticle;
    }

    /**
     * Takes in the stances of one version of an article, in place of those of an earlier version.
     *
     * @param articleId the article
     * @param found its stances
     * @param storyId the story it belongs to
     * @param copy true when it repeats another source's text, which is no evidence of its own
     * @return the shifts that this article completes
     */
    public List<StanceShift> observe(String articleId, List<FoundStance> found, String storyId, boolean copy) {
        List<StanceObservation> moving = copy
                ? List.of()
                : found.stream()
                        .filter(ShiftTracker::moves)
                        .map(one -> new StanceObservation(one.getStance(), storyId, weight(one)))
                        .toList();
        Set<String> stated = moving.stream().map(one -> one.getStance().getId()).collect(Collectors.toSet());
        withdraw(articleId, stated);
        if (!moving.isEmpty()) {
            byArticle.put(articleId, new StanceTrack(moving, null, null));
        }
        List<StanceShift> shifts = new ArrayList<>();
        for (StanceObservation observation : moving) {
            // Sentences of one article that say the same turn are one shift.
            observe(observation)
                    .filter(shift ->
                            shifts.stream().noneMatch(one -> one.getId().equals(shift.getId())))
                    .ifPresent(shifts::add);
        }
        return shifts;
    }

    /** Forgets what rested on an article that was killed. */
    public void withdraw(String articleId) {
        withdraw(articleId, Set.of());
    }

    private void withdraw(String articleId, Set<String> stated) {
        StanceTrack contributed = byArticle.get(articleId);
        if (contributed == null) {
            return;
        }
        for (StanceObservation observation : contributed.getObservations()) {
            String id = observation.getStance().getId();
            String key = key(observation.getStance());
            StanceTrack track = tracks.get(key);
            if (!stated.contains(id) && track != null) {
                List<StanceObservation> kept = new ArrayList<>(track.getObservations());
                kept.removeIf(one -> one.getStance().getId().equals(id));
                tracks.put(key, new StanceTrack(kept, track.getShiftedAt(), track.getShiftedTo()));
            }
        }
        byArticle.remove(articleId);
    }

    private Optional<StanceShift> observe(StanceObservation observation) {
        Stance stance = observation.getStance();
        String key = key(stance);
        StanceTrack track = tracks.get(key);
        List<StanceObservation> observations =
                track == null ? new ArrayList<>() : new ArrayList<>(track.getObservations());
        boolean repeated =
                observations.stream().anyMatch(o -> o.getStance().getId().equals(stance.getId()));
        if (repeated) {
            return Optional.empty();
        }
        Optional<Stance> before = observations.stream()
                .map(StanceObservation::getStance)
                .filter(earlier -> earlier.getAt().isBefore(stance.getAt())
                        && !earlier.getArticle()
                                .getId()
                                .equals(stance.getArticle().getId()))
                .filter(earlier -> comparable(earlier, stance))
                .reduce((first, second) -> second);
        observations.add(observation);
        observations.sort(Comparator.comparing(o -> o.getStance().getAt()));
        while (observations.size() > MAX_OBSERVATIONS) {
            observations.remove(0);
        }
        Optional<StanceShift> shift = before.filter(
                        earlier -> !earlier.getSide().equals(stance.getSide()))
                .map(earlier -> shift(earlier, stance));
        tracks.put(
                key,
                new StanceTrack(
                        observations,
                        shift.isPresent() ? stance.getAt() : track == null ? null : track.getShiftedAt(),
                        shift.isPresent() ? stance.getSide() : track == null ? null : track.getShiftedTo()));
        return shift;
    }

    private static StanceShift shift(Stance from, Stance to) {
        return StanceShift.newBuilder()
                .setId(Ids.of(
                        "shift",
                        key(to),
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
                .setEvidence(List.of(evidence(from), evidence(to)))
                .setArticle(to.getArticle())
                .setAt(to.getAt())
                .build();
    }

    private static Evidence evidence(Stance stance) {
        return new Evidence(stance.getArticle().getId(), stance.getQuote(), stance.getAt());
    }

    private static boolean moves(FoundStance found) {
        Stance stance = found.getStance();
        return !found.getRecap()
                && !stance.getSide().equals(Side.NEUTRAL.code())
                && (found.getVoice().equals("OWN") || found.getVoice().equals("REPORTED"));
    }

    private static double weight(FoundStance found) {
        return found.getHedged()
                ? found.getStance().getConfidence() / 2
                : found.getStance().getConfidence();
    }

    /** A stance on one issue says nothing of a stance on another; one that names no issue is about relations at large. */
    private static boolean comparable(Stance earlier, Stance later) {
        return earlier.getIssue() == null
                || later.getIssue() == null
                || earlier.getIssue().equals(later.getIssue());
    }

    private static String key(Stance stance) {
        String actor = stance.getActor() != null ? stance.getActor() : "~" + stance.getActorText();
        String target = stance.getTarget() != null
                ? stance.getTarget()
                : stance.getTargetText() == null ? "" : "~" + stance.getTargetText();
        return actor + "|" + target;
    }
}
