package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.redline.schemas.Article;
import io.redline.schemas.Watch;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroJsonTest {

    private static final Set<String> REFUSED = Set.of("receivedAt");

    @Test
    void aWatchComesBackAsItWentIn() {
        Watch watch = AvroJson.fromJson(json("""
                        {"id":"w","name":"Talks","query":"talks","on":["keyword","shift"],
                         "stance":{"actor":"IRN","minConfidence":0.6},"minSources":2,
                         "channels":[{"type":"email","to":"desk@example.org"}],"followUps":"PT1M","enabled":false}
                        """), Watch.class, Set.of());
        assertThat(AvroJson.fromJson(AvroJson.toJson(watch), Watch.class, Set.of()))
                .isEqualTo(watch);
        assertThat(watch.getStance().getTarget()).isNull();
        assertThat(watch.getChannels()).singleElement().satisfies(channel -> assertThat(channel.getTo())
                .isEqualTo("desk@example.org"));
    }

    @Test
    void timesAreRfc3339InUtcWithMilliseconds() {
        Article article = AvroJson.fromJson(
                json("{\"id\":\"a\",\"publishedAt\":\"2026-01-30T10:00:00+01:00\"}"), Article.class, REFUSED);
        assertThat(article.getPublishedAt()).isEqualTo(Instant.parse("2026-01-30T09:00:00Z"));
        article.setReceivedAt(Instant.parse("2026-01-30T09:00:01.5Z"));
        JsonNode written = AvroJson.toJson(article);
        assertThat(written.get("publishedAt").textValue()).isEqualTo("2026-01-30T09:00:00.000Z");
        assertThat(written.get("receivedAt").textValue()).isEqualTo("2026-01-30T09:00:01.500Z");
        assertThat(written.get("url").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':'a','headlin':'x'}                         | headlin    | is not a field",
                "{'headline':'x'}                                 | id         | is missing",
                "{'id':7}                                         | id         | a text in quotes",
                "{'id':'a','version':'1'}                         | version    | a whole number",
                "{'id':'a','version':1.5}                         | version    | a whole number",
                "{'id':'a','version':99999999999}                 | version    | a whole number",
                "{'id':'a','publishedAt':'yesterday'}             | publishedAt| not an RFC 3339 time",
                "{'id':'a','publishedAt':'0001-01-01T00:00:00Z'}  | publishedAt| the years 1800 to 2199",
                "{'id':'a','publishedAt':5}                       | publishedAt| should be a time",
                "{'id':'a','receivedAt':'2026-01-01T00:00:00Z'}   | receivedAt | leave it out",
                "['a']                                            | ''         | a JSON object",
            })
    void whatDoesNotFitIsNamed(String text, String path, String reason) {
        assertThatThrownBy(() -> AvroJson.fromJson(json(text.replace('\'', '"')), Article.class, REFUSED))
                .isInstanceOfSatisfying(WrongJsonException.class, wrong -> assertThat(wrong.path())
                        .isEqualTo(path))
                .hasMessageContaining(reason);
    }

    @Test
    void aFieldInsideAnArrayIsNamedByItsPlace() {
        assertThatThrownBy(() -> AvroJson.fromJson(
                        json("{\"id\":\"w\",\"name\":\"n\",\"channels\":[{\"type\":\"slack\",\"uri\":\"x\"}]}"),
                        Watch.class,
                        Set.of()))
                .hasMessageContaining("\"channels[0].uri\"");
    }

    private static JsonNode json(String text) {
        try {
            return AvroJson.MAPPER.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }
}
