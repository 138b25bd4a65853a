package io.redline.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing an operator can set through the environment: its name, its type, its default and what it is for.
 *
 * @param name environment variable, {@code REDLINE_…}
 * @param fallback the value when the variable is unset or empty, as one would write it; null when it has to be set
 * @param secret true when the value must never be shown
 * @param expects what a right value looks like, to finish the sentence "should be …"
 * @param meaning what it is for, one sentence
 * @param parser turns the text into the value; throws {@link IllegalArgumentException} for a wrong one
 * @param <T> type of the value
 */
public record Setting<T>(
        String name,
        @Nullable String fallback,
        boolean secret,
        String expects,
        String meaning,
        Function<String, T> parser) {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:.]+]):\\d{1,5}");

    /** A free text. */
    public static Setting<String> text(String name, @Nullable String fallback, String expects, String meaning) {
        return new Setting<>(name, fallback, false, expects, meaning, text -> text);
    }

    /** A text that is never shown; empty when unset. */
    public static Setting<String> secret(String name, String expects, String meaning) {
        return new Setting<>(name, "", true, expects, meaning, text -> text);
    }

    /** One or more {@code host:port}, parted by commas. */
    public static Setting<String> hosts(String name, @Nullable String fallback, String meaning) {
        return new Setting<>(
                name, fallback, false, "host:port, several parted by commas", meaning, Setting::hostsWithPorts);
    }

    /** Texts parted by commas; an empty list when the text is empty. */
    public static Setting<List<String>> list(String name, String fallback, String expects, String meaning) {
        return new Setting<>(name, fallback, false, expects, meaning, Setting::split);
    }

    /** As {@link #list}, never shown. */
    public static Setting<List<String>> secretList(String name, String expects, String meaning) {
        return new Setting<>(name, "", true, expects, meaning, Setting::split);
    }

    /** A whole number from {@code least} to {@code most}. */
    public static Setting<Integer> number(String name, int fallback, int least, int most, String meaning) {
        return new Setting<>(
                name,
                Integer.toString(fallback),
                false,
                "a whole number from " + least + " to " + most,
                meaning,
                text -> within(Integer.parseInt(text), least, most));
    }

    /** A TCP port; 0 lets the system choose. */
    public static Setting<Integer> port(String name, int fallback, String meaning) {
        return number(name, fallback, 0, 65_535, meaning);
    }

    /** A length of time, at least {@code least}. */
    public static Setting<Duration> duration(String name, Duration fallback, Duration least, String meaning) {
        return new Setting<>(
                name,
                fallback.toString(),
                false,
                "an ISO 8601 duration such as PT5M, at least " + least,
                meaning,
                text -> atLeast(text, least));
    }

    /** An http or https address. */
    public static Setting<URI> url(String name, @Nullable String fallback, String meaning) {
        return new Setting<>(
                name,
                fallback,
                false,
                "an http:// or https:// address",
                meaning,
                text -> withScheme(text, "http", "https"));
    }

    /** A directory; it need not exist yet. */
    public static Setting<Path> directory(String name, String fallback, String meaning) {
        return new Setting<>(name, fallback, false, "a directory", meaning, Path::of);
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String name, boolean fallback, String meaning) {
        return new Setting<>(name, Boolean.toString(fallback), false, "true or false", meaning, Setting::strictBoolean);
    }

    /**
     * Parses an absolute address of one of the given schemes.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static URI withScheme(String text, String... schemes) {
        URI uri = URI.create(text);
        if (uri.getScheme() == null || !Arrays.asList(schemes).contains(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("no scheme or host");
        }
        return uri;
    }

    private static String hostsWithPorts(String text) {
        if (!split(text).stream().allMatch(host -> HOST_AND_PORT.matcher(host).matches())) {
            throw new IllegalArgumentException("no host or port");
        }
        return text;
    }

    private static List<String> split(String text) {
        return text.isBlank() ? List.of() : List.of(COMMA.split(text.strip()));
    }

    private static int within(int number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    private static Duration atLeast(String text, Duration least) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(least) < 0) {
                throw new IllegalArgumentException("too short");
            }
            return duration;
        } catch (DateTimeParseException notADuration) {
            throw new IllegalArgumentException(notADuration);
        }
    }

    private static boolean strictBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }
}
