/**
 * From articles to alerts. Two stages, each a pure class with a thin processor around it:
 *
 * <ol>
 *   <li>{@link io.redline.detector.ArticleAnalyzer} looks at one article by itself (watches met, stances, story
 *       signature); it runs in parallel, one task for each partition of {@code articles}.
 *   <li>{@link io.redline.detector.Newsroom} sees everything in one order (stories, shifts, alerts); it is cheap, and it
 *       has to be one, since any two articles may be one story.
 * </ol>
 *
 * <p>{@link io.redline.detector.DetectorTopology} is the picture of it.
 */
@NullMarked
package io.redline.detector;

import org.jspecify.annotations.NullMarked;
