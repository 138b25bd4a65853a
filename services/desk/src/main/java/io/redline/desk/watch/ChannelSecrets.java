package io.redline.desk.watch;

import io.redline.runtime.ChannelVault;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Channel;
import io.redline.schemas.Escalation;
import io.redline.schemas.Watch;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a channel is never shown again once stored: a webhook's signing secret, a Slack bot's token, and the path of a
 * Slack address, which is one. All are masked; a change that sends the mask back keeps what is stored. The name of an
 * environment variable is no secret, and is shown.
 */
final class ChannelSecrets {

    static final String MASKED_SECRET = "whsec_***";
    static final String MASKED_TOKEN = "***";
    private static final String MASKED_PATH = "/***";

    private ChannelSecrets() {}

    /** A copy that may be shown. */
    static Watch masked(Watch watch) {
        Watch copy = Watch.newBuilder(watch).build();
        copy.setChannels(masked(watch.getChannels()));
        Escalation escalation = watch.getEscalation();
        if (escalation != null) {
            copy.setEscalation(new Escalation(escalation.getAfter(), masked(escalation.getChannels())));
        }
        return copy;
    }

    /**
     * Replaces each mask in a watch that was sent by the secret it stands for.
     *
     * @param sent the watch as the editor sent it; changed
     * @param stored channels as they are stored, those of the escalation too; empty for a new watch
     * @throws WrongJsonException when a mask does not tell which secret is meant
     */
    static void unmask(Watch sent, List<Channel> stored) {
        List<Channel> all = all(sent);
        int told = sent.getChannels().size();
        List<Channel> unmasked = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String path = i < told ? "channels[" + i + "]" : "escalation.channels[" + (i - told) + "]";
            unmasked.add(isMasked(all.get(i)) ? meant(all, i, stored, path) : all.get(i));
        }
        sent.setChannels(unmasked.subList(0, told));
        if (sent.getEscalation() != null) {
            sent.getEscalation().setChannels(unmasked.subList(told, unmasked.size()));
        }
    }

    /** All channels of a watch: those that are told at once, then those of its escalation. */
    static List<Channel> all(Watch watch) {
        List<Channel> all = new ArrayList<>(watch.getChannels());
        if (watch.getEscalation() != null) {
            all.addAll(watch.getEscalation().getChannels());
        }
        return all;
    }

    private static Channel meant(List<Channel> sent, int index, List<Channel> stored, String path) {
        Channel shown = masked(sent.get(index));
        List<Channel> meant = like(stored, shown);
        // With fewer masks than secrets nobody can tell which ones are to stay.
        if (meant.isEmpty() || like(sent, shown).size() != meant.size()) {
            throw new WrongJsonException(
                    path + "." + maskedField(sent.get(index)),
                    "is masked, and does not say which of the stored ones is meant: send it in full");
        }
        return meant.get(like(sent.subList(0, index), shown).size());
    }

    private static List<Channel> like(List<Channel> channels, Channel shown) {
        return channels.stream()
                .filter(channel -> masked(channel).equals(shown))
                .toList();
    }

    private static boolean isMasked(Channel channel) {
        return MASKED_SECRET.equals(channel.getSecret())
                || MASKED_TOKEN.equals(channel.getToken())
                || hasMaskedPath(channel);
    }

    private static String maskedField(Channel channel) {
        return hasMaskedPath(channel) ? "url" : MASKED_TOKEN.equals(channel.getToken()) ? "token" : "secret";
    }

    private static boolean hasMaskedPath(Channel channel) {
        return isSlack(channel) && channel.getUrl() != null && channel.getUrl().endsWith(MASKED_PATH);
    }

    private static List<Channel> masked(List<Channel> channels) {
        return channels.stream().map(ChannelSecrets::masked).toList();
    }

    private static Channel masked(Channel channel) {
        Channel copy = Channel.newBuilder(channel).build();
        copy.setSecret(masked(channel.getSecret(), MASKED_SECRET));
        copy.setToken(masked(channel.getToken(), MASKED_TOKEN));
        if (isSlack(channel)) {
            copy.setUrl(masked(channel.getUrl(), maskedPath(channel.getUrl())));
        }
        return copy;
    }

    private static @Nullable String masked(@Nullable String text, String mask) {
        return text == null || ChannelVault.isReference(text) ? text : mask;
    }

    private static boolean isSlack(Channel channel) {
        return Objects.equals(channel.getType(), "slack");
    }

    private static String maskedPath(@Nullable String url) {
        try {
            URI uri = URI.create(String.valueOf(url));
            return uri.getScheme() + "://" + uri.getRawAuthority() + MASKED_PATH;
        } catch (IllegalArgumentException notAnAddress) {
            return MASKED_PATH;
        }
    }
}
