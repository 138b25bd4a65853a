/** Tests of {@code io.redline.ingest.format}. */
@NullMarked
package io.redline.ingest.format;

import org.jspecify.annotations.NullMarked;
