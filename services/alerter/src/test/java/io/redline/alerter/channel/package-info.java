@NullMarked
package io.redline.alerter.channel;

import org.jspecify.annotations.NullMarked;
