/** Alerts as e-mail, through an SMTP server that the operator names. */
@NullMarked
package io.redline.alerter.channel.email;

import org.jspecify.annotations.NullMarked;
