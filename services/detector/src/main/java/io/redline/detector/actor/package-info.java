/**
 * Who is who in an article: the states, organisations, people and groups that it speaks of, under stable codes.
 *
 * <p>{@link ActorFinder} is the way in. It reads an article's {@link io.redline.detector.text.Document} and answers with
 * {@link Mention}s, each the full noun phrase as printed with the code of the actor meant, if known, and
 * {@link Introduction}s for the story's other articles.
 *
 * <p>Inside, three steps follow one another. {@link Units} cuts the tokens into names, titles, nouns and function words with
 * the {@link Lexicon}, a trie over the words of the {@link Gazetteer}'s plain data files (see {@code docs/gazetteer.md}).
 * {@link PhraseReader}, with {@link CoreReader} and {@link NameReader}, puts the units together into noun phrases and ties people to states and bodies by their titles and
 * appositions. {@link MentionResolver} remembers within the article who has been named, and finds whom surnames, titles, "the
 * ministry", "he" and "the two sides" mean; where that stays ambiguous, it says so by leaving the code out.
 *
 * <p>All of it is pure and linear in the length of the text.
 */
@NullMarked
package io.redline.detector.actor;

import org.jspecify.annotations.NullMarked;
