/**
 * Scores the detector on labelled files. Each evaluation reads its file, feeds it to the very classes that the service
 * runs, and prints a table or one JSON object.
 */
@NullMarked
package io.redline.detector.evaluate;

import org.jspecify.annotations.NullMarked;
