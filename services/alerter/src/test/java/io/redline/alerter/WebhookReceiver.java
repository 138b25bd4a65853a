package io.redline.alerter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A real HTTP server on loopback that keeps what it is sent and answers as told. */
public final class WebhookReceiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile CallAnswer answer = (exchange, call) -> status(exchange, 200);

    /** How to answer a call that has been kept. */
    @FunctionalInterface
    public interface Answer {

        /** Answers. */
        void give(HttpExchange exchange) throws IOException;
    }

    /** How to answer a call by what it says. */
    @FunctionalInterface
    public interface CallAnswer {

        /** Answers. */
        void give(HttpExchange exchange, Call call) throws IOException;
    }

    /** What was received; header names in lower case. */
    public record Call(String method, String path, Map<String, List<String>> headers, String body) {

        /** The first value of a header. */
        public @Nullable String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }
    }

    private WebhookReceiver(HttpServer server) {
        this.server = server;
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts on a free port. */
    public static WebhookReceiver start() throws IOException {
        return new WebhookReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256));
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** All calls so far. */
    public List<Call> calls() {
        return calls;
    }

    /** Changes how it answers. */
    public void answer(Answer next) {
        answer = (exchange, call) -> next.give(exchange);
    }

    /** Changes how it answers, to what it is sent. */
    public void answerCalls(CallAnswer next) {
        answer = next;
    }

    /** Answers with a status and an empty body. */
    public static void status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Call call =
                new Call(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
        calls.add(call);
        answer.give(exchange, call);
    }
}
