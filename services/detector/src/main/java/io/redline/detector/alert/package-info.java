/** One alert for a watch and a story, and what becomes of it: later versions, retraction, acknowledgement. */
@NullMarked
package io.redline.detector.alert;

import org.jspecify.annotations.NullMarked;
