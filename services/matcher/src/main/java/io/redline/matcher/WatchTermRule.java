package io.redline.matcher;

import io.redline.schemas.Watch;
import java.time.Instant;

/** Whether a watch is in force for an article. The article's time of receipt decides, so that a replay decides the same. */
public final class WatchTermRule {

    private WatchTermRule() {}

    /** True when the watch is enabled, and the article came in before its end, if it has one. */
    public static boolean inForce(Watch watch, Instant receivedAt) {
        return watch.getEnabled() && !hasEnded(watch, receivedAt);
    }

    /** True when the watch's end had come by then. */
    public static boolean hasEnded(Watch watch, Instant receivedAt) {
        Instant end = watch.getEnabledUntil();
        return end != null && !receivedAt.isBefore(end);
    }
}
