package io.redline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.api.DeskApi;
import io.redline.desk.api.DeskServer;
import io.redline.desk.feed.Commands;
import io.redline.desk.stream.AlertStream;
import io.redline.desk.view.Entry;
import io.redline.desk.view.Position;
import io.redline.desk.view.ReadModel;
import io.redline.desk.view.TopicView;
import io.redline.runtime.ApiTokens;
import io.redline.runtime.AvroJson;
import io.redline.runtime.ChannelVault;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.SecretBox;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import io.redline.runtime.Settings;
import io.redline.schemas.Acknowledgement;
import io.redline.schemas.AcknowledgementRequest;
import io.redline.schemas.Alert;
import io.redline.schemas.AlertTimes;
import io.redline.schemas.Article;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.AuditEntry;
import io.redline.schemas.RedeliveryRequest;
import io.redline.schemas.Silence;
import io.redline.schemas.Stance;
import io.redline.schemas.StoryRef;
import io.redline.schemas.Watch;
import io.redline.schemas.WatchRef;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A desk without Kafka: real HTTP, real SQLite, and topics that are nothing but counters of offsets. What it writes is
 * read at once; an acknowledgement is answered as the detector would.
 */
public final class DeskFixture implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-01-30T10:00:00Z");

    private static final int PARTITIONS = 3;
    private static final String SECRETS_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    public final ReadModel model;
    public final AlertStream stream;
    public final DeskApi api;
    public Optional<String> obstacle = Optional.empty();
    public boolean detectorAnswers = true;

    private final Map<String, AtomicLong> offsets = new HashMap<>();
    private final List<RedeliveryRequest> redeliveries = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private DeskFixture(Map<String, String> environment) {
        ServiceContext plain = ServiceMain.context(environment, fault -> {});
        ServiceContext context = new ServiceContext(
                plain.settings(),
                plain.kafka(),
                plain.registry(),
                plain.health(),
                plain.metrics(),
                () -> NOW,
                plain.fatal());
        this.model = ReadModel.open(context.settings());
        model.all().forEach(view -> view.bindTo("test-cluster/test-topic", farEnds()));
        this.stream = new AlertStream(model.alerts(), context.metrics());
        this.api = DeskApi.start(context, model, stream, new DirectCommands(), () -> obstacle);
    }

    /** A desk that keeps its data there, with further settings: name, value, name, value. */
    public static DeskFixture in(Path directory, String... settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put(KafkaSettings.DATA_DIR.name(), directory.toString());
        environment.put(DeskServer.PORT.name(), "0");
        environment.put(SecretBox.KEYS.name(), SECRETS_KEY);
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return new DeskFixture(environment);
    }

    /** As {@link #in}, and it asks for this token. */
    public static DeskFixture guarded(Path directory, String token) {
        return in(directory, ApiTokens.TOKENS.name(), token);
    }

    /** Appends a record to a view, as if it had been read from its topic. */
    public synchronized <V extends SpecificRecord> Entry<V> append(TopicView<V> view, String key, @Nullable V value) {
        Position position = next(view, key);
        Entry<V> entry = new Entry<>(position, key, value);
        view.append(List.of(entry), Map.of(position.partition(), position.offset() + 1));
        return entry;
    }

    /** A stored watch with its secrets, as the alerter would open it. */
    public Watch opened(String id) {
        Watch stored =
                AvroJson.fromJson(AvroJson.read(model.watches().newest(id).orElseThrow()), Watch.class, Set.of());
        return ChannelVault.of(Settings.of(Map.of(SecretBox.KEYS.name(), SECRETS_KEY)))
                .opened(stored);
    }

    /** Stores an alert and tells the stream. */
    public Entry<Alert> raise(Alert alert) {
        Entry<Alert> entry = append(model.alerts(), alert.getWatch().getId(), alert);
        stream.publish(List.of(entry));
        return entry;
    }

    /** An alert, detected so many seconds after {@link #NOW}. */
    public static Alert alert(String id, String watch, int seconds) {
        Instant at = NOW.plusSeconds(seconds);
        return Alert.newBuilder()
                .setId(id)
                .setVersion(1)
                .setState("new")
                .setKind("keyword")
                .setWatch(new WatchRef(watch, "Watch " + watch))
                .setArticle(new ArticleRef("urn:test:" + id, 1, "A headline", "Test Wire", null, at))
                .setStory(new StoryRef("story-" + id, 1, 1))
                .setReason("The headline says so.")
                .setAt(new AlertTimes(at, at, at, null))
                .build();
    }

    /** An article, published and received at {@link #NOW}. */
    public static Article article(String id, int version, String body) {
        return Article.newBuilder()
                .setId(id)
                .setVersion(version)
                .setSource("Test Wire")
                .setLanguage("en")
                .setHeadline("A headline")
                .setBody(body)
                .setPublishedAt(NOW)
                .setReceivedAt(NOW)
                .build();
    }

    /** A stance found in an article. */
    public static Stance stance(String id, String article, String actor, String side) {
        return Stance.newBuilder()
                .setId(id)
                .setActor(actor)
                .setActorText("An actor")
                .setSide(side)
                .setScore(0.0)
                .setQuote("They said so.")
                .setField("body")
                .setStart(0)
                .setEnd(13)
                .setConfidence(0.8)
                .setArticle(new ArticleRef(article, 1, "A headline", "Test Wire", null, NOW))
                .setAt(NOW)
                .build();
    }

    /** Address of a path. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + api.port() + path);
    }

    /** Sends a request: method, path, JSON body or null, then headers by name and value. */
    public HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    public static JsonNode json(HttpResponse<String> response) throws IOException {
        return AvroJson.MAPPER.readTree(response.body());
    }

    @Override
    public void close() {
        api.close();
        model.close();
    }

    private Position next(TopicView<?> view, String key) {
        int partition = Math.floorMod(key.hashCode(), PARTITIONS);
        String place = view.topic().name() + partition;
        AtomicLong offset = offsets.computeIfAbsent(
                place, p -> new AtomicLong(view.positions().getOrDefault(partition, 0L)));
        return new Position(partition, offset.getAndIncrement());
    }

    private static Map<Integer, Long> farEnds() {
        Map<Integer, Long> ends = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ends.put(partition, Long.MAX_VALUE);
        }
        return ends;
    }

    /** What the alerter was asked to send again. */
    public List<RedeliveryRequest> redeliveries() {
        return redeliveries;
    }

    private final class DirectCommands implements Commands {

        @Override
        public Position store(Watch watch) {
            return append(model.watches(), watch.getId(), watch).position();
        }

        @Override
        public Position remove(String watchId) {
            return append(model.watches(), watchId, null).position();
        }

        @Override
        public Position store(Silence silence) {
            return append(model.silences(), silence.getId(), silence).position();
        }

        @Override
        public Position removeSilence(String silenceId) {
            return append(model.silences(), silenceId, null).position();
        }

        @Override
        public Position note(AuditEntry entry) {
            return append(model.audit(), entry.getSubject(), entry).position();
        }

        @Override
        public Position redeliver(RedeliveryRequest request) {
            redeliveries.add(request);
            return new Position(0, redeliveries.size());
        }

        @Override
        public Position acknowledge(AcknowledgementRequest request) {
            if (detectorAnswers) {
                Alert alert = alert(request.getAlertId(), request.getWatchId(), 0);
                alert.setVersion(model.alerts()
                                .history(request.getAlertId(), Integer.MAX_VALUE)
                                .size()
                        + 1);
                alert.setState("acked");
                alert.setAck(
                        new Acknowledgement(request.getBy(), request.getNote(), request.getAt(), request.getClaimed()));
                raise(alert);
            }
            return new Position(0, 0);
        }
    }
}
