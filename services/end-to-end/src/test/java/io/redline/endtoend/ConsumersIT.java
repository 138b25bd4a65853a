package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Reads our topics as programs in other languages do: with their own client, the registry, and nothing of ours. */
class ConsumersIT {

    private static final int HEADER_BYTES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> FIELDS = List.of(
            "id", "version", "state", "kind", "watch", "article", "story", "terms", "stance", "shift", "excerpt",
            "reason", "at");

    private final TestSystem system = TestSystem.shared();

    @Test
    void aPlainConsumerReadsAlertsWithTheRegistrysAnswersAlone() throws Exception {
        system.canary().awaitArticles();
        ConsumerRecord<byte[], byte[]> record = firstRecord();
        Schema schema = schema(schemaNumber(record.value()));
        GenericRecord alert = decode(record.value(), schema);

        assertThat(latestSchema()).isEqualTo(schema);
        assertThat(schema.getFields().stream().map(Schema.Field::name)).containsAll(FIELDS);
        assertThat(schema.getFields())
                .allSatisfy(field -> assertThat(field.doc()).isNotBlank());
        GenericRecord watch = (GenericRecord) alert.get("watch");
        assertThat(new String(record.key(), StandardCharsets.UTF_8))
                .as("the key")
                .isEqualTo(watch.get("id").toString());
        GenericRecord at = (GenericRecord) alert.get("at");
        assertThat(at.getSchema().getField("detectedAt").schema().getLogicalType())
                .isEqualTo(LogicalTypes.timestampMillis());
        JsonNode shown = shown(alert);
        assertThat(alert.get("excerpt")).hasToString(shown.path("excerpt").asText());
        assertThat(alert.get("reason")).hasToString(shown.path("reason").asText());
        assertThat(Instant.ofEpochMilli((Long) at.get("detectedAt")))
                .isEqualTo(shown.at("/at/detectedAt").asText());
    }

    @Test
    void kcatReadsAlertsThatTheRegistryExplains() throws Exception {
        assumeThat(kcat()).as("kcat is installed").isNotEmpty();
        system.canary().awaitArticles();
        byte[] value = firstAlert();
        GenericRecord alert = decode(value, schema(schemaNumber(value)));
        assertThat(alert.getSchema().getFullName()).isEqualTo("io.redline.schemas.Alert");
        assertThat(alert.get("kind")).hasToString("keyword");
    }

    private ConsumerRecord<byte[], byte[]> firstRecord() {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                system.local().platform().bootstrapServers(),
                "group.id",
                "somebody-else",
                "auto.offset.reset",
                "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("alerts"));
            return await().atMost(PATIENCE)
                    .until(
                            () -> StreamSupport.stream(
                                            consumer.poll(Duration.ofMillis(200))
                                                    .spliterator(),
                                            false)
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
        }
    }

    private static int schemaNumber(byte[] value) {
        assertThat(value[0]).as("magic byte").isZero();
        return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    }

    private static GenericRecord decode(byte[] value, Schema schema) throws IOException {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
        GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        assertThat(decoder.isEnd()).as("nothing follows the record").isTrue();
        return record;
    }

    /** The same version of the alert as the HTTP API shows it. */
    private JsonNode shown(GenericRecord alert) {
        JsonNode versions = system.api()
                .get("/api/alerts/" + alert.get("id") + "?versions=true")
                .body()
                .path("versions");
        return StreamSupport.stream(versions.spliterator(), false)
                .filter(version -> version.path("version").asInt() == (Integer) alert.get("version"))
                .findFirst()
                .orElseThrow();
    }

    private byte[] firstAlert() throws IOException, InterruptedException {
        Process kcat = new ProcessBuilder(
                        kcat().get(0),
                        "-b",
                        system.local().platform().bootstrapServers(),
                        "-t",
                        "alerts",
                        "-C",
                        "-e",
                        "-q",
                        "-c",
                        "1",
                        "-D",
                        "")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] value = kcat.getInputStream().readAllBytes();
        assertThat(kcat.waitFor()).isZero();
        return value;
    }

    private Schema schema(int number) throws Exception {
        return schemaAt("/schemas/ids/" + number);
    }

    private Schema latestSchema() throws Exception {
        return schemaAt("/subjects/alerts-value/versions/latest");
    }

    private Schema schemaAt(String path) throws Exception {
        URI address = URI.create(system.local().platform().registryUrl() + path);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new Schema.Parser()
                .parse(new ObjectMapper().readTree(answer.body()).path("schema").asText());
    }

    private static List<String> kcat() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, "kcat"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .toList();
    }
}
