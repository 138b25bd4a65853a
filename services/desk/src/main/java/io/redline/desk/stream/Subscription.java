package io.redline.desk.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One listener's way through the alerts. It reads stored alerts until it has them all, then waits for new ones in memory;
 * when its queue overflows, it goes back to reading stored ones.
 *
 * <p>{@link #next} is for one thread at a time; {@link #offer} may come from another.
 */
public final class Subscription implements AutoCloseable {

    private static final int QUEUE = 256;
    private static final int READ_AT_ONCE = 100;

    private final AlertStream stream;
    private final AlertFilter filter;
    private final Deque<AlertEvent> read = new ArrayDeque<>();
    private final Deque<AlertEvent> queue = new ArrayDeque<>();

    private StreamPosition position;
    private boolean live;
    private Runnable waker = () -> {};

    Subscription(AlertStream stream, StreamPosition position, AlertFilter filter) {
        this.stream = stream;
        this.position = position;
        this.filter = filter;
    }

    /**
     * An alert to tell.
     *
     * @param position where the listener stands once it has been told
     */
    public record Told(StreamPosition position, AlertEvent event) {}

    /** Where the listener stands. */
    public StreamPosition position() {
        return position;
    }

    /** What to run when an alert has come after {@link #next} had none; it must not block. */
    public void onAlert(Runnable waker) {
        this.waker = waker;
    }

    /** The next alert to tell; empty when there is none yet. */
    public Optional<Told> next() {
        while (true) {
            Optional<AlertEvent> event = nextEvent();
            if (event.isEmpty()) {
                return Optional.empty();
            }
            if (position.before(event.get().position())) {
                position = position.after(event.get().position());
                if (filter.admits(event.get())) {
                    return Optional.of(new Told(position, event.get()));
                }
            }
        }
    }

    @Override
    public void close() {
        stream.leave(this);
    }

    void offer(AlertEvent event) {
        synchronized (queue) {
            if (queue.size() < QUEUE) {
                queue.add(event);
                return;
            }
            queue.clear();
            live = false;
        }
        stream.leave(this);
    }

    void wake() {
        waker.run();
    }

    private Optional<AlertEvent> nextEvent() {
        while (true) {
            if (!read.isEmpty()) {
                return Optional.of(read.remove());
            }
            synchronized (queue) {
                if (live) {
                    return Optional.ofNullable(queue.poll());
                }
            }
            Map<Integer, Long> published = stream.published();
            List<AlertEvent> stored = stream.stored(position, READ_AT_ONCE);
            read.addAll(stored);
            if (stored.isEmpty()) {
                // Whatever was handed out before the view was asked has been told, or is no longer kept.
                position = position.atLeast(published);
                becomeLive();
            }
        }
    }

    private void becomeLive() {
        synchronized (queue) {
            live = true;
        }
        if (!stream.join(this, position)) {
            synchronized (queue) {
                live = false;
            }
        }
    }
}
