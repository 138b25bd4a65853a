/** Tests of what benchmarks do beside measuring. */
@NullMarked
package io.redline.benchmarks;

import org.jspecify.annotations.NullMarked;
