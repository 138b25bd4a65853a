package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.desk.DeskService;
import io.redline.detector.DetectorService;
import io.redline.embedded.EmbeddedBroker;
import io.redline.embedded.EmbeddedRegistry;
import io.redline.embedded.Ports;
import io.redline.ingest.IngestService;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Infrastructure;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The broker and the registry are away: at the start, and in the middle of the work. */
class OutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String BROKER_IS_AWAY = "does not answer (";

    @TempDir
    Path directory;

    private final int kafkaPort = Ports.free();
    private final int registryPort = Ports.free();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopAll() throws Exception {
        logger().detachAppender(log);
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    @Test
    void servicesWaitForBrokerAndRegistryAndWhatIsAcceptedOutlivesTheNextOutage() throws Exception {
        ApiClient desk = startServices();
        await("the log says what it waits for").atMost(PATIENCE).until(() -> said(BROKER_IS_AWAY));
        assertThatBrokerIsMissed(desk);

        EmbeddedBroker broker = startBroker();
        await("the registry is missed next").atMost(PATIENCE).until(() -> said("did not register"));
        assertThat(said("The schema registry at http://127.0.0.1:" + registryPort))
                .isTrue();
        assertThat(desk.get("/health/ready").status()).isEqualTo(503);
        startRegistry();
        awaitReady(desk);

        addWatch(desk);
        Set<String> accepted = new TreeSet<>();
        await("the watch is known").atMost(PATIENCE).until(() -> {
            publish(desk, accepted);
            return !alerted(desk).isEmpty();
        });
        ForkJoinTask<?> broken = ForkJoinPool.commonPool().submit(broker::close);
        await("the broker is missed").atMost(PATIENCE).until(() -> {
            publish(desk, accepted);
            return desk.get("/health/ready").status() == 503;
        });
        broken.get();
        assertThatBrokerIsMissed(desk);

        startBroker();
        awaitReady(desk);
        publish(desk, accepted);
        await("all that was accepted is alerted").atMost(PATIENCE).untilAsserted(() -> assertThat(alerted(desk))
                .containsAll(accepted));
        assertThat(fatal).isEmpty();
    }

    private static void assertThatBrokerIsMissed(ApiClient desk) {
        ApiClient.Answer ready = desk.get("/health/ready");
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.body().at("/faults/broker").asText())
                .startsWith("Kafka at 127.0.0.1:")
                .contains(BROKER_IS_AWAY)
                .doesNotContain("Exception");
        ApiClient.Answer refused = desk.post("/api/articles", article(0));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.detail()).containsAnyOf("send the article again", "not ready yet");
        assertThat(refused.body().path("accepted")).isEmpty();
    }

    /** The detector, ingest and the desk on one context, as {@code up} has them, on a broker that is not there. */
    private ApiClient startServices() {
        int ingestPort = Ports.free();
        ServiceContext context = ServiceMain.context(
                Map.of(
                        "REDLINE_BOOTSTRAP_SERVERS",
                        "127.0.0.1:" + kafkaPort,
                        "REDLINE_SCHEMA_REGISTRY_URL",
                        "http://127.0.0.1:" + registryPort + "/apis/ccompat/v7",
                        "REDLINE_DATA_DIR",
                        directory.resolve("services").toString(),
                        "REDLINE_HTTP_PORT",
                        "0",
                        "REDLINE_INGEST_PORT",
                        Integer.toString(ingestPort),
                        "REDLINE_INGEST_URL",
                        "http://127.0.0.1:" + ingestPort,
                        "REDLINE_STREAM_THREADS",
                        "1"),
                fatal::add);
        Infrastructure infrastructure = new Infrastructure(context);
        running.push(infrastructure);
        running.push(IngestService.start(context));
        DeskService desk = DeskService.start(context);
        running.push(desk);
        CompletableFuture<DetectorService> detector = new CompletableFuture<>();
        Thread starter = new Thread(
                () -> {
                    try {
                        detector.complete(DetectorService.start(context));
                    } catch (InterruptedException | RuntimeException fault) {
                        detector.completeExceptionally(fault);
                    }
                },
                "start-detector");
        starter.start();
        running.push(() -> {
            if (!detector.isDone()) {
                starter.interrupt();
            }
            detector.handle((started, fault) -> {
                        if (started != null) {
                            started.close();
                        }
                        return fault;
                    })
                    .join();
        });
        return new ApiClient(URI.create("http://127.0.0.1:" + desk.port()));
    }

    private EmbeddedBroker startBroker() {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), kafkaPort, fatal::add);
        running.addLast(broker);
        return broker;
    }

    private void startRegistry() {
        running.addLast(EmbeddedRegistry.start(directory.resolve("registry"), registryPort));
    }

    private void awaitReady(ApiClient desk) {
        await("ready").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        desk.get("/health/ready").body().toString())
                .isEqualTo("{\"status\":\"ready\"}"));
    }

    private boolean said(String words) {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .anyMatch(message -> message.startsWith("Waiting: ") && message.contains(words));
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Infrastructure.class);
    }

    private static void addWatch(ApiClient desk) {
        ObjectNode watch = AvroJson.MAPPER
                .createObjectNode()
                .put("id", "outage")
                .put("name", "Outages")
                .put("query", "outage");
        assertThat(desk.post("/api/watches", watch).status()).isEqualTo(201);
    }

    private static void publish(ApiClient desk, Set<String> accepted) {
        JsonNode answer =
                desk.post("/api/articles", article(accepted.size() + 1)).body();
        answer.path("accepted").forEach(item -> accepted.add(item.path("id").asText()));
    }

    /** Each of its own story, so that each is alerted by itself. */
    private static ObjectNode article(int number) {
        return AvroJson.MAPPER
                .createObjectNode()
                .put("id", "urn:outage:" + number)
                .put("source", "Source " + number)
                .put("headline", "Outage " + new Vocabulary(number).words(12));
    }

    private static Set<String> alerted(ApiClient desk) {
        return StreamSupport.stream(
                        desk.get("/api/alerts?limit=500").body().path("items").spliterator(), false)
                .map(alert -> alert.at("/article/id").asText())
                .collect(Collectors.toSet());
    }
}
