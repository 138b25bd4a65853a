package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Timestamps;
import io.redline.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Until an embargo ends, no word of the article is to be found anywhere; once it has ended, it is told within a second. */
class EmbargoIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration EMBARGO = Duration.ofSeconds(40);
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    /** A word that stands in the embargoed article, and nowhere else. */
    private static final String MARKER = "quillfeather";

    private static final String WATCH = "embargo-leak";
    private static final String ARTICLE = "urn:embargo-leak:1";

    @TempDir
    Path data;

    @Test
    void notAWordGetsOutBeforeTheEndAndTheAlertIsThereWithinASecondAfter() throws Exception {
        try (ScenarioStage stage = ScenarioStage.open(data)) {
            List<TopicLog> topics = Topics.ALL.stream()
                    .filter(topic -> !topic.equals(Topics.ARTICLES))
                    .map(stage::follow)
                    .toList();
            assertThat(stage.api().post("/api/watches", watch(stage)).status()).isEqualTo(201);
            stage.canary().awaitWatches();
            Instant end = Instant.now().plus(EMBARGO).truncatedTo(ChronoUnit.MILLIS);
            assertThat(stage.api().post("/api/articles", article(end)).status()).isEqualTo(202);
            stage.canary().awaitArticles();

            Disclosure disclosure = everythingToBeSeen(stage, topics);
            assertThat(Instant.now()).as("the search is done before the end").isBefore(end);
            disclosure.holdsNone(MARKER);

            await().atMost(PATIENCE).until(() -> stage.webhooks().at(WATCH).size() == 1);
            JsonNode alert = stage.webhooks().at(WATCH).get(0).alert();
            assertThat(alert.at("/article/headline").asText().toLowerCase(Locale.ROOT))
                    .contains(MARKER);
            assertThat(Timestamps.parse(alert.at("/at/detectedAt").asText())).isBetween(end, end.plus(A_SECOND));
            assertThat(stage.api().get("/api/articles/" + ARTICLE).status()).isEqualTo(200);
            topics.forEach(TopicLog::close);
        }
    }

    private static Disclosure everythingToBeSeen(ScenarioStage stage, List<TopicLog> topics) throws IOException {
        ObjectNode preview = AvroJson.MAPPER.createObjectNode().put("over", "P1D");
        preview.putObject("watch").put("id", "draft").put("name", "Draft").put("query", "prize");
        Disclosure disclosure = new Disclosure()
                .answers(
                        stage.api(),
                        "/api/articles/" + ARTICLE,
                        "/api/articles/" + ARTICLE + "?version=1",
                        "/api/alerts?watch=" + WATCH,
                        "/api/explain?article=" + ARTICLE + "&watch=" + WATCH,
                        "/api/watches/" + WATCH)
                .place(
                        "a preview",
                        stage.api().post("/api/watches/preview", preview).text())
                .place("the log", stage.log())
                .place("webhooks", stage.webhooks().at(WATCH).toString())
                .place("Slack", stage.slack().messages(WATCH).toString())
                .place(
                        "mails",
                        Stream.of(stage.mail().getReceivedMessages())
                                .map(GreenMailUtil::getWholeMessage)
                                .collect(Collectors.joining()));
        for (int i = 0; i < topics.size(); i++) {
            disclosure.place("topic " + i, topics.get(i).records().toString());
        }
        return disclosure;
    }

    private static ObjectNode watch(ScenarioStage stage) {
        ObjectNode watch = AvroJson.MAPPER
                .createObjectNode()
                .put("id", WATCH)
                .put("name", "Prizes")
                .put("query", "prize");
        watch.putArray("on").add("keyword").add("stance").add("shift").add("quiet-source");
        var channels = watch.putArray("channels");
        channels.addObject()
                .put("type", "webhook")
                .put("url", stage.webhooks().url(WATCH))
                .put("secret", WebhookReceiver.SECRET);
        channels.addObject().put("type", "slack").put("url", stage.slack().url(WATCH));
        channels.addObject().put("type", "email").put("to", WATCH + "@example.org");
        return watch;
    }

    private static ObjectNode article(Instant end) {
        return AvroJson.MAPPER
                .createObjectNode()
                .put("id", ARTICLE)
                .put("source", "Letters Quarterly")
                .put("headline", "Quillfeather prize: Morocco rejects talks with Algeria")
                .put(
                        "body",
                        "RABAT — Morocco rejected talks with Algeria on Monday, at a dinner for the Quillfeather prize."
                                + " \"Morocco will not negotiate with Algeria,\" Foreign Minister Karim Quillfeather said.")
                .put("embargoedUntil", Timestamps.format(end));
    }
}
