package io.redline.alerter.channel.slack;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How Slack names a message.
 *
 * @param channel the channel's id
 * @param ts when it was posted, which is unique in the channel
 */
record SlackReceipt(String channel, String ts) {

    /** Reads what {@link #toString} wrote; empty for anything else. */
    static Optional<SlackReceipt> parse(@Nullable String text) {
        int colon = text == null ? -1 : text.indexOf(':');
        return text == null || colon <= 0 || colon == text.length() - 1
                ? Optional.empty()
                : Optional.of(new SlackReceipt(text.substring(0, colon), text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return channel + ":" + ts;
    }
}
