package io.redline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Receives webhooks as a customer would: checks each signature with the off-the-shelf library, and keeps the event. */
final class WebhookReceiver implements AutoCloseable {

    /** Signs what is sent here. */
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /**
     * One event as it came.
     *
     * @param id the {@code webhook-id}
     * @param path where it was sent to
     * @param body the whole body
     */
    record Received(String id, String path, JsonNode body) {

        String type() {
            return body.path("type").asText();
        }

        JsonNode alert() {
            return body.path("data");
        }
    }

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<String> forgeries = new CopyOnWriteArrayList<>();

    private final Set<String> down = ConcurrentHashMap.newKeySet();

    private WebhookReceiver(HttpServer server) {
        this.server = server;
    }

    static WebhookReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            WebhookReceiver receiver = new WebhookReceiver(server);
            server.createContext("/", receiver::receive);
            server.setExecutor(Executors.newFixedThreadPool(4));
            server.start();
            return receiver;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** An address here; events can be told apart by it. */
    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    /** What came to that path, in order of arrival. */
    List<Received> at(String path) {
        return received.stream()
                .filter(event -> event.path().equals("/" + path))
                .toList();
    }

    /** Has what is sent to a path answered with 503, or taken again. */
    void answer(String path, boolean up) {
        if (up) {
            down.remove("/" + path);
        } else {
            down.add("/" + path);
        }
    }

    /** Why signatures were refused; empty when all were right. */
    List<String> forgeries() {
        return forgeries;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            HttpHeaders headers = HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true);
            try {
                new Webhook(SECRET).verify(body, headers.map());
            } catch (WebhookVerificationException forged) {
                forgeries.add(String.valueOf(forged.getMessage()));
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            if (down.contains(exchange.getRequestURI().getPath())) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            received.add(new Received(
                    headers.firstValue("webhook-id").orElse(""),
                    exchange.getRequestURI().getPath(),
                    AvroJson.MAPPER.readTree(body)));
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
