@NullMarked
package io.redline.alerter.channel.webhook;

import org.jspecify.annotations.NullMarked;
