package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.ingest.format.ArticleRules;
import io.redline.ingest.format.ItemSplitter;
import io.redline.ingest.format.JsonArticles;
import io.redline.ingest.format.Reading;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Article;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code analyze} is given: JSON Lines of articles or of {@code {"id","text"}}. Unlike the HTTP API it passes
 * over fields that it does not know, since labelled data carries more than articles.
 */
final class ArticleLines {

    /** When the first articles without a time were published: no clock, so that a run gives the same result on any day. */
    private static final Instant UNDATED = Instant.parse("2000-01-01T00:00:00Z");

    private static final int MAX_ARTICLE_BYTES = 1024 * 1024;

    private static final Set<String> ARTICLE_FIELDS = Article.getClassSchema().getFields().stream()
            .map(Schema.Field::name)
            .filter(name -> !Set.of("receivedAt", "aliases").contains(name))
            .collect(Collectors.toUnmodifiableSet());

    private final ItemSplitter lines;
    private final JsonArticles articles;
    private Instant newest = UNDATED;

    /** Reads this stream, one line at a time. */
    ArticleLines(InputStream in) {
        ArticleRules rules = new ArticleRules(MAX_ARTICLE_BYTES);
        this.lines = ItemSplitter.lines(in, rules.maxItemBytes());
        this.articles = new JsonArticles(rules);
    }

    /** What became of the next line that is not blank; null at the end. */
    @Nullable
    Reading next() throws IOException {
        ItemSplitter.Item line = lines.next();
        if (line == null) {
            return null;
        }
        // An article without a time comes just after the newest before it.
        Reading reading = articles.read(
                new ItemSplitter.Item(line.index(), known(line.bytes()), line.end()), newest.plusMillis(1));
        if (reading instanceof Reading.Accepted accepted) {
            Article article = accepted.article();
            if (article.getPublishedAt().isAfter(newest)) {
                newest = article.getPublishedAt();
            }
            // Read from a file, it counts as received when it came out.
            article.setReceivedAt(article.getPublishedAt());
        }
        return reading;
    }

    private static byte[] known(byte[] line) {
        try {
            JsonNode node = AvroJson.MAPPER.readTree(line);
            if (!(node instanceof ObjectNode object) || !object.has("id")) {
                return line;
            }
            if (object.has("text") && !object.has("body")) {
                object.set("body", object.get("text"));
            }
            object.retain(ARTICLE_FIELDS);
            return object.toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException broken) {
            // The strict reader says what is wrong.
            return line;
        }
    }
}
