package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.alerter.channel.slack.SlackStandIn;
import io.redline.runtime.AvroJson;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An alert gets to Slack through the whole system, however busy Slack is, and is taken back where it was told. */
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

        await().atMost(PATIENCE)
                .until(() -> delivery(WATCH).path("state").asText().equals("delivered"));
        // A third attempt would mean that the second came before the pause was over, which the stand-in refuses too.
        assertThat(delivery(WATCH).path("attempt").asInt()).isEqualTo(2);
        assertThat(system.slack().messages(WATCH)).singleElement().satisfies(message -> assertThat(
                        message.path("text").asText())
                .isEqualTo("Alert: Keeper leaves the last manned lighthouse"));
    }

    @Test
    void aBotEditsTheMessageOfAnAlertThatIsTakenBackAndSaysSoInItsThread() {
        String watchId = "slack-bot";
        String channel = "C0LIGHTHOUSE";
        ObjectNode watch = AvroJson.MAPPER
                .createObjectNode()
                .put("id", watchId)
                .put("name", "Ferries")
                .put("query", "ferry")
                .put("followUps", "PT0S");
        watch.putArray("channels")
                .addObject()
                .put("type", "slack")
                .put("token", SlackStandIn.TOKEN)
                .put("channel", channel);
        ApiClient.Answer stored = system.api().post("/api/watches", watch);
        assertThat(stored.status()).isEqualTo(201);
        assertThat(stored.body().toString()).doesNotContain(SlackStandIn.TOKEN);
        system.canary().awaitWatches();
        ObjectNode article = AvroJson.MAPPER
                .createObjectNode()
                .put("id", "urn:slack-bot:1")
                .put("source", "Skerry Post")
                .put("headline", "Night ferry runs aground off the skerries");
        assertThat(system.api().post("/api/articles", article).status()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> system.slack().channel(channel).size() == 1);
        // Else the kill may be there before the first message is known to be told.
        await().atMost(PATIENCE).until(() -> delivery(watchId).path("receipt").isTextual());

        article.put("version", 2).put("status", "canceled");
        assertThat(system.api().post("/api/articles", article).status()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> system.slack().channel(channel).size() == 2);
        SlackStandIn.Message first = system.slack().channel(channel).get(0);
        assertThat(first.body().at("/blocks/0/text/text").asText())
                .isEqualTo("*Taken back:* ~Night ferry runs aground off the skerries~");
        SlackStandIn.Message reply = system.slack().channel(channel).get(1);
        assertThat(reply.threadTs()).isEqualTo(first.ts());
        assertThat(reply.body().toString()).contains("withdrawn by Skerry Post");
    }

    @Test
    void aTestGoesTheWayThatAlertsGo() {
        String watchId = "slack-test";
        ObjectNode watch = AvroJson.MAPPER.createObjectNode().put("id", watchId).put("name", "Piers");
        watch.put("query", "pier")
                .putArray("channels")
                .addObject()
                .put("type", "slack")
                .put("url", system.slack().url(watchId));
        assertThat(system.api().post("/api/watches", watch).status()).isEqualTo(201);
        system.canary().awaitWatches();
        ApiClient.Answer asked =
                system.api().post("/api/watches/" + watchId + "/test", AvroJson.MAPPER.createObjectNode());
        assertThat(asked.status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> delivery(watchId).path("state").asText().equals("delivered"));
        assertThat(delivery(watchId).path("id")).isEqualTo(asked.body().at("/deliveries/0/id"));
        assertThat(system.slack().messages(watchId))
                .singleElement()
                .satisfies(message -> assertThat(message.path("text").asText()).isEqualTo("Alert: This is a test"));
    }

    private JsonNode delivery(String watch) {
        return system.api().get("/api/deliveries?watch=" + watch).body().at("/items/0");
    }
}
