@NullMarked
package io.redline.embedded;

import org.jspecify.annotations.NullMarked;
