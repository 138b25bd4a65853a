package io.redline.matcher;

import java.util.List;

/**
 * A watch that an article meets.
 *
 * @param watchId the watch
 * @param terms the words that met it, in reading order, headline first; at most {@value #MAX_TERMS}
 */
public record Match(String watchId, List<MatchedTerm> terms) {

    /** How many terms a match reports at most; the first ones in reading order are kept. */
    public static final int MAX_TERMS = 100;

    /** Keeps its own copy of {@code terms}. */
    public Match {
        terms = List.copyOf(terms);
    }
}
