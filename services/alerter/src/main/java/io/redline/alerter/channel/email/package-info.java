/**
 * Alerts as e-mail, through an SMTP server that the operator names. {@link io.redline.alerter.channel.email.MailText} is what
 * a mail says, {@link io.redline.alerter.channel.email.AlertMail} the mail around it: its thread, and the way to leave.
 *
 * <p>What was taken may come back. {@link io.redline.alerter.channel.email.BounceReader} reads the mailbox for that,
 * {@link io.redline.alerter.channel.email.DeliveryReport} understands what mail servers say, and
 * {@link io.redline.alerter.channel.email.MailStamp} proves which delivery it was.
 */
@NullMarked
package io.redline.alerter.channel.email;

import org.jspecify.annotations.NullMarked;
