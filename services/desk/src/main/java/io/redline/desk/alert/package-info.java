/** Alerts as editors handle them: read, and acknowledged through the detector, which alone writes them. */
@NullMarked
package io.redline.desk.alert;

import org.jspecify.annotations.NullMarked;
