@NullMarked
package io.redline.alerter.channel.slack;

import org.jspecify.annotations.NullMarked;
