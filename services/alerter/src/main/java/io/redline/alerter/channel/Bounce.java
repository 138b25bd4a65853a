package io.redline.alerter.channel;

import io.redline.schemas.DeliveryOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A message that its receiver's side took, and sent back later.
 *
 * @param sent the delivery and its route, as they were when the message was sent
 * @param reason why it came back, in a plain sentence
 * @param statusCode the SMTP reply code that is named there; null when there is none
 * @param mailboxGone true when there is no such mailbox, so that whatever goes there will come back
 */
public record Bounce(
        DeliveryOutcome sent, String reason, @Nullable Integer statusCode, boolean mailboxGone) {}
