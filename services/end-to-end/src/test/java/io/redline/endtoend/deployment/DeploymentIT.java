package io.redline.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.redline.embedded.EmbeddedPlatform;
import io.redline.embedded.Ports;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The services as {@code docker-compose.yml} runs them: each a process of its own, with the very same variables. Only the
 * names of hosts become addresses of this machine, and ports are picked so that the test can run anywhere.
 */
class DeploymentIT {

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);
    private static final String TOKEN = "a-token-for-this-test-only";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stopAll() throws InterruptedException {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void anArticlePostedToTheDeskReachesAWebhookThroughFourProcesses() throws Exception {
        BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
        HttpServer receiver = receiver(received);
        try {
            EmbeddedPlatform platform = EmbeddedPlatform.shared();
            Map<String, Integer> ports = new TreeMap<>();
            Deployment.SERVICES.forEach(service -> ports.put(service, Ports.free()));
            for (String service : Deployment.SERVICES) {
                start(service, platform, ports);
            }
            for (String service : Deployment.SERVICES) {
                await("readiness of " + service)
                        .atMost(STARTS_WITHIN)
                        .ignoreExceptions()
                        .until(() -> get(ports.get(service), "/health/ready").statusCode() == 200);
            }
            int desk = ports.get("desk");
            assertThat(get(desk, "/api/watches").statusCode()).isEqualTo(401);
            assertThat(post(desk, "/api/watches", """
                                    {"id":"deployed","name":"Deployed","query":"\\"red line\\"",
                                     "channels":[{"type":"webhook","url":"http://127.0.0.1:%d/hook"}]}
                                    """.formatted(
                                            receiver.getAddress().getPort()))
                            .statusCode())
                    .isEqualTo(201);
            await("the watch in force").atMost(Duration.ofSeconds(60)).until(() -> {
                post(desk, "/api/articles", article());
                return received.poll(2, TimeUnit.SECONDS) != null;
            });
        } finally {
            receiver.stop(0);
        }
    }

    private int sent;

    private String article() {
        sent++;
        return "{\"id\":\"urn:deployed:%d\",\"source\":\"Harbour Wire\",\"headline\":\"Minister %d names a red line\"}"
                .formatted(sent, sent);
    }

    private void start(String service, EmbeddedPlatform platform, Map<String, Integer> ports) throws IOException {
        Map<String, Object> compose = Deployment.composeServices().get(service);
        Path data = Files.createDirectories(directory.resolve(service));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .replace("\n", File.pathSeparator),
                        Deployment.strings(compose.get("command")).get(0))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("REDLINE_"));
        Deployment.map(compose.get("environment"))
                .forEach((name, value) -> builder.environment().put(name, value.toString()));
        Map<String, String> here = new TreeMap<>(platform.environment());
        here.put("REDLINE_DATA_DIR", data.toString());
        here.put("REDLINE_API_TOKENS", TOKEN);
        here.put("REDLINE_INGEST_URL", "http://127.0.0.1:" + ports.get("ingest"));
        here.put("REDLINE_WEBHOOK_ALLOW", "127.0.0.0/8");
        here.put("REDLINE_INGEST_PORT", ports.get(service).toString());
        here.put("REDLINE_HTTP_PORT", ports.get(service).toString());
        here.put("REDLINE_HEALTH_PORT", ports.get(service).toString());
        // Only what compose sets itself is set here, so that a variable missing there is missing here.
        here.forEach((name, value) -> builder.environment().computeIfPresent(name, (n, old) -> value));
        processes.add(builder.start());
    }

    private static HttpServer receiver(BlockingQueue<JsonNode> received) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            received.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(port, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(int port, String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(port, path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
