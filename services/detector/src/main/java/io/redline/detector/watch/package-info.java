/** The watches a detector works for, as the {@code watches} topic has them at the moment. */
@NullMarked
package io.redline.detector.watch;

import org.jspecify.annotations.NullMarked;
