/**
 * Text as the detection stages read it: an article's fields cut into tokens, sentences and quotations, with offsets that
 * point back into the original text.
 *
 * <p>{@link Document} holds the two fields of an article, each a {@link Passage}: flat arrays of tokens, so that a long
 * article costs a few large allocations rather than one object a word. {@link Sentence} names a run of tokens and says
 * what kind of line it is. {@link Inflections} spells out the forms of English verbs and nouns, so that data files list
 * base forms only.
 *
 * <p>Everything here is pure, linear in the length of the text, and defined for any string of characters whatsoever.
 */
@NullMarked
package io.redline.detector.text;

import org.jspecify.annotations.NullMarked;
