@NullMarked
package io.redline.local;

import org.jspecify.annotations.NullMarked;
