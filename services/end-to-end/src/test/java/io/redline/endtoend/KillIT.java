package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Topics;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the whole process in mid-stream and starts it again on the same data. */
class KillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ARTICLES_A_REQUEST = 5;

    /** Killed once this many articles are accepted, with the rest still under way. */
    private static final int KILLED_AFTER = 200;

    @TempDir
    Path data;

    @Test
    void everyAcceptedArticleIsAlertedAndNoneTwice() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            List<String> accepted = new CopyOnWriteArrayList<>();
            UpProcess first = UpProcess.start(data);
            assertThat(first.api().post("/api/watches", watch(receiver)).status())
                    .isEqualTo(201);
            AtomicBoolean enough = new AtomicBoolean();
            Thread publisher = new Thread(() -> publish(first.api(), accepted, enough));
            publisher.start();
            await().atMost(PATIENCE).until(() -> accepted.size() >= KILLED_AFTER);
            first.kill();
            enough.set(true);
            publisher.join();

            UpProcess second = first.again();
            // What was accepted after the restart comes last, so its alert shows that the backlog is done.
            List<String> after = new CopyOnWriteArrayList<>();
            post(second.api(), after, 1_000_000);
            accepted.addAll(after);
            try (TopicLog alerts = TopicLog.follow(second.environment(), Topics.ALERTS)) {
                Set<String> expected = new HashSet<>(accepted);
                await().atMost(PATIENCE).until(() -> alerts.records().stream()
                        .map(alert -> alert.at("/article/id").asText())
                        .collect(Collectors.toSet())
                        .containsAll(expected));
                await().atMost(PATIENCE).until(() -> receiver.at("kill").stream()
                        .map(event -> event.alert().at("/article/id").asText())
                        .collect(Collectors.toSet())
                        .containsAll(expected));
                Guarantee.verifyAll(new Evidence(accepted, alerts.records(), receiver.at("kill")));
                assertThat(receiver.forgeries()).isEmpty();
            }
            assertThat(second.stop()).isZero();
        }
    }

    private static JsonNode watch(WebhookReceiver receiver) {
        var watch = AvroJson.MAPPER
                .createObjectNode()
                .put("id", "kill")
                .put("name", "Everything")
                .putNull("query")
                .put("followUps", "PT0S");
        watch.putArray("channels")
                .addObject()
                .put("type", "webhook")
                .put("url", receiver.url("kill"))
                .put("secret", WebhookReceiver.SECRET);
        return watch;
    }

    /** Publishes until told to stop, or until nobody answers any more. */
    private static void publish(ApiClient api, List<String> accepted, AtomicBoolean enough) {
        try {
            for (int number = 0; !enough.get(); number += ARTICLES_A_REQUEST) {
                post(api, accepted, number);
            }
        } catch (UncheckedIOException killed) {
            // The process was killed under the request: what it held was not accepted.
            enough.set(true);
        }
    }

    private static void post(ApiClient api, List<String> accepted, int number) {
        ArrayNode articles = AvroJson.MAPPER.createArrayNode();
        for (int i = number; i < number + ARTICLES_A_REQUEST; i++) {
            Vocabulary vocabulary = new Vocabulary(i);
            articles.addObject()
                    .put("id", "urn:kill:" + i)
                    .put("source", "Wire " + i)
                    .put("headline", vocabulary.words(8))
                    .put("body", vocabulary.words(60));
        }
        ApiClient.Answer answer = api.post("/api/articles", articles);
        answer.body()
                .path("accepted")
                .forEach(article -> accepted.add(article.path("id").asText()));
    }
}
