package io.redline.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.api.DeskServer;
import io.redline.embedded.EmbeddedBroker;
import io.redline.runtime.AvroJson;
import io.redline.runtime.AvroSerdes;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.SchemaRegistry;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import io.redline.runtime.WrongSettingException;
import io.redline.schemas.Alert;
import io.redline.schemas.StanceShift;
import io.redline.schemas.Topic;
import io.redline.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DeskServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SchemaRegistry REGISTRY = SchemaRegistry.inMemory();

    private static EmbeddedBroker broker;
    private static KafkaProducer<byte[], byte[]> producer;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void startBroker(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory, 0, fault -> {});
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stopBroker() {
        producer.close();
        broker.close();
    }

    @Test
    void watchThatWasStoredIsShownAtOnceByThisDeskAndSoonByAnother(@TempDir Path one, @TempDir Path other)
            throws Exception {
        try (DeskService first = desk(one);
                DeskService second = desk(other)) {
            String id = "w-" + UUID.randomUUID();
            HttpResponse<String> added =
                    send(first, "POST", "/api/watches", "{\"id\":\"" + id + "\",\"name\":\"W\",\"query\":\"a AND b\"}");
            assertThat(added.statusCode()).isEqualTo(201);
            assertThat(send(first, "GET", "/api/watches/" + id, null).body()).isEqualTo(added.body());
            await().atMost(PATIENCE)
                    .until(() -> send(second, "GET", "/api/watches/" + id, null).statusCode() == 200);
            assertThat(send(first, "DELETE", "/api/watches/" + id, null).statusCode())
                    .isEqualTo(204);
            assertThat(send(first, "GET", "/api/watches/" + id, null).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void alertReachesTheStreamAndTheListAndAResumingListenerAtAnotherDesk(@TempDir Path one, @TempDir Path other)
            throws Exception {
        String watch = "w-" + UUID.randomUUID();
        String path = "/api/alerts/stream?watch=" + watch;
        String last;
        try (DeskService first = desk(one);
                SseReader reader = SseReader.open(uri(first, path), null)) {
            send(Topics.ALERTS, watch, DeskFixture.alert(watch + "-1", watch, 1));
            assertThat(reader.next().data().path("id").asText()).isEqualTo(watch + "-1");
            last = reader.lastId();
            send(Topics.ALERTS, watch, DeskFixture.alert(watch + "-2", watch, 2));
            assertThat(reader.next().data().path("id").asText()).isEqualTo(watch + "-2");
            assertThat(list(first, "/api/alerts?watch=" + watch)).hasSize(2);
        }
        try (DeskService second = desk(other);
                SseReader reader = SseReader.open(uri(second, path), last)) {
            assertThat(reader.next().data().path("id").asText()).isEqualTo(watch + "-2");
        }
    }

    @Test
    void deskThatComesBackHasEverythingOnce(@TempDir Path directory) throws Exception {
        String watch = "w-" + UUID.randomUUID();
        try (DeskService desk = desk(directory)) {
            send(Topics.ALERTS, watch, DeskFixture.alert(watch + "-1", watch, 1));
            await().atMost(PATIENCE)
                    .until(() -> list(desk, "/api/alerts?watch=" + watch).size() == 1);
        }
        send(Topics.ALERTS, watch, DeskFixture.alert(watch + "-2", watch, 2));
        try (DeskService desk = desk(directory)) {
            await().atMost(PATIENCE)
                    .until(() -> list(desk, "/api/alerts?watch=" + watch).size() == 2);
            assertThat(AvroJson.MAPPER
                            .readTree(send(desk, "GET", "/api/alerts/" + watch + "-1?versions=true", null)
                                    .body())
                            .path("versions"))
                    .hasSize(1);
        }
    }

    @Test
    void bytesThatAreNoAlertAreSetAsideAndTheRestGoesOn(@TempDir Path directory) throws Exception {
        String watch = "w-" + UUID.randomUUID();
        try (DeskService desk = desk(directory)) {
            double before = counted(desk);
            byte[] key = watch.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(Topics.ALERTS.name(), key, new byte[] {'n', 'o'}))
                    .get();
            send(Topics.ALERTS, watch, DeskFixture.alert(watch, watch, 1));
            await().atMost(PATIENCE)
                    .until(() -> list(desk, "/api/alerts?watch=" + watch).size() == 1);
            assertThat(counted(desk)).isGreaterThan(before);
        }
    }

    @Test
    void topicMadeAnewIsReadAnew(@TempDir Path directory) throws Exception {
        String watch = "w-" + UUID.randomUUID();
        try (DeskService desk = desk(directory)) {
            send(Topics.STANCE_SHIFTS, watch, shift("old"));
            await().atMost(PATIENCE)
                    .until(() -> list(desk, "/api/shifts?actor=OLD").size() == 1);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            String name = Topics.STANCE_SHIFTS.name();
            admin.deleteTopics(List.of(name)).all().get();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                admin.createTopics(List.of(new NewTopic(name, Optional.of(6), Optional.of((short) 1))))
                        .all()
                        .get();
                return true;
            });
        }
        try (DeskService desk = desk(directory)) {
            send(Topics.STANCE_SHIFTS, watch, shift("new"));
            await().atMost(PATIENCE)
                    .until(() -> list(desk, "/api/shifts?actor=NEW").size() == 1);
            assertThat(list(desk, "/api/shifts")).hasSize(1);
        }
    }

    @Test
    void portInUseIsToldInOneSentence(@TempDir Path directory) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            assertThatThrownBy(() -> DeskService.start(context(directory, DeskServer.PORT.name(), port)))
                    .isInstanceOf(WrongSettingException.class)
                    .hasMessage("REDLINE_HTTP_PORT is \"" + port
                            + "\", which another program listens on: stop that program, or choose another port");
        }
    }

    @Test
    void deskAnswersBeforeKafkaDoes(@TempDir Path directory) throws Exception {
        try (DeskService desk =
                DeskService.start(context(directory, KafkaSettings.BOOTSTRAP_SERVERS.name(), "127.0.0.1:1"))) {
            HttpResponse<String> ready = send(desk, "GET", "/health/ready", null);
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("broker");
            assertThat(send(desk, "GET", "/health/live", null).statusCode()).isEqualTo(200);
            assertThat(send(desk, "GET", "/api/alerts", null).statusCode()).isEqualTo(503);
        }
    }

    private DeskService desk(Path directory) throws Exception {
        DeskService desk = DeskService.start(context(directory));
        await().atMost(PATIENCE)
                .until(() -> send(desk, "GET", "/health/ready", null).statusCode() == 200);
        return desk;
    }

    private static ServiceContext context(Path directory, String... settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put(KafkaSettings.DATA_DIR.name(), directory.toString());
        environment.put(KafkaSettings.BOOTSTRAP_SERVERS.name(), broker.bootstrapServers());
        environment.put(DeskServer.PORT.name(), "0");
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        ServiceContext context = ServiceMain.context(environment, fault -> {});
        return new ServiceContext(
                context.settings(),
                context.kafka(),
                REGISTRY,
                context.health(),
                context.metrics(),
                context.clock(),
                context.fatal());
    }

    private static StanceShift shift(String id) {
        Alert alert = DeskFixture.alert(id, "w", 1);
        return StanceShift.newBuilder()
                .setId(id)
                .setActor(id.toUpperCase(Locale.ROOT))
                .setActorText("Somebody")
                .setFrom("conflict")
                .setTo("cooperative")
                .setDelta(4.5)
                .setConfidence(0.8)
                .setSources(1)
                .setEvidence(List.of())
                .setArticle(alert.getArticle())
                .setAt(DeskFixture.NOW)
                .build();
    }

    private static <V extends SpecificRecord> void send(Topic<String, V> topic, String key, V value) throws Exception {
        byte[] bytes = new AvroSerdes(REGISTRY).valuesOf(topic).serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes))
                .get();
    }

    private double counted(DeskService desk) throws IOException, InterruptedException {
        return send(desk, "GET", "/metrics", null)
                .body()
                .lines()
                .filter(line -> line.startsWith("redline_desk_dead_letters_total{topic=\"alerts\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private JsonNode list(DeskService desk, String path) throws IOException, InterruptedException {
        return AvroJson.MAPPER.readTree(send(desk, "GET", path, null).body()).path("items");
    }

    private HttpResponse<String> send(DeskService desk, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(desk, path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(DeskService desk, String path) {
        return URI.create("http://127.0.0.1:" + desk.port() + path);
    }
}
