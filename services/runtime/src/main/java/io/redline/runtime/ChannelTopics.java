package io.redline.runtime;

import io.redline.schemas.Topics;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which Kafka topics a watch may have its alerts copied to: none but those that begin as the operator says, so that nobody
 * who may write a watch can write into a topic that others rely on.
 *
 * @param prefix how their names begin
 */
public record ChannelTopics(String prefix) {

    public static final Setting<String> PREFIX = new Setting<>(
            "REDLINE_CHANNEL_TOPICS",
            "redline-alerts-",
            false,
            "the start of a topic's name, of letters, digits, dots, underscores and hyphens",
            "How the names of topics begin that watches may copy alerts to; they are created when first used.",
            ChannelTopics::legal);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** The longest name that Kafka takes. */
    private static final int MOST_CHARS = 249;

    /** As the settings say. */
    public static ChannelTopics of(Settings settings) {
        return new ChannelTopics(settings.get(PREFIX));
    }

    /** What is wrong with a topic's name, to follow the name of the field it stands in; empty when it may be used. */
    public Optional<String> objection(@Nullable String topic) {
        if (topic == null
                || !topic.startsWith(prefix)
                || topic.length() == prefix.length()
                || topic.length() > MOST_CHARS
                || !NAME.matcher(topic).matches()
                || Topics.named(topic).isPresent()) {
            return Optional.of("should be the name of a topic that begins with \"" + prefix
                    + "\", of letters, digits, dots, underscores and hyphens");
        }
        return Optional.empty();
    }

    private static String legal(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("not the start of a topic's name");
        }
        return text;
    }
}
