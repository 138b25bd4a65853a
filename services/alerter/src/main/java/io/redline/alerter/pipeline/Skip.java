package io.redline.alerter.pipeline;

import java.util.Locale;

/** Why somebody is deliberately not told; each is counted, and its sentence stands in the delivery. */
enum Skip {
    WATCH_REMOVED("the watch has been removed"),
    WATCH_DISABLED("the watch is switched off"),
    CHANNEL_REMOVED("the watch no longer has this channel"),
    ROUTE_DISABLED("the receiver said that it wants nothing more; saving the watch again gives it a new chance"),
    OVERTAKEN("a newer version of the alert has been told, or is about to be"),
    NEVER_TOLD("what is retracted was never told here"),
    STALE("the alert was too old by the time it got here to be news");

    private final String reason;

    Skip(String reason) {
        this.reason = reason;
    }

    /** One plain sentence. */
    String reason() {
        return reason;
    }

    /** The word that it is counted under. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
