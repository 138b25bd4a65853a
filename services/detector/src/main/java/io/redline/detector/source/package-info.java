/**
 * Sources that fall silent. {@link io.redline.detector.source.HourlyPace} is what a source usually sends, hour by hour of the
 * week, so that nights and weekends count for nothing where nothing comes in them;
 * {@link io.redline.detector.source.SourceBook} learns it from each article and says which source has been silent for
 * longer than is its way; {@link io.redline.detector.source.SilenceAlerts} tells the watches that ask for it.
 *
 * <p>A silence is measured in articles that were to be expected meanwhile, not in hours. It is out of the way when it is
 * twice the longest that the source has had so far, and nine articles at least: of a source that sends at random, which is
 * the least regular that a source can be, once in eight thousand gaps.
 */
@NullMarked
package io.redline.detector.source;

import org.jspecify.annotations.NullMarked;
