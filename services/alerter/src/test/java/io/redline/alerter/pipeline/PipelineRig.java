package io.redline.alerter.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redline.alerter.HandClock;
import io.redline.alerter.ledger.Ledger;
import io.redline.runtime.ChannelVault;
import io.redline.runtime.KeyedState;
import io.redline.runtime.Settings;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.DeliveryOutcome;
import io.redline.schemas.Silence;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.DisabledRoute;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A pipeline with everything around it in one thread: its stores, its dispatcher, and the way back for outcomes. */
final class PipelineRig {

    final HandClock clock = new HandClock();
    final ScriptedChannel channel = new ScriptedChannel();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final Backlog backlog = new Backlog(metrics, clock);
    final Map<String, Watch> watches = new HashMap<>();
    final KeyedState<LedgerEntry> entries = KeyedState.inMemory();
    final List<Delivery> deliveries = new ArrayList<>();
    final Deque<DeliveryOutcome> outcomes = new ArrayDeque<>();

    final List<Silence> silences = new ArrayList<>();
    final Map<String, String> environment = new HashMap<>();

    private final KeyedState<String> agenda = KeyedState.inMemory();
    private final KeyedState<String> retention = KeyedState.inMemory();
    private final KeyedState<DisabledRoute> disabled = KeyedState.inMemory();
    private final KeyedState<String> failing = KeyedState.inMemory();
    private final Dispatcher.Limits limits;
    Dispatcher dispatcher;
    DeliveryPipeline pipeline;

    PipelineRig() {
        this(new Dispatcher.Limits(100, 100));
    }

    PipelineRig(Dispatcher.Limits limits) {
        this.limits = limits;
        this.dispatcher = dispatcher();
        this.pipeline = pipeline();
    }

    /** Everything in memory is lost; the stores, and outcomes already on their way, are not. */
    void crash() {
        // A process that is gone starts nothing of what waits in its queues.
        dispatcher.withdraw(pipeline);
        dispatcher = dispatcher();
        pipeline = pipeline();
    }

    /** The stream's task moves: another pipeline takes over the stores, with the same dispatcher. */
    void takeOver() {
        pipeline.close();
        pipeline = pipeline();
    }

    void plan(Alert alert) {
        pipeline.plan(alert);
    }

    /** Brings outcomes that are on their way back to the ledger. */
    void settle() {
        for (DeliveryOutcome next = outcomes.poll(); next != null; next = outcomes.poll()) {
            pipeline.record(next);
        }
    }

    /** Lets time pass, a second at a time at the most, with all that happens meanwhile. */
    void pass(Duration time) {
        Duration step = time.compareTo(Duration.ofMinutes(10)) > 0 ? Duration.ofMinutes(1) : Duration.ofMillis(500);
        for (Duration left = time; !left.isZero() && !left.isNegative(); left = left.minus(step)) {
            clock.advance(step);
            pipeline.tick();
            settle();
        }
    }

    /** The states that a delivery went through. */
    List<String> states(String alertId) {
        return deliveries.stream()
                .filter(delivery -> delivery.getAlertId().equals(alertId))
                .map(delivery -> delivery.getAlertVersion() + " " + delivery.getState())
                .toList();
    }

    /** The last word on an alert. */
    Delivery last(String alertId) {
        List<Delivery> all = deliveries.stream()
                .filter(delivery -> delivery.getAlertId().equals(alertId))
                .toList();
        return all.get(all.size() - 1);
    }

    Instant now() {
        return clock.instant();
    }

    private Dispatcher dispatcher() {
        return new Dispatcher(
                limits,
                new RetryPolicy(Duration.ofHours(24)),
                Runnable::run,
                clock::after,
                clock,
                outcome -> {
                    outcomes.add(outcome);
                    return CompletableFuture.completedFuture(null);
                },
                new SimpleMeterRegistry());
    }

    private DeliveryPipeline pipeline() {
        return new DeliveryPipeline(
                new DeliveryPipeline.Rules(
                        Duration.ofHours(1), Duration.ofHours(24), Duration.ofDays(5), Duration.ofDays(30)),
                new Ledger(entries, agenda, retention, disabled, failing),
                new DeliveryPipeline.Wishes(id -> Optional.ofNullable(watches.get(id)), () -> List.copyOf(silences)),
                Map.of("webhook", channel, "slack", channel),
                ChannelVault.of(Settings.of(environment)),
                dispatcher,
                deliveries::add,
                clock,
                metrics,
                backlog);
    }
}
