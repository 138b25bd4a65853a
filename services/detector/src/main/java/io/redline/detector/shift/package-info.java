/** When an actor's position really turns: stances in, shifts out, in event time. */
@NullMarked
package io.redline.detector.shift;

import org.jspecify.annotations.NullMarked;
