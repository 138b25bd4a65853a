package io.redline.runtime;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as everybody outside reads them: RFC 3339 in UTC with milliseconds. */
public final class Timestamps {

    private static final DateTimeFormatter OUT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    /** Years outside these are typing errors, and would not fit the format. */
    private static final Instant EARLIEST = Instant.parse("1800-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Timestamps() {}

    /** The later of two times; the first where there is no other. */
    public static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    /** Such as {@code 2026-01-30T09:00:00.000Z}. */
    public static String format(Instant instant) {
        return OUT.format(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    /**
     * Reads an RFC 3339 time with any offset; cut to milliseconds.
     *
     * @throws IllegalArgumentException when it is not one, or not in the years 1800 to 2199
     */
    public static Instant parse(String text) {
        try {
            Instant instant = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
            if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
                throw new IllegalArgumentException("\"" + text + "\" is not in the years 1800 to 2199");
            }
            return instant.truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an RFC 3339 time such as 2026-01-30T09:00:00.000Z");
        }
    }
}
