package io.redline.desk.view;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which part of a list is wanted.
 *
 * @param equal values that filter columns must have
 * @param holding texts that arrays of the record must hold, by the array's name; not indexed, so for short lists only
 * @param among values of which a filter column must have one, by the column's name
 * @param since earliest time, inclusive
 * @param before where to go on
 * @param limit most items
 */
public record Selection(
        Map<String, String> equal,
        Map<String, String> holding,
        Map<String, Set<String>> among,
        Optional<Instant> since,
        Optional<Cursor> before,
        int limit) {

    /** The part of a list whose filter columns have these values. */
    public Selection(Map<String, String> equal, Optional<Instant> since, Optional<Cursor> before, int limit) {
        this(equal, Map.of(), Map.of(), since, before, limit);
    }

    /** Everything, from the newest on. */
    public static Selection newest(int limit) {
        return new Selection(Map.of(), Optional.empty(), Optional.empty(), limit);
    }

    /** The same, with only those records whose array of this name holds a text, if one is given. */
    public Selection holding(String array, Optional<String> text) {
        return new Selection(
                equal, text.map(given -> Map.of(array, given)).orElse(Map.of()), among, since, before, limit);
    }

    /** The same, with only those records whose filter column has one of these values. */
    public Selection among(String column, Set<String> values) {
        return new Selection(equal, holding, Map.of(column, values), since, before, limit);
    }

    /** The same, from this time on. */
    public Selection since(Instant earliest) {
        return new Selection(equal, holding, among, Optional.of(earliest), before, limit);
    }

    /** The same, up to but not including this time, if one is given and the list has not come to it yet. */
    public Selection until(Optional<Instant> latest) {
        Optional<Cursor> end = latest.map(time -> new Cursor(time.toEpochMilli(), ""))
                .filter(cursor -> before.map(place -> place.at() >= cursor.at()).orElse(true));
        return end.isEmpty() ? this : new Selection(equal, holding, among, since, end, limit);
    }

    /** The same, this many at once. */
    public Selection atMost(int items) {
        return new Selection(equal, holding, among, since, before, items);
    }

    /** The same from another place on. */
    public Selection from(Optional<Cursor> place) {
        return new Selection(equal, holding, among, since, place, limit);
    }
}
