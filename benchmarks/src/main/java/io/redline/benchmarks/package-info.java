/** Redline beside a peer or a baseline, measured in the same run: {@code ./redline bench NAME}. */
@NullMarked
package io.redline.benchmarks;

import org.jspecify.annotations.NullMarked;
