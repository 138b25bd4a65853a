package io.redline.desk.view;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param equal values that filter columns must have
 * @param holding texts that arrays of the record must hold, by the array's name; not indexed, so for short lists only
 * @param since earliest time, inclusive
 * @param before where to go on
 * @param limit most items
 */
public record Selection(
        Map<String, String> equal,
        Map<String, String> holding,
        Optional<Instant> since,
        Optional<Cursor> before,
        int limit) {

    /** The part of a list whose filter columns have these values. */
    public Selection(Map<String, String> equal, Optional<Instant> since, Optional<Cursor> before, int limit) {
        this(equal, Map.of(), since, before, limit);
    }

    /** Everything, from the newest on. */
    public static Selection newest(int limit) {
        return new Selection(Map.of(), Optional.empty(), Optional.empty(), limit);
    }

    /** The same, with only those records whose array of this name holds a text, if one is given. */
    public Selection holding(String array, Optional<String> text) {
        return new Selection(equal, text.map(given -> Map.of(array, given)).orElse(Map.of()), since, before, limit);
    }

    /** The same from another place on. */
    public Selection from(Optional<Cursor> place) {
        return new Selection(equal, holding, since, place, limit);
    }
}
