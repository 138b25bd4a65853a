@NullMarked
package io.redline.desk.view;

import org.jspecify.annotations.NullMarked;
