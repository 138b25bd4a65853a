package io.redline.alerter.pipeline;

import io.redline.alerter.ledger.Lane;
import io.redline.alerter.pipeline.Decision.MutedBy;
import io.redline.alerter.pipeline.Decision.WaitUntil;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.Silence;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Second stage: what keeps a version from being told now. A silence holds everything but a retraction; urgency breaks through
 * the rest. Nothing here is remembered but in the ledger's lines, so that the same question has the same answer after a
 * restart.
 */
final class HoldStage {

    private final Silences silences;
    private final Duration staleAfter;
    private final InstantSource clock;

    HoldStage(Silences silences, Duration staleAfter, InstantSource clock) {
        this.silences = silences;
        this.staleAfter = staleAfter;
        this.clock = clock;
    }

    /** True for old news: what could have been told longer ago than the operator calls news. */
    boolean stale(Alert alert) {
        Instant received = alert.getAt().getReceivedAt();
        Instant notBefore = Objects.requireNonNullElse(alert.getAt().getNotBefore(), received);
        Instant since = notBefore.isAfter(received) ? notBefore : received;
        return since.isBefore(clock.instant().minus(staleAfter));
    }

    /** What holds an entry that waits in this lane; empty when it may go. */
    Optional<Decision> hold(Watch watch, Route route, Lane lane, LedgerEntry entry) {
        Delivery delivery = entry.getDelivery();
        Optional<Silence> silence = silences.muting(watch.getId(), delivery.getAlertId());
        if (silence.isPresent()) {
            return silence.map(MutedBy::by);
        }
        Alert alert = Objects.requireNonNull(entry.getAlert(), "what is open has its alert");
        if (MutedBy.WORD.equals(delivery.getDecision()) && entry.getDigest() == null && stale(alert)) {
            return Optional.of(new MutedBy(
                    Objects.requireNonNullElse(delivery.getRelatesTo(), ""),
                    delivery.getAt(),
                    null,
                    delivery.getReason() + "; old news by the time that ended"));
        }
        WatchTiming timing = new WatchTiming(watch);
        if (entry.getDigest() != null) {
            return quiet(timing).or(() -> before(entry.getDueAt(), "more may come in the meantime"));
        }
        return escalation(timing, route, lane)
                .or(() -> timing.urgent(alert)
                        ? Optional.empty()
                        : quiet(timing).or(() -> digest(timing, entry)).or(() -> gathering(timing, lane)));
    }

    /** The time runs from the plan on, but not during a silence. */
    private Optional<Decision> escalation(WatchTiming timing, Route route, Lane lane) {
        if (!route.escalates() || lane.toldAt().isPresent()) {
            return Optional.empty();
        }
        Instant since = RecordStage.plannedAt(lane.entries().get(0), clock.instant());
        return before(since.plus(timing.patience(route.step())), "told if nobody has acknowledged the alert by then");
    }

    private Optional<Decision> quiet(WatchTiming timing) {
        return timing.quietUntil(clock.instant()).map(end -> new WaitUntil(end, "quiet hours"));
    }

    private Optional<Decision> digest(WatchTiming timing, LedgerEntry entry) {
        return timing.nextDigest(entry.getPlannedAt()).flatMap(at -> before(at, "told in the next digest"));
    }

    private Optional<Decision> gathering(WatchTiming timing, Lane lane) {
        return lane.toldAt()
                .flatMap(told -> before(told.plus(timing.followUps()), "follow-ups of an alert are gathered"));
    }

    private Optional<Decision> before(Instant time, String reason) {
        return clock.instant().isBefore(time) ? Optional.of(new WaitUntil(time, reason)) : Optional.empty();
    }
}
