package io.redline.schemas;

import java.util.Locale;
import org.jspecify.annotations.NullMarked;

/** Which way a stance points: towards cooperation, towards conflict, or nowhere. */
@NullMarked
public enum Side {
    COOPERATIVE,
    CONFLICT,
    NEUTRAL;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The word used in topics and the API, such as {@code cooperative}. */
    public String code() {
        return code;
    }

    /**
     * Reads the word used in topics and the API.
     *
     * @throws IllegalArgumentException when it is none of the three
     */
    public static Side of(String code) {
        for (Side side : values()) {
            if (side.code.equals(code)) {
                return side;
            }
        }
        throw new IllegalArgumentException("\"" + code + "\" is not a side: use cooperative, conflict or neutral");
    }
}
