/** Tests of {@code io.redline.ingest.feed}. */
@NullMarked
package io.redline.ingest.feed;

import org.jspecify.annotations.NullMarked;
