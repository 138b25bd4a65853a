package io.redline.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Tells orchestrators and Prometheus how a service without an HTTP API of its own fares: {@code /health/live},
 * {@code /health/ready} and {@code /metrics}. Metrics ask for a token when one is set; health never does.
 */
public final class HealthServer implements AutoCloseable {

    public static final Setting<String> HOST = Setting.text(
            "REDLINE_HEALTH_HOST", "127.0.0.1", "an address of this machine", "Where health and metrics listen.");

    public static final Setting<Integer> PORT =
            Setting.port("REDLINE_HEALTH_PORT", 8090, "Port of health and metrics of a service that runs on its own.");

    public static final List<Setting<?>> SETTINGS = List.of(HOST, PORT, ApiTokens.TOKENS);

    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService executor;

    private HealthServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts to answer.
     *
     * @throws IOException when the port cannot be had
     */
    public static HealthServer start(ServiceContext context) throws IOException {
        ApiTokens tokens = ApiTokens.of(context.settings());
        String host = context.settings().get(HOST);
        tokens.guardBind(HOST, host);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(host, context.settings().get(PORT)), 0);
        server.createContext("/health/live", exchange -> answer(exchange, 200, "{\"status\":\"live\"}"));
        server.createContext("/health/ready", exchange -> {
            Map<String, String> faults = context.health().faults();
            answer(exchange, faults.isEmpty() ? 200 : 503, readiness(faults).toString());
        });
        server.createContext("/metrics", exchange -> {
            Optional<Caller> caller = tokens.caller(exchange.getRequestHeaders().getFirst("Authorization"));
            if (caller.isEmpty()) {
                answer(exchange, 401, "a bearer token is needed\n");
            } else if (caller.get().mayForAll(Scope.READ)) {
                answer(exchange, 200, context.metrics().scrape());
            } else {
                answer(exchange, 403, "a token with the scope read for all owners is needed\n");
            }
        });
        ExecutorService executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "health-server");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(executor);
        server.start();
        return new HealthServer(server, executor);
    }

    /** The body of a readiness answer: {@code {"status":"ready"}} or what is wrong, part by part. */
    public static ObjectNode readiness(Map<String, String> faults) {
        ObjectNode body = AvroJson.MAPPER.createObjectNode().put("status", faults.isEmpty() ? "ready" : "not ready");
        if (!faults.isEmpty()) {
            ObjectNode parts = body.putObject("faults");
            faults.forEach(parts::put);
        }
        return body;
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdown();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String type = body.startsWith("{") ? "application/json" : "text/plain; version=0.0.4; charset=utf-8";
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
