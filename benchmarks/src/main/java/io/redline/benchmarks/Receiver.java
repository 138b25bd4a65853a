package io.redline.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.runtime.AvroJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A webhook receiver at a port of its own, well-behaved or not. It speaks just enough HTTP/1.1 over plain sockets, since a
 * proper server could not answer with rubbish or hang up when it should.
 */
final class Receiver implements AutoCloseable {

    private static final int BACKLOG = 1_000;
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private final Manner manner;
    private final Consumer<Receipt> log;
    private final int port;
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listening;

    /**
     * An event that got here.
     *
     * @param receiver where
     * @param id its {@code webhook-id}
     * @param alertId the alert
     * @param version the alert's version
     * @param taken true when it was answered with success
     */
    record Receipt(Receiver receiver, String id, String alertId, int version, boolean taken) {}

    /** A receiver that listens at any free port. */
    Receiver(Manner manner, Consumer<Receipt> log) throws IOException {
        this.manner = manner;
        this.log = log;
        this.port = listen(0);
    }

    Manner manner() {
        return manner;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Listens again, at the same port. */
    void comeBack() throws IOException {
        listen(port);
    }

    /** Stops listening and hangs up: whoever connects is refused. */
    void goAway() throws IOException {
        synchronized (this) {
            if (listening != null) {
                listening.close();
                listening = null;
            }
        }
        for (Socket connection : connections) {
            connection.close();
        }
    }

    @Override
    public void close() throws IOException {
        goAway();
    }

    private synchronized int listen(int wanted) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
        listening = socket;
        daemon(() -> accept(socket), "receiver");
        return socket.getLocalPort();
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                daemon(() -> serve(connection), "receiver-connection");
            }
        } catch (IOException closed) {
            // The receiver went away.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (Request request = Request.read(in); request != null; request = Request.read(in)) {
                String answer = answer(request);
                if (answer.isEmpty()) {
                    // Never an answer; the other side hangs up some time.
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                    return;
                }
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                if (!answer.startsWith("HTTP/1.1")) {
                    return;
                }
            }
        } catch (IOException hungUp) {
            // The other side hung up, or this one went away.
        } finally {
            connections.remove(connection);
        }
    }

    private String answer(Request request) throws IOException {
        if (manner == Manner.MUTE) {
            return "";
        }
        int attempt = attempts.merge(request.id(), 1, Integer::sum);
        if (manner == Manner.SLOW) {
            LockSupport.parkNanos(SLOW_NANOS + Math.floorMod(request.id().hashCode(), SLOW_NANOS));
        }
        // Which attempts fail follows from the event, so that a run can be told of again.
        int luck = Math.floorMod(Objects.hash(request.id(), attempt), 12);
        String answer =
                switch (manner) {
                    case GONE -> status("410 Gone", "");
                    case BUSY -> luck % 4 == 0 ? status("429 Too Many Requests", "Retry-After: 1\r\n") : taken();
                    case BROKEN -> luck % 3 == 0 ? status("500 Internal Server Error", "") : taken();
                    case GARBLED -> luck % 3 == 0 ? "\u0007\u0015 not http at all\r\n\r\n" : taken();
                    default -> taken();
                };
        JsonNode alert = AvroJson.MAPPER.readTree(request.body()).path("data");
        log.accept(new Receipt(
                this,
                request.id(),
                alert.path("id").asText(),
                alert.path("version").asInt(),
                answer.equals(taken())));
        return answer;
    }

    private static String taken() {
        return status("204 No Content", "");
    }

    private static String status(String line, String headers) {
        return "HTTP/1.1 " + line + "\r\n" + headers + (line.startsWith("204") ? "" : "Content-Length: 0\r\n") + "\r\n";
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, 256 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    /** A request of which only the event's id and the body matter. */
    private record Request(String id, byte[] body) {

        /** The next request, or null at the end of the connection. */
        static @Nullable Request read(InputStream in) throws IOException {
            String id = "";
            int length = 0;
            boolean any = false;
            for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
                any = true;
                int colon = line.indexOf(':');
                String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
                if (name.equals("webhook-id")) {
                    id = line.substring(colon + 1).strip();
                } else if (name.equals("content-length")) {
                    length = Integer.parseInt(line.substring(colon + 1).strip());
                }
            }
            return any ? new Request(id, in.readNBytes(length)) : null;
        }

        private static @Nullable String line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(80);
            for (int read = in.read(); read != '\n'; read = in.read()) {
                if (read < 0) {
                    return null;
                }
                if (read != '\r') {
                    line.write(read);
                }
            }
            return line.toString(StandardCharsets.US_ASCII);
        }
    }
}
