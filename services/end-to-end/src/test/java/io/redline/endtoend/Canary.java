package io.redline.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Shows how far the stream has come, so that a test can say "nothing more will come" without waiting for it: articles
 * published after those of the test, one on each partition, whose alerts are seen.
 */
final class Canary {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private final ApiClient api;
    private final TopicLog alerts;
    private final AtomicInteger sung = new AtomicInteger();

    Canary(ApiClient api, TopicLog alerts) {
        this.api = api;
        this.alerts = alerts;
    }

    /** Returns once the detector knows every watch that was stored before. */
    void awaitWatches() {
        String watch = "canary-" + sung.incrementAndGet();
        api.post("/api/watches", watch(watch));
        await().atMost(PATIENCE).until(() -> hears(watch));
        api.delete("/api/watches/" + watch);
    }

    /** Returns once every article that was accepted before has been through the detector. */
    void awaitArticles() {
        String watch = "canary-" + sung.incrementAndGet();
        api.post("/api/watches", watch(watch));
        await().atMost(PATIENCE).until(() -> hears(watch));
        List<String> ids = new ArrayList<>();
        for (int partition = 0; partition < Topics.ARTICLES.partitions(); partition++) {
            ids.add(publish(watch, partition));
        }
        await().atMost(PATIENCE).until(() -> alerted(watch).containsAll(ids));
        api.delete("/api/watches/" + watch);
    }

    private boolean hears(String watch) {
        String id = publish(watch, 0);
        try {
            await().pollDelay(Duration.ZERO).atMost(A_MOMENT).until(() -> alerted(watch)
                    .contains(id));
            return true;
        } catch (ConditionTimeoutException notYet) {
            return false;
        }
    }

    private Set<String> alerted(String watch) {
        return alerts.records().stream()
                .filter(alert -> alert.at("/watch/id").asText().equals(watch))
                .map(alert -> alert.at("/article/id").asText())
                .collect(Collectors.toSet());
    }

    private String publish(String watch, int partition) {
        int number;
        String id;
        do {
            number = sung.incrementAndGet();
            id = "urn:canary:" + number;
        } while (BuiltInPartitioner.partitionForKey(
                        id.getBytes(java.nio.charset.StandardCharsets.UTF_8), Topics.ARTICLES.partitions())
                != partition);
        String words = new Vocabulary(number).words(12);
        api.post(
                "/api/articles",
                AvroJson.MAPPER
                        .createObjectNode()
                        .put("id", id)
                        .put("source", "Canary " + number)
                        .put("headline", watch.replace("-", "") + " " + words));
        return id;
    }

    private static ObjectNode watch(String id) {
        return AvroJson.MAPPER.createObjectNode().put("id", id).put("name", id).put("query", id.replace("-", ""));
    }
}
