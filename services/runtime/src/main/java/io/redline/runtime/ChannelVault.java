package io.redline.runtime;

import io.redline.schemas.Channel;
import io.redline.schemas.Escalation;
import io.redline.schemas.Watch;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the secrets of a watch's channels: a webhook's signing secret, a Slack bot's token, and the path of a Slack address.
 * On the topic and in every copy of it they are sealed, or names of environment variables, which whoever delivers resolves.
 */
public final class ChannelVault {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelVault.class);
    private static final String REFERENCE = "env:";
    private static final Pattern RIGHT_REFERENCE = Pattern.compile("env:REDLINE_SECRET_[A-Z0-9_]{1,80}");

    /** What is wrong is said once of each secret, and of this many at most. */
    private static final int MOST_COMPLAINTS = 1_000;

    private final Settings settings;
    private final Optional<SecretBox> box;
    private final Set<String> complained = ConcurrentHashMap.newKeySet();

    private ChannelVault(Settings settings, Optional<SecretBox> box) {
        this.settings = settings;
        this.box = box;
    }

    /**
     * A vault with the key that is set, if one is.
     *
     * @throws WrongSettingException when the key is wrong
     */
    public static ChannelVault of(Settings settings) {
        return new ChannelVault(settings, SecretBox.of(settings));
    }

    /** True for a text that names an environment variable instead of being a secret. */
    public static boolean isReference(String text) {
        return text.startsWith(REFERENCE);
    }

    /** True for a reference that may be resolved: to a variable that is there for this and nothing else. */
    public static boolean isRightReference(String text) {
        return RIGHT_REFERENCE.matcher(text).matches();
    }

    /**
     * The watch as it may be stored.
     *
     * @param watch a watch whose secrets are plain, or references
     * @throws WrongJsonException when it holds a plain secret and there is no key to seal it with, or a sealed one
     */
    public Watch sealed(Watch watch) {
        requireOpen(watch);
        return mapped(
                watch,
                (path, channel) -> secretsOf(
                        channel, UnaryOperator.identity(), (field, secret) -> box.map(open -> open.seal(secret))
                                .orElseThrow(() -> new WrongJsonException(
                                        path + "." + field,
                                        "cannot be kept safe: set " + SecretBox.KEYS.name()
                                                + ", or name an environment variable of"
                                                + " the alerter, as in env:REDLINE_SECRET_DESK"))));
    }

    /**
     * Refuses a watch with a sealed secret: a stored one that no key here opens would be sealed twice, and so lost, and nobody
     * has one to send.
     *
     * @throws WrongJsonException naming the first field that is sealed, and the setting to mend
     */
    public static void requireOpen(Watch watch) {
        var unused = mapped(
                watch,
                (path, channel) -> secretsOf(channel, UnaryOperator.identity(), (field, secret) -> {
                    if (SecretBox.isSealed(secret)) {
                        throw new WrongJsonException(
                                path + "." + field,
                                "is sealed and cannot be opened: set " + SecretBox.KEYS.name()
                                        + " to the key that it was sealed with, or send it in full");
                    }
                    return secret;
                }));
    }

    /** The host of an address that is stored with its path sealed; empty for a channel that has none. */
    public static Optional<String> sealedHost(Channel channel) {
        return Optional.ofNullable(channel.getUrl())
                .filter(url -> Objects.equals(channel.getType(), "slack") && !isReference(url))
                .map(ChannelVault::hostOf);
    }

    /** True for a channel of an opened watch whose address is still sealed: where it points to is not known. */
    public static boolean isLocked(Channel channel) {
        return sealedHost(channel).isPresent() && SecretBox.isSealed(pathOf(String.valueOf(channel.getUrl())));
    }

    /** The watch with its secrets in plain text, references left as they are; what cannot be opened stays sealed. */
    public Watch opened(Watch watch) {
        return mapped(
                watch,
                (path, channel) ->
                        secretsOf(channel, UnaryOperator.identity(), (field, secret) -> opened(watch, secret)));
    }

    /**
     * The channel as it is sent to: each reference replaced by what the environment holds under its name.
     *
     * @param channel a channel of an opened watch
     * @throws WrongSettingException when one of its secrets is not to be had; names the setting to mend, never the secret
     */
    public Channel resolved(Channel channel) {
        return secretsOf(channel, this::variable, (field, secret) -> {
            // Not opened here: that would open what somebody has put into an address as well.
            if (SecretBox.isSealed(secret)) {
                throw new WrongSettingException(lockedOut());
            }
            return secret;
        });
    }

    private String opened(Watch watch, String secret) {
        if (!SecretBox.isSealed(secret)) {
            return secret;
        }
        return box.flatMap(open -> open.open(secret)).orElseGet(() -> {
            complain(watch, secret);
            return secret;
        });
    }

    private String variable(String reference) {
        if (!isRightReference(reference)) {
            throw new WrongSettingException("it is named by a variable that does not begin with REDLINE_SECRET_");
        }
        String name = reference.substring(REFERENCE.length());
        String value = settings.get(Setting.secret(name, "a secret of a channel", "A secret of a channel."));
        if (value.isEmpty()) {
            throw new WrongSettingException(name + " is not set");
        }
        return value;
    }

    private String lockedOut() {
        return SecretBox.KEYS.name() + (box.isEmpty() ? " is not set" : " is not the key that it was sealed with");
    }

    private void complain(Watch watch, String about) {
        if (complained.size() < MOST_COMPLAINTS && complained.add(about)) {
            LOG.warn("A secret of the watch {} cannot be opened: {}", watch.getId(), lockedOut());
        }
    }

    private static Watch mapped(Watch watch, BiFunction<String, Channel, Channel> each) {
        Watch copy = Watch.newBuilder(watch).build();
        copy.setChannels(mapped("channels", watch.getChannels(), each));
        Escalation escalation = watch.getEscalation();
        if (escalation != null) {
            copy.setEscalation(new Escalation(
                    escalation.getAfter(), mapped("escalation.channels", escalation.getChannels(), each)));
        }
        return copy;
    }

    private static List<Channel> mapped(
            String path, List<Channel> channels, BiFunction<String, Channel, Channel> each) {
        List<Channel> mapped = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            mapped.add(each.apply(path + "[" + i + "]", channels.get(i)));
        }
        return mapped;
    }

    /**
     * Replaces what is secret of a channel.
     *
     * @param named replaces a reference
     * @param kept replaces a secret, given by its field and text
     */
    private static Channel secretsOf(
            Channel channel, UnaryOperator<String> named, BiFunction<String, String, String> kept) {
        Channel copy = Channel.newBuilder(channel).build();
        copy.setSecret(replaced(channel.getSecret(), named, text -> kept.apply("secret", text)));
        copy.setToken(replaced(channel.getToken(), named, text -> kept.apply("token", text)));
        if (Objects.equals(channel.getType(), "slack")) {
            // A reference is the whole of an address: in a path it would send a secret to whatever host stands before
            // it.
            copy.setUrl(replaced(channel.getUrl(), named, url -> withPath(url, path -> kept.apply("url", path))));
        }
        return copy;
    }

    private static @Nullable String replaced(
            @Nullable String text, UnaryOperator<String> named, UnaryOperator<String> kept) {
        return text == null ? null : (isReference(text) ? named : kept).apply(text);
    }

    /** An address with what follows its host replaced. */
    private static String withPath(String url, UnaryOperator<String> replaced) {
        return hostOf(url) + "/" + replaced.apply(pathOf(url));
    }

    private static String pathOf(String url) {
        return url.substring(Math.min(url.length(), hostOf(url).length() + 1));
    }

    /** An address up to where its path begins: {@code https://hooks.slack.com}. */
    private static String hostOf(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getScheme() + "://" + uri.getRawAuthority();
        } catch (IllegalArgumentException notAnAddress) {
            return "";
        }
    }
}
