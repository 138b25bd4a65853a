package io.redline.detector.text;

import java.util.Locale;

/** The part of an article that a piece of text stands in. */
public enum Field {
    HEADLINE,
    BODY;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The word used in topics and the API: {@code headline} or {@code body}. */
    public String code() {
        return code;
    }
}
