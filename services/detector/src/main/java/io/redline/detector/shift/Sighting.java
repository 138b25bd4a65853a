package io.redline.detector.shift;

import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.StanceObservation;

/**
 * Something an article says of an actor that may move its position.
 *
 * @param actorKey the actor, however its name is cut short
 * @param observation what its track keeps of it
 * @param quote the sentence
 * @param confidence how sure the detector is, from 0 to 1
 * @param shift a shift with all that the sentence says of it
 */
record Sighting(
        String actorKey, StanceObservation observation, String quote, double confidence, StanceShift.Builder shift) {

    /** Stands before the key of an actor that the gazetteer does not know. */
    private static final String UNKNOWN = "~";

    private static final String SEPARATOR = "|";

    /** Key of the track it belongs to: an unknown actor has one, others have one for each target, or else issue. */
    String track() {
        String target = observation.getTarget();
        String issue = observation.getIssue();
        return tracksOf(actorKey) + (isOfUnknown() ? "" : target != null ? target : issue != null ? "#" + issue : "");
    }

    /** Whether the gazetteer does not know the actor: such a one has few affairs. */
    boolean isOfUnknown() {
        return actorKey.startsWith(UNKNOWN);
    }

    /** What the keys of an actor's tracks start with. */
    static String tracksOf(String actorKey) {
        return actorKey + SEPARATOR;
    }

    /** The actor whose track has this key. */
    static String actorOf(String track) {
        return track.substring(0, track.lastIndexOf(SEPARATOR));
    }
}
