package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Timestamps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The sample stories of {@code ./redline demo}: five running stories with turns, two wires on one event, a copy and a
 * correction. Outlets and people are invented. They stand in {@code demo/articles.jsonl}, in the form of the HTTP API but
 * for {@code minutesAgo}, the time of publication before the demo began; the watches in {@code demo/watches.jsonl}.
 */
final class DemoStories {

    /** Slow enough to read along, fast enough to stay. */
    static final Duration READABLE = Duration.ofMillis(2_500);

    private final DeskClient desk;
    private final Progress progress;
    private final Duration pace;

    /**
     * Stories told through this desk.
     *
     * @param pace the pause before each article
     */
    DemoStories(DeskClient desk, Progress progress, Duration pace) {
        this.desk = desk;
        this.progress = progress;
        this.pace = pace;
    }

    /**
     * Adds the watches that are not there yet and publishes the stories at a readable pace, unless the data directory
     * holds them from an earlier demo: a known article would alert nobody again.
     *
     * @param begin the time that the stories lead up to
     */
    void tell(Instant begin) throws InterruptedException {
        for (ObjectNode watch : lines("watches.jsonl")) {
            if (desk.find("/api/watches/" + watch.path("id").asText()).isEmpty()) {
                desk.post("/api/watches", watch);
            }
        }
        List<ObjectNode> articles = lines("articles.jsonl");
        ObjectNode last = articles.get(articles.size() - 1);
        if (desk.find("/api/articles/" + DeskClient.segment(last.path("id").asText()))
                .isPresent()) {
            progress.say("The sample stories are in this data directory already; a new --data directory shows them"
                    + " arriving again.");
            return;
        }
        progress.say("Publishing " + articles.size() + " sample articles:");
        for (ObjectNode article : articles) {
            TimeUnit.MILLISECONDS.sleep(pace.toMillis());
            progress.say("  " + article.path("source").asText() + ": "
                    + article.path("headline").asText());
            desk.post("/api/articles", dated(article, begin));
        }
        progress.say("All sample articles are published; the system goes on until Ctrl-C.");
    }

    private static JsonNode dated(ObjectNode article, Instant begin) {
        long minutesAgo = article.remove("minutesAgo").asLong();
        return article.put("publishedAt", Timestamps.format(begin.minus(Duration.ofMinutes(minutesAgo))));
    }

    private static List<ObjectNode> lines(String name) {
        List<ObjectNode> objects = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DemoStories.class.getResourceAsStream("/demo/" + name), name),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                objects.add((ObjectNode) AvroJson.MAPPER.readTree(line));
            }
            return objects;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
