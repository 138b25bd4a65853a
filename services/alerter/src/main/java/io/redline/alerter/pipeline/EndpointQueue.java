package io.redline.alerter.pipeline;

import io.redline.alerter.channel.Endpoint;
import io.redline.alerter.channel.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one endpoint, and when the next attempt may start: within the endpoint's limit and pace, not before the time
 * that it asked for, and, after some failures in a row, one at a time with growing pauses until one succeeds. Not safe for
 * several threads; the {@link Dispatcher} sees to that.
 */
final class EndpointQueue {

    private static final int FAILURES_BEFORE_PAUSES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final int MOST_DOUBLINGS = 7;

    private final Endpoint endpoint;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private int underWay;
    private int failuresInARow;
    private Instant notBefore;
    private @Nullable Instant wakeUpAt;

    EndpointQueue(Endpoint endpoint, Instant now) {
        this.endpoint = endpoint;
        this.notBefore = now;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    int waiting() {
        return waiting.size();
    }

    /** What waits and what is under way. */
    int size() {
        return waiting.size() + underWay;
    }

    void add(Job job) {
        waiting.addLast(job);
    }

    /** Takes out again what is like this. */
    List<Job> remove(Predicate<Job> unwanted) {
        List<Job> removed = waiting.stream().filter(unwanted).toList();
        waiting.removeAll(removed);
        return removed;
    }

    /** True while the endpoint keeps failing: then it is tried with one attempt at a time, and nothing has to wait for it here. */
    boolean failing() {
        return failuresInARow >= FAILURES_BEFORE_PAUSES;
    }

    /** The attempt to start now, if one may start; it is then under way. */
    Optional<Job> next(Instant now) {
        if (waiting.isEmpty() || underWay >= concurrency() || now.isBefore(notBefore)) {
            return Optional.empty();
        }
        underWay++;
        notBefore = now.plus(endpoint.pace());
        return Optional.of(waiting.removeFirst());
    }

    /** An attempt has ended. */
    void ended(Outcome outcome, Instant now) {
        underWay--;
        if (outcome instanceof Outcome.RetryLater later) {
            failuresInARow++;
            pauseUntil(now.plus(later.after().orElseGet(this::pause)));
        } else {
            failuresInARow = 0;
        }
    }

    /** True when nothing waits, nothing is under way and no pause has to be remembered. */
    boolean idle(Instant now) {
        return waiting.isEmpty() && underWay == 0 && !now.isBefore(notBefore);
    }

    /** When to look again, unless that has been said before. */
    Optional<Instant> wakeUpAt(Instant now) {
        if (!now.isBefore(notBefore) || (wakeUpAt != null && !wakeUpAt.isAfter(notBefore))) {
            return Optional.empty();
        }
        wakeUpAt = notBefore;
        return Optional.of(notBefore);
    }

    /** The time named last has come. */
    void woken() {
        wakeUpAt = null;
    }

    /** How long to wait before adding more: at least so long, longer where the endpoint pauses. */
    Duration patience(Instant now, Duration least) {
        Duration pause = Duration.between(now, notBefore);
        return pause.compareTo(least) > 0 ? pause : least;
    }

    private int concurrency() {
        return failing() ? 1 : endpoint.concurrency();
    }

    private Duration pause() {
        if (!failing()) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failuresInARow - FAILURES_BEFORE_PAUSES, MOST_DOUBLINGS);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void pauseUntil(Instant time) {
        if (time.isAfter(notBefore)) {
            notBefore = time;
        }
    }
}
