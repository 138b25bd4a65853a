package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.alerter.channel.slack.SlackStandIn;
import io.redline.runtime.AvroJson;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Whatever is done with secrets, and whatever goes wrong with them, nobody gets to see one. */
class SecretsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WATCH = "secrets";
    private static final String ARTICLE = "urn:secrets:1";

    /** The path of a Slack address, which is all that keeps others from posting there. */
    private static final String SLACK_PATH = "sesame-in-the-path";

    private final TestSystem system = TestSystem.shared();

    @Test
    void noSecretIsSeenAnywhereButSealed() {
        assertThat(system.api().post("/api/watches", watch()).status()).isEqualTo(201);
        ObjectNode wrong = watch().put("id", "wrong");
        wrong.withArray("channels")
                .addObject()
                .put("type", "slack")
                .put("token", SlackStandIn.TOKEN + "!")
                .put("channel", "C0SESAME");
        ApiClient.Answer refusal = system.api().post("/api/watches", wrong);
        assertThat(refusal.status()).isEqualTo(400);
        system.canary().awaitWatches();
        ObjectNode article = AvroJson.MAPPER
                .createObjectNode()
                .put("id", ARTICLE)
                .put("source", "Cavern Courier")
                .put("headline", "Locksmiths meet at the cavern");
        assertThat(system.api().post("/api/articles", article).status()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> states().containsAll(List.of(
                "webhook 127.0.0.1 delivered",
                "slack 127.0.0.1 delivered",
                "slack " + TestSystem.SLACK_REFERENCE + " delivered",
                "slack C0SESAME delivered",
                "slack env:REDLINE_SECRET_NONE failed",
                "email locks@example.org retrying")));

        Disclosure disclosure = new Disclosure()
                .answers(
                        system.api(),
                        "/api/watches/" + WATCH,
                        "/api/watches/export?format=csv",
                        "/api/deliveries?limit=100&watch=" + WATCH,
                        "/api/explain?article=" + ARTICLE + "&watch=" + WATCH)
                .place("a refusal", refusal.text())
                .place("the log", system.log())
                .topics(system.local().platform().environment());
        assertThat(disclosure.at("topic watches")).as("sealed").contains("enc:v1:");
        assertThat(disclosure.at("the log"))
                .contains("telling slack at env:REDLINE_SECRET_NONE", "The mailbox at 127.0.0.1 cannot be read");
        disclosure.holdsNone(
                WebhookReceiver.SECRET,
                SlackStandIn.TOKEN,
                SLACK_PATH,
                TestSystem.SLACK_PATH,
                TestSystem.API_TOKEN,
                TestSystem.MAIL_PASSWORD,
                TestSystem.SECRETS_KEY,
                TestSystem.LINK_KEY);
    }

    /** Channel, endpoint and state of each delivery. */
    private List<String> states() {
        JsonNode deliveries =
                system.api().get("/api/deliveries?watch=" + WATCH).body().path("items");
        return StreamSupport.stream(deliveries.spliterator(), false)
                .map(delivery -> delivery.path("channel").asText() + " "
                        + delivery.path("endpoint").asText() + " "
                        + delivery.path("state").asText())
                .toList();
    }

    private ObjectNode watch() {
        ObjectNode watch = AvroJson.MAPPER
                .createObjectNode()
                .put("id", WATCH)
                .put("name", "Locks")
                .put("query", "locksmith");
        ArrayNode channels = watch.putArray("channels");
        channels.addObject()
                .put("type", "webhook")
                .put("url", system.webhooks().url(WATCH))
                .put("secret", WebhookReceiver.SECRET);
        channels.addObject().put("type", "slack").put("url", system.slack().url(SLACK_PATH));
        channels.addObject().put("type", "slack").put("url", TestSystem.SLACK_REFERENCE);
        channels.addObject().put("type", "slack").put("url", "env:REDLINE_SECRET_NONE");
        channels.addObject()
                .put("type", "slack")
                .put("token", SlackStandIn.TOKEN)
                .put("channel", "C0SESAME");
        channels.addObject().put("type", "email").put("to", "locks@example.org");
        return watch;
    }
}
