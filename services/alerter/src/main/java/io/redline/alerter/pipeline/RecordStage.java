package io.redline.alerter.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.redline.alerter.ledger.DeliveryState;
import io.redline.alerter.ledger.Ledger;
import io.redline.schemas.Delivery;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Last stage: writes each decision and each outcome into the ledger, says so on the {@code deliveries} topic, and counts it. */
final class RecordStage {

    private static final Logger LOG = LoggerFactory.getLogger(RecordStage.class);

    /** An attempt that nobody has heard of for so long is offered again; the dispatcher knows if it still has it. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** What is held is looked at so often, since a silence may be ended and a watch be changed before the time that was named. */
    static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final Duration remembered;
    private final Consumer<Delivery> deliveries;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    RecordStage(
            Ledger ledger,
            Duration remembered,
            Consumer<Delivery> deliveries,
            InstantSource clock,
            MeterRegistry metrics) {
        this.ledger = ledger;
        this.remembered = remembered;
        this.deliveries = deliveries;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Writes down what was decided; a decision that stands already is not repeated. */
    LedgerEntry decide(LedgerEntry entry, Decision decision) {
        return decide(entry, decision, null);
    }

    /**
     * As {@link #decide(LedgerEntry, Decision)}.
     *
     * @param parkedFor the endpoint whose room the entry has to wait for; null when it has not
     */
    LedgerEntry decide(LedgerEntry entry, Decision decision, @Nullable String parkedFor) {
        Delivery before = entry.getDelivery();
        if (decision.state() == DeliveryState.HELD && stands(before, decision)) {
            return entry.getDueAt().isAfter(clock.instant()) ? entry : postpone(entry, dueAt(decision));
        }
        metrics.counter("redline.deliveries.decided", "decision", decision.word())
                .increment();
        Instant now = clock.instant();
        Delivery decided = Delivery.newBuilder(before)
                .setState(decision.state().word())
                .setDecision(decision.word())
                .setRelatesTo(decision.relatesTo())
                .setReason(decision.reason())
                .setNextAttemptAt(decision.until())
                .setAt(now)
                .build();
        // Tries are counted from when it is let go, not from when it began to wait.
        Instant plannedAt = decision.state() == DeliveryState.PENDING ? now : plannedAt(entry, decision, now);
        LedgerEntry changed = copyOf(entry);
        changed.setDelivery(decided);
        changed.setPlannedAt(plannedAt);
        changed.setDueAt(dueAt(decision));
        changed.setParkedFor(parkedFor);
        return write(changed);
    }

    /** Writes down what came of an attempt, or what was heard of it later. */
    LedgerEntry outcome(LedgerEntry entry, Delivery delivery) {
        Instant dueAt = Objects.requireNonNullElse(
                delivery.getNextAttemptAt(), clock.instant().plus(LEASE));
        LedgerEntry changed = copyOf(entry);
        changed.setDelivery(delivery);
        changed.setDueAt(dueAt);
        changed.setParkedFor(null);
        boolean unanswered = delivery.getStatusCode() == null && !LateOutcome.is(delivery);
        changed.setPerhapsTold(entry.getPerhapsTold() || unanswered);
        return write(changed);
    }

    /** Has an entry looked at again at another time, without a word to anybody. */
    LedgerEntry postpone(LedgerEntry entry, Instant dueAt) {
        LedgerEntry changed = copyOf(entry);
        changed.setDueAt(dueAt);
        changed.setParkedFor(null);
        return keep(changed);
    }

    /** Has an entry looked at again when this endpoint has room. */
    void park(LedgerEntry entry, String endpoint) {
        if (!endpoint.equals(entry.getParkedFor())) {
            LedgerEntry changed = copyOf(entry);
            changed.setParkedFor(endpoint);
            keep(changed);
        }
    }

    /** Remembers of an entry that an attempt at it may have been under way whose outcome nobody will hear of. */
    LedgerEntry doubt(LedgerEntry entry) {
        LedgerEntry changed = copyOf(entry);
        changed.setPerhapsTold(true);
        return keep(changed);
    }

    /** When an entry that is held was planned; moved on by the time that it has been muted for, which counts as none. */
    static Instant plannedAt(LedgerEntry entry, Instant now) {
        Delivery delivery = entry.getDelivery();
        @Nullable Instant until = delivery.getNextAttemptAt();
        if (!isMuted(delivery) || until == null) {
            return entry.getPlannedAt();
        }
        return entry.getPlannedAt().plus(Duration.between(delivery.getAt(), until.isBefore(now) ? until : now));
    }

    private static Instant plannedAt(LedgerEntry entry, Decision decision, Instant now) {
        Instant plannedAt = entry.getPlannedAt();
        if (!(decision instanceof Decision.MutedBy muted) || isMuted(entry.getDelivery())) {
            return plannedAt(entry, now);
        }
        // It is noticed a little later that a silence has begun.
        return muted.from().isBefore(plannedAt) ? now : plannedAt.plus(Duration.between(muted.from(), now));
    }

    private static boolean isMuted(Delivery delivery) {
        return Decision.MutedBy.WORD.equals(delivery.getDecision());
    }

    /** A copy whose fields can be set; what they hold is shared, and not to be changed. */
    static LedgerEntry copyOf(LedgerEntry entry) {
        return new LedgerEntry(
                entry.getDelivery(),
                entry.getRoute(),
                entry.getPlannedAt(),
                entry.getDueAt(),
                entry.getAlert(),
                entry.getDigest(),
                entry.getParkedFor(),
                entry.getPerhapsTold());
    }

    private LedgerEntry write(LedgerEntry changed) {
        Delivery delivery = changed.getDelivery();
        DeliveryState state = DeliveryState.of(delivery);
        if (state == DeliveryState.FAILED) {
            LOG.warn(
                    "Gave up telling {} at {} of {} version {}: {}",
                    delivery.getChannel(),
                    delivery.getEndpoint(),
                    delivery.getAlertId(),
                    delivery.getAlertVersion(),
                    delivery.getReason());
        }
        deliveries.accept(delivery);
        if (!state.open()) {
            changed.setAlert(null);
            changed.setDigest(null);
            changed.setDueAt(clock.instant().plus(remembered));
        }
        return keep(changed);
    }

    private LedgerEntry keep(LedgerEntry entry) {
        ledger.write(entry);
        return entry;
    }

    private Instant dueAt(Decision decision) {
        Instant now = clock.instant();
        if (decision.state() == DeliveryState.PENDING) {
            return now.plus(LEASE);
        }
        Instant lookAgain = now.plus(LOOK_AGAIN);
        @Nullable Instant until = decision.until();
        return until == null || until.isAfter(lookAgain) ? lookAgain : until;
    }

    private static boolean stands(Delivery delivery, Decision decision) {
        return DeliveryState.of(delivery) == DeliveryState.HELD
                && decision.word().equals(delivery.getDecision())
                && Objects.equals(decision.relatesTo(), delivery.getRelatesTo())
                && Objects.equals(decision.reason(), delivery.getReason())
                && Objects.equals(decision.until(), delivery.getNextAttemptAt());
    }
}
