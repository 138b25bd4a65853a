package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An alert gets to Slack through the whole system, however busy Slack is. */
class SlackIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WATCH = "slack-busy";

    private final TestSystem system = TestSystem.shared();

    @Test
    void aBusySlackIsAskedAgainOnceAndNotBeforeItSaid() {
        ObjectNode watch = AvroJson.MAPPER
                .createObjectNode()
                .put("id", WATCH)
                .put("name", "Lighthouses")
                .put("query", "lighthouse");
        watch.putArray("channels")
                .addObject()
                .put("type", "slack")
                .put("url", system.slack().url(WATCH));
        assertThat(system.api().post("/api/watches", watch).status()).isEqualTo(201);
        system.canary().awaitWatches();
        system.slack().turnAwayNext(WATCH);

        ObjectNode article = AvroJson.MAPPER
                .createObjectNode()
                .put("id", "urn:slack-busy:1")
                .put("source", "Skerry Post")
                .put("headline", "Keeper leaves the last manned lighthouse");
        assertThat(system.api().post("/api/articles", article).status()).isEqualTo(202);

        await().atMost(PATIENCE).until(() -> delivery().path("state").asText().equals("delivered"));
        // A third attempt would mean that the second came before the pause was over, which the stand-in refuses too.
        assertThat(delivery().path("attempt").asInt()).isEqualTo(2);
        assertThat(system.slack().messages(WATCH)).singleElement().satisfies(message -> assertThat(
                        message.path("text").asText())
                .isEqualTo("Alert: Keeper leaves the last manned lighthouse"));
    }

    private JsonNode delivery() {
        return system.api().get("/api/deliveries?watch=" + WATCH).body().at("/items/0");
    }
}
