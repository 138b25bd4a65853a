/** Tests of ingest; {@link io.redline.ingest.Samples} makes what they need. */
@NullMarked
package io.redline.ingest;

import org.jspecify.annotations.NullMarked;
