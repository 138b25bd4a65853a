package io.redline.matcher;

import java.util.Locale;
import java.util.Optional;

/** A part of an article that a query can name, in the order matches are reported. */
public enum Field {
    HEADLINE,
    BODY,
    SOURCE,
    LANGUAGE,
    BYLINE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name as written in a query and reported in a match, {@code headline} for example. */
    public String label() {
        return label;
    }

    /** The field an editor means by {@code label}, in any case. */
    static Optional<Field> named(String label) {
        for (Field field : values()) {
            if (field.label.equalsIgnoreCase(label)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** This field's bit in a set of fields kept as an {@code int}. */
    int bit() {
        return 1 << ordinal();
    }
}
