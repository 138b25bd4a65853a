package io.redline.desk.api;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.redline.desk.stream.AlertFilter;
import io.redline.desk.stream.AlertStream;
import io.redline.desk.stream.SseConnection;
import io.redline.desk.stream.StreamPosition;
import io.redline.desk.stream.Subscription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The open connections of the alert stream: at most so many, each with a sign of life now and then. */
final class SseListeners implements AutoCloseable {

    private static final long HEARTBEAT_SECONDS = 10;

    private final AlertStream stream;
    private final int most;
    private final Set<SseConnection> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService heartbeats;
    private volatile boolean closing;

    SseListeners(AlertStream stream, int most, MeterRegistry metrics) {
        this.stream = stream;
        this.most = most;
        metrics.gauge("redline.desk.stream.listeners", open, Set::size);
        this.heartbeats = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "desk-heartbeats");
            thread.setDaemon(true);
            return thread;
        });
        var unused = heartbeats.scheduleWithFixedDelay(
                () -> open.forEach(SseConnection::heartbeat), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Turns a request into a listener.
     *
     * @throws ProblemException 503 when there are too many
     */
    void listen(Context ctx, Optional<StreamPosition> after, AlertFilter filter) {
        if (closing) {
            throw new ProblemException(Problem.unavailable("The desk is about to stop: come back in a moment"));
        }
        if (open.size() >= most) {
            ctx.header("Retry-After", "5");
            throw new ProblemException(Problem.unavailable("There are " + most
                    + " listeners already: close some, or raise " + DeskServer.STREAM_LISTENERS.name()));
        }
        ctx.contentType("text/event-stream;charset=utf-8");
        ctx.header("X-Accel-Buffering", "no");
        Subscription subscription = stream.subscribe(after, filter);
        ctx.future(() -> {
            SseConnection connection = open(ctx, subscription);
            open.add(connection);
            connection.closed().thenRun(() -> open.remove(connection));
            if (closing) {
                connection.close();
            }
            // The connection ends its request itself. Javalin, told of the end, would still write to a response that
            // may be gone with its listener, and never stops trying.
            return new CompletableFuture<>();
        });
    }

    @Override
    public void close() {
        closing = true;
        heartbeats.shutdownNow();
        open.forEach(SseConnection::close);
    }

    private static SseConnection open(Context ctx, Subscription subscription) {
        try {
            return SseConnection.open(ctx.req().getAsyncContext(), subscription);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
