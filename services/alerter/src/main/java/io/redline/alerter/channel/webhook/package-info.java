/** Alerts posted to a receiver's own address, signed as the Standard Webhooks specification says. */
@NullMarked
package io.redline.alerter.channel.webhook;

import org.jspecify.annotations.NullMarked;
