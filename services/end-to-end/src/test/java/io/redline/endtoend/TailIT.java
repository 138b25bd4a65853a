package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** {@code ./redline tail} shows what is on a topic, in the words of the HTTP API. */
class TailIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestSystem system = TestSystem.shared();

    @Test
    void eachLineIsARecordAsTheApiShowsIt() throws Exception {
        system.canary().awaitArticles();
        int alerts = system.alerts().records().size();

        CommandProcess tail = tail(Topics.ALERTS.name(), "--from-beginning", "--limit=" + alerts);

        assertThat(tail.exitCode()).isZero();
        assertThat(tail.err()).isEmpty();
        assertThat(tail.out()).hasSize(alerts);
        JsonNode last = json(tail.out().get(alerts - 1));
        String id = last.path("id").asText();
        await().atMost(PATIENCE)
                .until(() -> system.api().get("/api/alerts/" + id).status() == 200);
        assertThat(system.api()
                        .get("/api/alerts/" + id + "?versions=true")
                        .body()
                        .path("versions"))
                .contains(last);
    }

    @Test
    void aRemovedWatchIsALineWithItsKeyAndNoValue() throws Exception {
        ObjectNode watch =
                AvroJson.MAPPER.createObjectNode().put("id", "tailed").put("name", "Tailed");
        assertThat(system.api().post("/api/watches", watch).status()).isEqualTo(201);
        assertThat(system.api().delete("/api/watches/tailed").status()).isEqualTo(204);

        CommandProcess tail = tail(Topics.WATCHES.name(), "--from-beginning", "--limit=" + watchRecords());

        assertThat(tail.out())
                .filteredOn(line -> line.contains("\"tailed\""))
                .satisfiesExactly(
                        stored -> assertThat(json(stored).path("name").asText()).isEqualTo("Tailed"),
                        removed -> assertThat(removed).isEqualTo("{\"key\":\"tailed\",\"value\":null}"));
    }

    @Test
    void anUnknownTopicIsWrongUsageAndTheTopicsAreNamed() throws Exception {
        CommandProcess tail = tail("alarms", "--from-beginning");
        assertThat(tail.exitCode()).isEqualTo(2);
        assertThat(tail.out()).isEmpty();
        assertThat(tail.err().get(0))
                .startsWith("There is no topic \"alarms\"; there are: ")
                .contains(Topics.ALL.stream().map(topic -> topic.name()).toList());
    }

    private CommandProcess tail(String topic, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "tail",
                topic,
                "--bootstrap=" + system.local().platform().bootstrapServers(),
                "--registry=" + system.local().platform().registryUrl()));
        arguments.addAll(List.of(options));
        return CommandProcess.run(arguments.toArray(String[]::new));
    }

    /** The desk writes watches outside of transactions, so that each offset is one. */
    private long watchRecords() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", system.local().platform().bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.WATCHES.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private static JsonNode json(String line) throws JsonProcessingException {
        return AvroJson.MAPPER.readTree(line);
    }
}
