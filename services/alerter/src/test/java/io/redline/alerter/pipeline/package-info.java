@NullMarked
package io.redline.alerter.pipeline;

import org.jspecify.annotations.NullMarked;
