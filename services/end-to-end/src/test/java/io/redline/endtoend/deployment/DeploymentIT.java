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
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
    private static final String EMPTY_FEED =
            "<rss version=\"2.0\"><channel><title>Quiet</title><link>https://quiet.example/</link></channel></rss>";

    private static final List<Process> PROCESSES = new ArrayList<>();
    private static final Map<String, Integer> PORTS = new TreeMap<>();
    private static final BlockingQueue<JsonNode> RECEIVED = new LinkedBlockingQueue<>();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static HttpServer receiver;

    @BeforeAll
    static void startAll() throws Exception {
        receiver = receiver();
        Deployment.SERVICES.forEach(service -> PORTS.put(service, Ports.free()));
        for (String service : Deployment.SERVICES) {
            start(service, EmbeddedPlatform.shared());
        }
        for (String service : Deployment.SERVICES) {
            await("readiness of " + service)
                    .atMost(STARTS_WITHIN)
                    .ignoreExceptions()
                    .until(() -> get(service, "/health/ready").statusCode() == 200);
        }
    }

    @AfterAll
    static void stopAll() throws InterruptedException {
        PROCESSES.forEach(Process::destroy);
        for (Process process : PROCESSES) {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        receiver.stop(0);
    }

    @Test
    void anArticlePostedToTheDeskReachesAWebhookThroughFourProcesses() throws Exception {
        assertThat(get("desk", "/api/watches").statusCode()).isEqualTo(401);
        deliver("deployed");
    }

    @Test
    void everyMetricThatAlertRulesAndTheDashboardNameIsExposed() throws Exception {
        deliver("monitored");
        List<String> lines = new ArrayList<>();
        for (String service : Deployment.SERVICES) {
            HttpResponse<String> scrape =
                    CLIENT.send(request(service, "/metrics").build(), HttpResponse.BodyHandlers.ofString());
            assertThat(scrape.statusCode()).isEqualTo(200);
            scrape.body().lines().forEach(lines::add);
        }
        assertThat(Monitoring.series()).isNotEmpty().allSatisfy(series -> assertThat(lines)
                .as("lines of %s", series)
                .anyMatch(line -> Monitoring.exposes(line, series)));
    }

    /** Adds a watch with a webhook, and returns once an article has got there. */
    private void deliver(String watch) throws Exception {
        assertThat(post("desk", "/api/watches", """
                                {"id":"%s","name":"Deployed","query":"\\"red line\\"",
                                 "channels":[{"type":"webhook","url":"http://127.0.0.1:%d/hook"}]}
                                """.formatted(
                                        watch, receiver.getAddress().getPort()))
                        .statusCode())
                .isEqualTo(201);
        await("the watch in force").atMost(Duration.ofSeconds(60)).until(() -> {
            post("desk", "/api/articles", article());
            JsonNode event = RECEIVED.poll(2, TimeUnit.SECONDS);
            return event != null && event.at("/data/watch/id").asText().equals(watch);
        });
    }

    private int sent;

    private String article() {
        sent++;
        return "{\"id\":\"urn:deployed:%d\",\"source\":\"Harbour Wire\",\"headline\":\"Minister %d names a red line\"}"
                .formatted(sent, sent);
    }

    private static void start(String service, EmbeddedPlatform platform) throws IOException {
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
        builder.environment().putAll(Deployment.composeEnvironment(service));
        Map<String, String> here = new TreeMap<>(platform.environment());
        here.put("REDLINE_DATA_DIR", data.toString());
        here.put("REDLINE_API_TOKENS", TOKEN);
        here.put("REDLINE_INGEST_URL", "http://127.0.0.1:" + PORTS.get("ingest"));
        here.put("REDLINE_WEBHOOK_ALLOW", "127.0.0.0/8");
        here.put("REDLINE_FEEDS", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/feed");
        here.put("REDLINE_INGEST_PORT", PORTS.get(service).toString());
        here.put("REDLINE_HTTP_PORT", PORTS.get(service).toString());
        here.put("REDLINE_HEALTH_PORT", PORTS.get(service).toString());
        // Only what compose sets itself is set here, so that a variable missing there is missing here.
        here.forEach((name, value) -> builder.environment().computeIfPresent(name, (n, old) -> value));
        PROCESSES.add(builder.start());
    }

    /** Takes webhooks, and offers a feed that has no items yet. */
    private static HttpServer receiver() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            RECEIVED.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/feed", exchange -> {
            byte[] feed = EMPTY_FEED.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, feed.length);
            exchange.getResponseBody().write(feed);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static HttpResponse<String> get(String service, String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri(service, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String service, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request(service, path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(uri(service, path)).header("Authorization", "Bearer " + TOKEN);
    }

    private static URI uri(String service, String path) {
        return URI.create("http://127.0.0.1:" + PORTS.get(service) + path);
    }
}
