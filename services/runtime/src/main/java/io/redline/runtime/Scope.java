package io.redline.runtime;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a token lets its holder do. */
public enum Scope {
    /** Look at everything but articles under embargo. */
    READ,
    /** Publish articles, change watches, handle alerts. */
    WRITE,
    /** Whatever {@link #READ} and {@link #WRITE} do, and what concerns everybody: the audit log, deliveries sent again. */
    ADMIN,
    /** See articles before their embargo ends; asked for by name, since not even {@link #ADMIN} brings it. */
    EMBARGO;

    /** The word for it in settings and refusals, such as {@code read}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@link #word()}.
     *
     * @throws IllegalArgumentException when there is no such scope
     */
    public static Scope of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "names the scope \"" + word + "\", which there is not: use " + words()));
    }

    /** The words there are, parted by commas. */
    public static String words() {
        return Arrays.stream(values()).map(Scope::word).collect(Collectors.joining(", "));
    }
}
