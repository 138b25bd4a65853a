/** Tests of silences. */
@NullMarked
package io.redline.detector.source;

import org.jspecify.annotations.NullMarked;
