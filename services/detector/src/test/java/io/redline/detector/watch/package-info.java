/** Tests of the watches in force. */
@NullMarked
package io.redline.detector.watch;

import org.jspecify.annotations.NullMarked;
