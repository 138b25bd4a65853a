package io.redline.desk.api;

import io.javalin.http.Context;
import io.redline.desk.view.Cursor;
import io.redline.desk.view.Selection;
import io.redline.runtime.Timestamps;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The query parameters of a request, read strictly: an unknown name, a name given twice or a wrong value is an error. */
final class Parameters {

    private static final int USUAL_LIMIT = 50;
    private static final int MOST_LIMIT = 500;

    private final Map<String, String> values = new HashMap<>();

    private Parameters(Map<String, String> values) {
        this.values.putAll(values);
    }

    /**
     * Reads them.
     *
     * @param known names that mean something here
     * @throws ProblemException 400 when a name is not known, or stands there twice
     */
    static Parameters of(Context ctx, String... known) {
        Map<String, String> values = new HashMap<>();
        ctx.queryParamMap().forEach((name, given) -> {
            if (!Arrays.asList(known).contains(name)) {
                String names = String.join(", ", new TreeSet<>(List.of(known)));
                throw wrong(name, "means nothing here" + (names.isEmpty() ? "" : "; the parameters are " + names));
            }
            if (given.size() != 1) {
                throw wrong(name, "should be given once");
            }
            if (!given.get(0).isEmpty()) {
                values.put(name, given.get(0));
            }
        });
        return new Parameters(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) {
        return text(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    Optional<String> oneOf(String name, Set<String> words) {
        Optional<String> text = text(name);
        text.filter(word -> !words.contains(word)).ifPresent(word -> {
            throw wrong(name, "should be one of " + String.join(", ", new TreeSet<>(words)));
        });
        return text;
    }

    Optional<Integer> number(String name, int least, int most) {
        return read(
                name,
                text -> {
                    int number = Integer.parseInt(text);
                    if (number < least || number > most) {
                        throw new NumberFormatException();
                    }
                    return number;
                },
                "should be a whole number from " + least + " to " + most);
    }

    boolean flag(String name) {
        return oneOf(name, Set.of("true", "false")).map(Boolean::valueOf).orElse(false);
    }

    Optional<Instant> time(String name) {
        return read(name, Timestamps::parse, "should be an RFC 3339 time such as 2026-01-30T09:00:00.000Z");
    }

    /** The same, where a list shows what has not ended unless it is asked for a time. */
    Selection selection(Map<String, Optional<String>> equal, Instant since) {
        Selection selection = selection(equal);
        return selection.since().isPresent() ? selection : selection.since(since);
    }

    /**
     * What a list is to show: {@code limit}, {@code before} and {@code since} as usual.
     *
     * @param equal filter columns that were given
     */
    Selection selection(Map<String, Optional<String>> equal) {
        Map<String, String> given = new HashMap<>();
        equal.forEach((column, value) -> value.ifPresent(text -> given.put(column, text)));
        return new Selection(
                given,
                time("since"),
                read("before", Cursor::of, "should be the \"next\" of a list as it was, or an RFC 3339 time"),
                number("limit", 1, MOST_LIMIT).orElse(USUAL_LIMIT));
    }

    private <T> Optional<T> read(String name, Function<String, T> parser, String expectation) {
        try {
            return text(name).map(parser);
        } catch (IllegalArgumentException wrong) {
            throw wrong(name, expectation);
        }
    }

    private static ProblemException wrong(String name, String fault) {
        return new ProblemException(
                Problem.badRequest("The parameter \"" + name + "\" " + fault).with("parameter", name));
    }
}
