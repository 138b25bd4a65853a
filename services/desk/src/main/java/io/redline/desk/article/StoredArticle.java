package io.redline.desk.article;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.matcher.ArticleText;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An article as the desk keeps it.
 *
 * @param text the article as the API shows it
 * @param json the same, read
 */
public record StoredArticle(String text, JsonNode json) {

    private static final List<String> REFERENCE = List.of("id", "version", "headline", "source", "url", "publishedAt");

    /** Its identifier. */
    public String id() {
        return json.path("id").asText();
    }

    /** {@code usable}, {@code withheld} or {@code canceled}. */
    public String status() {
        return json.path("status").asText();
    }

    /** When Redline accepted it. */
    public Instant receivedAt() {
        return Timestamps.parse(json.path("receivedAt").asText());
    }

    /** Until when it may not be told. */
    public Optional<Instant> embargoedUntil() {
        return Optional.ofNullable(json.path("embargoedUntil").textValue()).map(Timestamps::parse);
    }

    /** What queries look at. */
    public ArticleText words() {
        return new ArticleText(
                json.path("headline").asText(),
                json.path("body").asText(),
                json.path("source").asText(),
                json.path("language").asText(),
                Optional.ofNullable(json.path("byline").textValue()).orElse(""));
    }

    /** What a person needs to recognise and open it. */
    public ObjectNode reference() {
        ObjectNode reference = AvroJson.MAPPER.createObjectNode();
        REFERENCE.forEach(name -> reference.set(name, json.path(name)));
        return reference;
    }
}
