package io.redline.alerter.pipeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.redline.alerter.channel.Outcome;
import io.redline.schemas.DeliveryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes attempts, away from the threads that decide on them. Each endpoint has a queue, a limit and a pace of its own, so
 * that one that is slow, dead or asks for patience delays nobody else. What it holds is bounded; whoever offers more is told
 * when to come back, and keeps it in the ledger meanwhile.
 *
 * <p>An attempt is in hand from the offer until its outcome has been recorded, so that nothing is sent again in between.
 */
public final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Bounds of the histogram, around what editors would call at once, soon and late. */
    private static final Duration[] LATENCIES = IntStream.of(
                    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** How long whoever finds everything full waits before offering again. */
    private static final Duration WAIT_WHEN_FULL = Duration.ofMillis(500);

    /** One endpoint may take no more than this part of the room that is left. */
    private static final int SHARE = 4;

    /** Owner of attempts that nobody waits for any more. */
    private static final Object WITHDRAWN = new Object();

    private final Limits limits;
    private final RetryPolicy policy;
    private final Executor workers;
    private final Timer timer;
    private final InstantSource clock;
    private final Function<DeliveryOutcome, CompletionStage<?>> outcomes;
    private final MeterRegistry metrics;
    private final Map<String, EndpointQueue> queues = new HashMap<>();
    private final Map<String, InHand> inHand = new HashMap<>();
    private final Gauge gauge;

    /**
     * How much a dispatcher holds.
     *
     * @param inAll attempts in hand in all
     * @param perEndpoint attempts in hand for one endpoint
     */
    public record Limits(int inAll, int perEndpoint) {}

    /** Calls back later. */
    @FunctionalInterface
    public interface Timer {

        /** Runs the task after so long, or a little later, on a thread of its own. */
        void after(Duration pause, Runnable task);
    }

    /** An attempt in hand: offered by whom, and whether it has ended. */
    private record InHand(Object owner, boolean ended) {}

    /**
     * A dispatcher.
     *
     * @param policy says what an outcome means for the delivery
     * @param workers start attempts; a name that is slow to resolve holds one
     * @param timer wakes queues that pause
     * @param outcomes takes what came of each attempt, on one of the workers; ends once it is safe
     */
    public Dispatcher(
            Limits limits,
            RetryPolicy policy,
            Executor workers,
            Timer timer,
            InstantSource clock,
            Function<DeliveryOutcome, CompletionStage<?>> outcomes,
            MeterRegistry metrics) {
        this.limits = limits;
        this.policy = policy;
        this.workers = workers;
        this.timer = timer;
        this.clock = clock;
        this.outcomes = outcomes;
        this.metrics = metrics;
        this.gauge = Gauge.builder("redline.dispatch.in.hand", this, Dispatcher::inHand)
                .description("Attempts accepted whose outcome is not recorded yet")
                .register(metrics);
    }

    /**
     * Takes an attempt, unless it is in hand already.
     *
     * @return empty when it is in hand now; otherwise how long to wait before offering it again
     */
    synchronized Optional<Duration> offer(Job job) {
        if (inHand.containsKey(job.id())) {
            return Optional.empty();
        }
        if (inHand.size() >= limits.inAll()) {
            return Optional.of(WAIT_WHEN_FULL);
        }
        EndpointQueue queue = queues.computeIfAbsent(
                Job.queueOf(job.endpoint()), name -> new EndpointQueue(job.endpoint(), clock.instant()));
        if (room(queue) == 0) {
            return Optional.of(queue.patience(clock.instant(), WAIT_WHEN_FULL));
        }
        inHand.put(job.id(), new InHand(job.owner(), false));
        queue.add(job);
        advance(queue);
        return Optional.empty();
    }

    /** How many more attempts this queue takes now. */
    synchronized int room(String queue) {
        EndpointQueue known = queues.get(queue);
        return known == null ? share() : room(known);
    }

    /** The outcome of this delivery's attempt has been recorded. */
    synchronized void settled(String deliveryId) {
        InHand attempt = inHand.get(deliveryId);
        if (attempt != null && attempt.ended()) {
            inHand.remove(deliveryId);
        }
    }

    /** Takes back an attempt that has not been started, if there is one. */
    synchronized boolean withdraw(String deliveryId) {
        boolean waits = inHand.containsKey(deliveryId)
                && queues.values().stream()
                        .anyMatch(queue -> !queue.remove(job -> job.id().equals(deliveryId))
                                .isEmpty());
        if (waits) {
            inHand.remove(deliveryId);
        }
        return waits;
    }

    /** Whether an attempt is in hand. */
    synchronized boolean isInHand(String deliveryId) {
        return inHand.containsKey(deliveryId);
    }

    /** Lets go of what this owner offered and has not been started, and waits for none of its outcomes to be recorded. */
    synchronized void withdraw(Object owner) {
        queues.values()
                .forEach(queue -> queue.remove(job -> job.owner() == owner).forEach(job -> inHand.remove(job.id())));
        for (Iterator<Map.Entry<String, InHand>> all = inHand.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, InHand> attempt = all.next();
            if (attempt.getValue().owner() == owner) {
                if (attempt.getValue().ended()) {
                    all.remove();
                } else {
                    attempt.setValue(new InHand(WITHDRAWN, false));
                }
            }
        }
    }

    /** How many attempts are in hand. */
    synchronized int inHand() {
        return inHand.size();
    }

    /** Stops counting; what is under way ends as it may. */
    @Override
    public void close() {
        metrics.remove(gauge);
    }

    private synchronized void advance(EndpointQueue queue) {
        Instant now = clock.instant();
        for (Optional<Job> next = queue.next(now); next.isPresent(); next = queue.next(now)) {
            Job job = next.get();
            workers.execute(() -> attempt(queue, job));
        }
        if (queue.idle(now)) {
            queues.remove(Job.queueOf(queue.endpoint()), queue);
        } else {
            queue.wakeUpAt(now).ifPresent(at -> {
                timer.after(Duration.between(now, at), () -> wake(queue));
            });
        }
    }

    private int room(EndpointQueue queue) {
        return queue.failing() ? Math.max(0, 1 - queue.waiting()) : Math.max(0, share() - queue.size());
    }

    /** What one endpoint may have in hand: a part of the room that is left, so that there is always some for another. */
    private int share() {
        return Math.min(limits.perEndpoint(), Math.max(1, (limits.inAll() - inHand.size()) / SHARE));
    }

    private synchronized void wake(EndpointQueue queue) {
        queue.woken();
        advance(queue);
    }

    private void attempt(EndpointQueue queue, Job job) {
        Instant startedAt = clock.instant();
        CompletableFuture<Outcome> attempt;
        try {
            attempt = job.channel().deliver(job.event());
        } catch (RuntimeException fault) {
            attempt = CompletableFuture.failedFuture(fault);
        }
        var unused = attempt.handleAsync((outcome, fault) -> end(queue, job, startedAt, outcome, fault), workers);
    }

    private @Nullable Void end(
            EndpointQueue queue, Job job, Instant startedAt, @Nullable Outcome answered, @Nullable Throwable fault) {
        Instant now = clock.instant();
        Outcome outcome = answered;
        if (outcome == null) {
            LOG.error(
                    "An attempt through {} ended in a fault of its own",
                    job.channel().type(),
                    fault);
            outcome = new Outcome.RetryLater("the attempt ended in a fault of its own: " + fault, null);
        }
        DeliveryOutcome concluded = policy.conclude(job.entry(), outcome, Duration.between(startedAt, now), now);
        count(job, outcome, now);
        synchronized (this) {
            queue.ended(outcome, now);
            if (queue.failing()) {
                // They wait in the ledger, which offers them again, and leave the room here to endpoints that work.
                queue.remove(waiting -> true).forEach(waiting -> inHand.remove(waiting.id()));
            }
            InHand attempt = inHand.get(job.id());
            if (attempt == null || attempt.owner() == WITHDRAWN) {
                inHand.remove(job.id());
            } else {
                inHand.put(job.id(), new InHand(attempt.owner(), true));
            }
            advance(queue);
        }
        var unused = outcomes.apply(concluded).exceptionally(lost -> {
            LOG.error("The outcome of {} could not be written; it will be tried again", job.id(), lost);
            settled(job.id());
            return null;
        });
        return null;
    }

    private void count(Job job, Outcome outcome, Instant now) {
        String channel = job.channel().type();
        metrics.counter("redline.delivery.attempts", "channel", channel, "outcome", word(outcome))
                .increment();
        if (outcome instanceof Outcome.Delivered) {
            io.micrometer.core.instrument.Timer.builder("redline.delivery.latency")
                    .description("From the detection of an alert to its receiver's answer")
                    .tag("channel", channel)
                    .serviceLevelObjectives(LATENCIES)
                    .register(metrics)
                    .record(Duration.between(job.event().alert().getAt().getDetectedAt(), now));
        }
    }

    private static String word(Outcome outcome) {
        if (outcome instanceof Outcome.Delivered) {
            return "delivered";
        }
        if (outcome instanceof Outcome.RetryLater) {
            return "retry-later";
        }
        if (outcome instanceof Outcome.Deferred) {
            return "deferred";
        }
        return outcome instanceof Outcome.Disabled ? "disabled" : "rejected";
    }
}
