package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        system.canary().awaitWatches();
        CommandProcess tail = tail(Topics.WATCHES.name(), "--from-beginning", "--limit=2");
        assertThat(tail.out()).hasSize(2);
        JsonNode stored = json(tail.out().get(0));
        assertThat(json(tail.out().get(1)))
                .isEqualTo(AvroJson.MAPPER
                        .createObjectNode()
                        .put("key", stored.path("id").asText())
                        .putNull("value"));
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

    private static JsonNode json(String line) throws JsonProcessingException {
        return AvroJson.MAPPER.readTree(line);
    }
}
