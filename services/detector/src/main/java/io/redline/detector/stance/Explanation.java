package io.redline.detector.stance;

import java.util.List;

/**
 * Why a stance was found.
 *
 * @param rule the lexicon's patterns, from the outermost in: {@code refuse to(lift ~penalty)} is the refusal of what the
 *     pattern "lift" with a noun of the class "penalty" says; {@code >} stands between a verb and what it carries out
 * @param words the words it rests on, in the order they were found
 */
public record Explanation(String rule, List<Words> words) {

    /** Takes a copy of the words. */
    public Explanation {
        words = List.copyOf(words);
    }

    /**
     * A stretch of the text and the part it plays.
     *
     * @param part {@code pattern} (the verb and the words that go with it), {@code negation}, {@code modality},
     *     {@code condition}, {@code actor} or {@code target}
     * @param start where it starts in its field, in UTF-16 code units
     * @param end where it ends (exclusive)
     */
    public record Words(String part, int start, int end) {}
}
