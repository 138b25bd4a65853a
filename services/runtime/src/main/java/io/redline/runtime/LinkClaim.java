package io.redline.runtime;

import java.time.Instant;
import java.util.Locale;

/**
 * What a signed link allows whoever opens it, and nothing beside.
 *
 * @param act what may be done
 * @param watchId the watch it is about
 * @param alertId the alert it is about; empty when it is about the watch
 * @param route the channel that the link was sent through: its type, a colon and where it points to as it may be shown, such
 *     as {@code email:desk@example.org}
 * @param person whom the link was sent to, as colleagues read it: a mail address, or the Slack channel
 * @param expires until when, to the second
 */
public record LinkClaim(Act act, String watchId, String alertId, String route, String person, Instant expires) {

    /** What a link can let somebody do. */
    public enum Act {
        /** Say that they have seen the alert. */
        ACK,
        /** Say that they work on it. */
        CLAIM,
        /** Hold back what is new about the alert for an hour. */
        SNOOZE,
        /** Take the channel out of the watch. */
        UNSUBSCRIBE;

        /** The act of that word. */
        public static Act of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** The word in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
