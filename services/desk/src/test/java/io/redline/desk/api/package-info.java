@NullMarked
package io.redline.desk.api;

import org.jspecify.annotations.NullMarked;
