package io.redline.matcher;

/**
 * Words of an article that satisfied a clause of a query.
 *
 * @param text the words as the article has them
 * @param field where, as {@link Field#label()}
 * @param start offset of the first character in that field, in UTF-16 code units
 * @param end offset after the last character
 */
public record MatchedTerm(String text, String field, int start, int end) {}
