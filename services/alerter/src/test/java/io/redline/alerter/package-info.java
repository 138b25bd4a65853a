/** Tests of the alerter; {@link io.redline.alerter.Fixtures} makes what they work on. */
@NullMarked
package io.redline.alerter;

import org.jspecify.annotations.NullMarked;
