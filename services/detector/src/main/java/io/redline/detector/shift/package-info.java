/**
 * When an actor's position really turns: what articles say in, shifts out, in event time.
 *
 * <p>{@link SightingReader} takes from an article what may move somebody and makes short observations of it, of which
 * {@link ShiftTracker} keeps a bounded number for each actor and target. {@link AffairRule} tells which of them belong to
 * one affair, and {@link PositionRule} follows the position through those and says where it crosses over.
 */
@NullMarked
package io.redline.detector.shift;

import org.jspecify.annotations.NullMarked;
