package io.redline.desk.watch;

import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Channel;
import io.redline.schemas.Watch;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a channel is never shown again once stored: a webhook's signing secret, and the path of a Slack address, which
 * is one. Both are masked; a change that sends the mask back keeps what is stored.
 */
final class ChannelSecrets {

    static final String MASKED_SECRET = "whsec_***";
    private static final String MASKED_PATH = "/***";

    private ChannelSecrets() {}

    /** A copy that may be shown. */
    static Watch masked(Watch watch) {
        Watch copy = Watch.newBuilder(watch).build();
        copy.setChannels(
                watch.getChannels().stream().map(ChannelSecrets::masked).toList());
        return copy;
    }

    /**
     * The channels of a changed watch, each mask replaced by the secret it stands for.
     *
     * @param sent channels as the editor sent them
     * @param stored channels as they are stored; empty for a new watch
     * @throws WrongJsonException when a mask does not tell which secret is meant
     */
    static List<Channel> unmasked(List<Channel> sent, List<Channel> stored) {
        List<Channel> unmasked = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            Channel channel = sent.get(i);
            if (isMasked(channel)) {
                Channel shown = masked(channel);
                Deque<Channel> meant = new ArrayDeque<>(like(stored, shown));
                // With fewer masks than secrets nobody can tell which ones are to stay.
                if (meant.isEmpty() || like(sent, shown).size() != meant.size()) {
                    throw new WrongJsonException(
                            "channels[" + i + "]." + (isSlack(channel) ? "url" : "secret"),
                            "is masked, and does not say which of the stored ones is meant: send it in full");
                }
                unmasked.add(new ArrayList<>(meant)
                        .get(like(sent.subList(0, i), shown).size()));
            } else {
                unmasked.add(channel);
            }
        }
        return unmasked;
    }

    private static List<Channel> like(List<Channel> channels, Channel shown) {
        return channels.stream()
                .filter(channel -> masked(channel).equals(shown))
                .toList();
    }

    private static boolean isMasked(Channel channel) {
        return isSlack(channel)
                ? channel.getUrl() != null && channel.getUrl().endsWith(MASKED_PATH)
                : MASKED_SECRET.equals(channel.getSecret());
    }

    private static Channel masked(Channel channel) {
        Channel copy = Channel.newBuilder(channel).build();
        if (channel.getSecret() != null) {
            copy.setSecret(MASKED_SECRET);
        }
        if (isSlack(channel)) {
            copy.setUrl(maskedPath(channel.getUrl()));
        }
        return copy;
    }

    private static boolean isSlack(Channel channel) {
        return Objects.equals(channel.getType(), "slack");
    }

    private static @Nullable String maskedPath(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            URI uri = URI.create(url);
            return uri.getScheme() + "://" + uri.getRawAuthority() + MASKED_PATH;
        } catch (IllegalArgumentException notAnAddress) {
            return MASKED_PATH;
        }
    }
}
