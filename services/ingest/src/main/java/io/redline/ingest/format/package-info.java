/**
 * Reads articles in the forms that newsrooms send: Redline's own JSON ({@link io.redline.ingest.format.JsonArticles},
 * which also takes ninjs 2 and 3), JSON Lines and arrays ({@link io.redline.ingest.format.ItemSplitter}), plain text
 * ({@link io.redline.ingest.format.PlainText}) and RSS or Atom ({@link io.redline.ingest.format.FeedDocument}).
 * {@link io.redline.ingest.format.ArticleFiles} tells them apart.
 *
 * <p>Every reader ends in {@link io.redline.ingest.format.ArticleRules}: defaults, limits and the cleaning of text are
 * the same whatever the form. What is wrong with one item is a {@link io.redline.ingest.format.Reading.Refused} that
 * names the field and never an exception, so that it cannot sink the items beside it; only an input that is no list of
 * items at all is an {@link io.redline.ingest.format.UnreadableInputException}.
 *
 * <p>Nothing here knows Kafka, HTTP or the wall clock: the time of receipt is handed in.
 */
@NullMarked
package io.redline.ingest.format;

import org.jspecify.annotations.NullMarked;
