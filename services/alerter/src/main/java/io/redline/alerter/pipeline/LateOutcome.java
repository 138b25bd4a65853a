package io.redline.alerter.pipeline;

import io.redline.alerter.channel.Bounce;
import io.redline.alerter.ledger.DeliveryState;
import io.redline.schemas.Delivery;
import io.redline.schemas.DeliveryOutcome;
import java.time.Instant;

/** What is heard of a delivery after it had ended well: the message came back. */
public final class LateOutcome {

    /** The word in the delivery's {@code decision}. */
    private static final String WORD = "returned";

    private LateOutcome() {}

    /** The delivery as a bounce leaves it. */
    public static DeliveryOutcome of(Bounce bounce, Instant now) {
        Delivery sent = bounce.sent().getDelivery();
        return DeliveryOutcome.newBuilder(bounce.sent())
                .setDelivery(Delivery.newBuilder(sent)
                        .setState(DeliveryState.FAILED.word())
                        .setDecision(WORD)
                        .setAttempt(sent.getAttempt() + 1)
                        .setAt(now)
                        .setNextAttemptAt(null)
                        .setStatusCode(bounce.statusCode())
                        .setReason(bounce.reason())
                        .build())
                .setDisablesRoute(bounce.mailboxGone())
                .build();
    }

    /** True for a delivery that came back. */
    static boolean is(Delivery delivery) {
        return WORD.equals(delivery.getDecision());
    }

    /** True when this is the very attempt that came back: one that was repeated since is heard of by itself. */
    static boolean concerns(Delivery returned, Delivery known) {
        return DeliveryState.of(known) == DeliveryState.DELIVERED && known.getAttempt() == returned.getAttempt();
    }
}
