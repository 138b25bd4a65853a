package io.redline.alerter.pipeline;

import java.util.Locale;

/** Why somebody is deliberately not told, where that needs no more than a sentence. */
enum Skip {
    WATCH_REMOVED("the watch has been removed"),
    WATCH_DISABLED("the watch is switched off"),
    CHANNEL_REMOVED("the watch no longer has this channel"),
    ROUTE_DISABLED("the receiver wants nothing more or has been failing for too long; saving the watch again gives it a"
            + " new chance"),
    NEVER_TOLD("what is retracted was never told here"),
    RETRACTED("the alert was taken back before it was told");

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
