/**
 * Finds stances: who does or says what to whom, on which side, how firmly, and on whose word.
 *
 * <p>The stages, each a class: {@link Lexicon} reads the data files (nouns in classes, verbs with the readings of their
 * patterns, issues); {@link Tagger} gives each token of a sentence its part of speech; {@link Chunker} groups tokens into
 * noun phrases and verb groups; {@link ClauseReader} finds the clauses and their subjects; {@link Interpreter} matches the
 * patterns, and composes a reading from operators (refuse, agree, stop, deny) over what they govern; {@link TargetRule}
 * settles whom it is directed at; {@link StanceDetector} does so for an article, names actors and issues, and puts the
 * most salient stance first; {@link TurnReader} finds where the headline or the lead says that somebody turns.
 *
 * <p>All of it is deterministic and linear in the length of the text, and none of it keeps state between articles.
 */
@NullMarked
package io.redline.detector.stance;

import org.jspecify.annotations.NullMarked;
