package io.redline.alerter.pipeline;

import io.redline.alerter.channel.Outcome;
import io.redline.alerter.ledger.DeliveryState;
import io.redline.schemas.Delivery;
import io.redline.schemas.DeliveryOutcome;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what becomes of a delivery after an attempt, and when the next one is made: pauses of 1 s, 3 s, 9 s and so on up to
 * an hour, each up to a quarter longer or shorter so that receivers that come back are not met by everybody at once. The
 * deviation follows from the delivery's id and attempt, so that a replay decides alike.
 *
 * @param giveUpAfter how long after it was planned a delivery is no longer tried
 */
public record RetryPolicy(Duration giveUpAfter) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int GROWTH = 3;
    private static final int STEPS_TO_LONGEST = 8;
    private static final double DEVIATION = 0.25;

    /**
     * The delivery as an attempt left it.
     *
     * @param entry the ledger's entry before the attempt
     * @param took how long the attempt took
     */
    public DeliveryOutcome conclude(LedgerEntry entry, Outcome outcome, Duration took, Instant now) {
        Delivery.Builder delivery = Delivery.newBuilder(entry.getDelivery())
                .setAttempt(entry.getDelivery().getAttempt() + 1)
                .setAt(now)
                .setNextAttemptAt(null)
                .setReason(null)
                .setStatusCode(outcome.statusCode())
                .setLatencyMillis(took.toMillis());
        if (outcome instanceof Outcome.Delivered delivered) {
            delivery.setState(DeliveryState.DELIVERED.word())
                    .setDecision(Decision.Send.WORD)
                    .setRelatesTo(null)
                    .setReceipt(delivered.receipt());
        } else if (outcome instanceof Outcome.RetryLater later) {
            again(delivery, entry, later.reason(), later.after());
        } else if (outcome instanceof Outcome.Deferred deferred) {
            again(delivery, entry, deferred.reason(), Optional.empty());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            delivery.setState(DeliveryState.FAILED.word())
                    .setDecision(Decision.Undeliverable.WORD)
                    .setReason(rejected.reason());
        } else if (outcome instanceof Outcome.Disabled disabled) {
            delivery.setState(DeliveryState.FAILED.word())
                    .setDecision(Skip.ROUTE_DISABLED.word())
                    .setReason(disabled.reason());
        }
        return DeliveryOutcome.newBuilder()
                .setDelivery(delivery.build())
                .setRoute(entry.getRoute())
                .setDisablesRoute(outcome instanceof Outcome.Disabled)
                .build();
    }

    /** Says when the next attempt is made, unless it has been tried for long enough. */
    private void again(Delivery.Builder delivery, LedgerEntry entry, String reason, Optional<Duration> asked) {
        int attempt = delivery.getAttempt();
        Instant next = delivery.getAt().plus(pause(delivery.getId(), attempt, asked));
        if (next.isAfter(entry.getPlannedAt().plus(giveUpAfter))) {
            delivery.setState(DeliveryState.FAILED.word())
                    .setDecision(Decision.GivenUp.WORD)
                    .setReason(givenUpAfter(attempt, reason));
        } else {
            delivery.setState(DeliveryState.RETRYING.word()).setReason(reason).setNextAttemptAt(next);
        }
    }

    /** Why a delivery is tried no longer. */
    static String givenUpAfter(int attempts, String lastReason) {
        return "given up after " + attempts + (attempts == 1 ? " attempt: " : " attempts: ") + lastReason;
    }

    /** The pause after an attempt: what the schedule says, or longer where the receiver asks for it. */
    Duration pause(String deliveryId, int attempt, Optional<Duration> asked) {
        int step = Math.min(attempt - 1, STEPS_TO_LONGEST);
        long grown = Math.min(FIRST_PAUSE.toMillis() * (long) Math.pow(GROWTH, step), LONGEST_PAUSE.toMillis());
        double spread = Math.floorMod(Objects.hash(deliveryId, attempt), 1_000) / 1_000.0 * 2 - 1;
        Duration pause = Duration.ofMillis(Math.round(grown * (1 + DEVIATION * spread)));
        return asked.filter(longer -> longer.compareTo(pause) > 0).orElse(pause);
    }
}
