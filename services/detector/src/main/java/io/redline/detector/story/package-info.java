/**
 * Groups articles into stories: one event, one story, however many outlets carry it and whoever copied whom.
 *
 * <p>The work is split where the stream is split. {@link StorySigner} reads one article, alone and in parallel with
 * others, into a {@link StorySignature}: the article's weighted terms, a sketch of its wording and the outlets it
 * credits, in well under 2 KB. {@link StoryIndex} takes signatures as one ordered stream and answers each with an
 * {@link Assignment}: which story, how many articles and independent sources it now has, and whether the article copies
 * another.
 *
 * <p>Two measures decide. <em>Same event</em>: cosine of the weighted terms, each weighed by its rarity among the
 * articles in the window, averaged over the most similar members of a story and fading with the days between them.
 * <em>Same wording</em>: the share of the shorter text's four-word runs found in the other, which survives a new
 * headline, a new first paragraph and a cut end. Credit lines, read by {@link CreditLines}, settle what wording leaves
 * open.
 *
 * <p>What the index knows is exactly the {@link StoryEntry} values of its live articles; each answer says which to store
 * and which to delete, and an index restored from them answers like the one that wrote them. To that end all sums are
 * of integers and all ties are broken by arrival.
 */
@NullMarked
package io.redline.detector.story;

import org.jspecify.annotations.NullMarked;
