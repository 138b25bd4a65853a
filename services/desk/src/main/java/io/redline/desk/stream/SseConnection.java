package io.redline.desk.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a subscription to one HTTP response as Server-Sent Events. It writes only while the socket takes bytes, so that
 * whoever brings an alert never waits for a reader; the servlet container calls back when there is room again.
 */
public final class SseConnection implements WriteListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SseConnection.class);
    private static final String RETRY_MILLIS = "1000";

    private final AsyncContext request;
    private final ServletOutputStream out;
    private final Subscription subscription;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicInteger turns = new AtomicInteger();

    private boolean greeted;
    private boolean unflushed;
    private volatile boolean heartbeatDue;

    private SseConnection(AsyncContext request, ServletOutputStream out, Subscription subscription) {
        this.request = request;
        this.out = out;
        this.subscription = subscription;
    }

    /**
     * Begins to write.
     *
     * @param request a request in asynchronous mode, the headers of its response set
     * @throws IOException when the response takes no output
     */
    public static SseConnection open(AsyncContext request, Subscription subscription) throws IOException {
        ServletOutputStream out = request.getResponse().getOutputStream();
        SseConnection connection = new SseConnection(request, out, subscription);
        subscription.onAlert(connection::takeTurn);
        out.setWriteListener(connection);
        return connection;
    }

    /** Completes when the connection is over, for whatever reason. */
    public CompletableFuture<Void> closed() {
        return closed;
    }

    /** Writes a comment, which keeps proxies from giving the connection up and finds out whether it still stands. */
    public void heartbeat() {
        heartbeatDue = true;
        takeTurn();
    }

    @Override
    public void onWritePossible() {
        takeTurn();
    }

    @Override
    public void onError(Throwable gone) {
        LOG.debug("A listener is gone", gone);
        close();
    }

    @Override
    public void close() {
        subscription.close();
        if (closed.complete(null)) {
            try {
                request.complete();
            } catch (IllegalStateException alreadyOver) {
                LOG.debug("The listener was gone before", alreadyOver);
            }
        }
    }

    /** Writes, unless another thread is at it, which then goes round once more. */
    private void takeTurn() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int taken = 1;
        do {
            write();
            taken = turns.addAndGet(-taken);
        } while (taken != 0);
    }

    private void write() {
        try {
            // Once isReady() has said no, the container calls onWritePossible().
            while (!closed.isDone() && out.isReady()) {
                Optional<String> chunk = chunk();
                if (chunk.isPresent()) {
                    out.write(chunk.get().getBytes(StandardCharsets.UTF_8));
                    unflushed = true;
                } else if (unflushed) {
                    out.flush();
                    unflushed = false;
                } else {
                    return;
                }
            }
        } catch (IOException | RuntimeException gone) {
            onError(gone);
        }
    }

    private Optional<String> chunk() {
        if (!greeted) {
            greeted = true;
            // An id without data sets where a browser resumes, before the first alert has come.
            return Optional.of("retry: " + RETRY_MILLIS + "\nid: "
                    + subscription.position().text() + "\n\n");
        }
        if (heartbeatDue) {
            heartbeatDue = false;
            return Optional.of(": still here\n\n");
        }
        return subscription
                .next()
                .map(told -> "id: " + told.position().text() + "\nevent: alert\ndata: "
                        + told.event().json() + "\n\n");
    }
}
