package io.redline.desk.view;

import io.redline.runtime.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A place in a list that is ordered by time, newest first, and by id where times are equal. It names no row number, so it
 * means the same after inserts, after a rebuild and on another instance.
 *
 * @param at time in milliseconds
 * @param id id of the last item before the place; empty for the very beginning of that millisecond
 */
public record Cursor(long at, String id) {

    /** The text that stands in a list's {@code next}. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads {@link #text()}, or an RFC 3339 time: the place just before that time.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Cursor of(String text) {
        if (text.indexOf(':') >= 0) {
            return new Cursor(Timestamps.parse(text).toEpochMilli(), "");
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int gap = plain.indexOf(' ');
            return new Cursor(Long.parseLong(plain, 0, Math.max(gap, 0), 10), plain.substring(gap + 1));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a cursor: send the \"next\" of a list as it was, or an RFC 3339 time");
        }
    }
}
