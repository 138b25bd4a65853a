package io.redline.matcher;

/**
 * How much a single query may ask for, so that no query is dear whatever the article.
 *
 * @param length characters in a query
 * @param words words and wildcards in a query, those of phrases counted one by one
 * @param depth parentheses inside parentheses
 * @param phraseWords words in one quoted phrase
 * @param slop the number after the tilde of a phrase
 * @param prefixLetters letters a wildcard pattern that starts with letters must name
 * @param innerLetters letters in a row that a pattern starting with a wildcard must name
 * @param fuzzyWords words with a tilde in a query
 */
public record QueryLimits(
        int length,
        int words,
        int depth,
        int phraseWords,
        int slop,
        int prefixLetters,
        int innerLetters,
        int fuzzyWords) {

    /** What Redline allows unless told otherwise. */
    public static final QueryLimits DEFAULTS = new QueryLimits(16_384, 512, 32, 32, 100, 2, 3, 64);

    /** Refuses limits the matcher is not built for. */
    public QueryLimits {
        if (length < 1 || words < 1 || depth < 1 || phraseWords < 2 || slop < 0) {
            throw new IllegalArgumentException("a query must be allowed at least one word");
        }
        if (phraseWords + slop >= Document.FIELD_GAP) {
            throw new IllegalArgumentException("phraseWords and slop together must stay below " + Document.FIELD_GAP);
        }
        if (prefixLetters < 1 || innerLetters < PatternTable.GRAM) {
            throw new IllegalArgumentException("a wildcard pattern must name at least 1 letter, and "
                    + PatternTable.GRAM + " if it starts with a wildcard");
        }
    }
}
