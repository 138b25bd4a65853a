/**
 * Alerts as e-mail, through an SMTP server that the operator names. {@link io.redline.alerter.channel.email.MailText} is what
 * a mail says, {@link io.redline.alerter.channel.email.AlertMail} the mail around it: its thread, and the way to leave.
 */
@NullMarked
package io.redline.alerter.channel.email;

import org.jspecify.annotations.NullMarked;
