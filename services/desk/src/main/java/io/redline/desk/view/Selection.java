package io.redline.desk.view;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param equal values that filter columns must have
 * @param since earliest time, inclusive
 * @param before where to go on
 * @param limit most items
 */
public record Selection(Map<String, String> equal, Optional<Instant> since, Optional<Cursor> before, int limit) {

    /** Everything, from the newest on. */
    public static Selection newest(int limit) {
        return new Selection(Map.of(), Optional.empty(), Optional.empty(), limit);
    }
}
