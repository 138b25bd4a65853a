/** Tests of the desk, and what they share: {@link io.redline.desk.DeskFixture}. */
@NullMarked
package io.redline.desk;

import org.jspecify.annotations.NullMarked;
