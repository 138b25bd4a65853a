/**
 * The watch matcher: which watches' queries does an article meet, and on which words.
 *
 * <p>{@link io.redline.matcher.QueryParser} turns an editor's text into a {@link io.redline.matcher.Query}; {@link
 * io.redline.matcher.WatchMatcher} holds a hundred thousand of them and answers {@link
 * io.redline.matcher.WatchMatcher#match match(article)}; {@link io.redline.matcher.Explanation} tells why one query did or
 * did not hold; {@link io.redline.matcher.QueryLint} points at what looks like a mistake. The language is described for
 * editors in {@code docs/query-language.md}.
 */
@NullMarked
package io.redline.matcher;

import org.jspecify.annotations.NullMarked;
