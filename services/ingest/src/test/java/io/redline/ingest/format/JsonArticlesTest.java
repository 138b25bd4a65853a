package io.redline.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.ingest.Samples;
import io.redline.schemas.Article;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonArticlesTest {

    private final JsonArticles json = new JsonArticles(Samples.RULES);

    @Test
    void whatIsLeftOutGetsItsDefault() {
        Article article = accepted("{\"id\":\"a\",\"headline\":\"Talks on the harbour to be held by the union\"}");

        assertThat(article.getVersion()).isEqualTo(1);
        assertThat(article.getStatus()).isEqualTo("usable");
        assertThat(article.getPublishedAt()).isEqualTo(Samples.NOW);
        assertThat(article.getReceivedAt()).isEqualTo(Samples.NOW);
        assertThat(article.getBody()).isEmpty();
        assertThat(article.getLanguage()).isEqualTo("en");
        assertThat(article.getAliases()).isNull();
    }

    @Test
    void everyFieldOfTheSimpleFormIsTaken() {
        Article article = accepted("""
                {"id":"urn:wire:1","version":2,"source":"Northern Wire","language":"en","headline":"H","body":"B",
                 "url":"https://northernwire.example/1","byline":"Mara Quist","publishedAt":"2026-01-30T11:00:00+02:00",
                 "status":"withheld","urgency":4,"embargoedUntil":"2026-01-30T10:00:00Z","note":"n"}
                """);

        assertThat(article.getVersion()).isEqualTo(2);
        assertThat(article.getPublishedAt()).isEqualTo(Instant.parse("2026-01-30T09:00:00Z"));
        assertThat(article.getStatus()).isEqualTo("withheld");
        assertThat(article.getUrgency()).isEqualTo(4);
        assertThat(article.getEmbargoedUntil()).isEqualTo(Instant.parse("2026-01-30T10:00:00Z"));
        assertThat(article.getNote()).isEqualTo("n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{\"headline\":\"H\"} # \"id\" is missing",
                "{\"id\":\"a\" # the item is not JSON: Unexpected end-of-input: expected close marker for Object (column ",
                "{\"id\":\" \",\"headline\":\"H\"} # \"id\" is empty",
                "{\"id\":7,\"headline\":\"H\"} # \"id\" should be a text",
                "{\"id\":\"a\"} # \"headline\" is missing, and so is \"body\"",
                "{\"id\":\"a\",\"headline\":\"\\u0000 \",\"body\":\" \"} # \"headline\" is missing",
                "{\"id\":\"a\",\"headline\":\"H\",\"titel\":\"x\"} # \"titel\" is not a field here",
                "{\"id\":\"a\",\"headline\":\"H\",\"receivedAt\":\"2026-01-01T00:00:00Z\"} # \"receivedAt\" is set by Redline",
                "{\"id\":\"a\",\"headline\":\"H\",\"publishedAt\":\"yesterday\"} # \"publishedAt\" \"yesterday\" is not an RFC 3339 time",
                "{\"id\":\"a\",\"headline\":\"H\",\"publishedAt\":\"2026-02-30T00:00:00Z\"} # \"publishedAt\"",
                "{\"id\":\"a\",\"headline\":\"H\",\"version\":0} # \"version\" should be 1 or more",
                "{\"id\":\"a\",\"headline\":\"H\",\"version\":1.5} # \"version\" should be a whole number",
                "{\"id\":\"a\",\"headline\":\"H\",\"urgency\":10} # \"urgency\" should be from 1",
                "{\"id\":\"a\",\"headline\":\"H\",\"status\":\"killed\"} # \"status\" should be usable, withheld or canceled",
                "{\"id\":\"a\",\"headline\":\"H\",\"url\":\"javascript:alert(1)\"} # \"url\" should be an http",
                "{\"id\":\"a\",\"headline\":\"H\",\"language\":\"e\"} # \"language\" should be a BCP 47",
                "{\"id\":\"a\",\"id\":\"b\",\"headline\":\"H\"} # Duplicate",
                "{\"id\":\"a\", # is not JSON",
                "[1] # should be a JSON object",
                "{\"id\":\"a\",\"headline\":\"H\"} x # is not JSON"
            })
    void aWrongItemIsRefusedByTheNameOfItsField(String item, String reason) {
        assertThat(refused(item)).contains(reason);
    }

    @Test
    void invalidUtf8IsRefusedWithItsPlace() {
        byte[] latin1 = "{\"id\":\"a\",\"headline\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        Reading reading = json.read(0, latin1, Samples.NOW);

        assertThat(((Reading.Refused) reading).reason()).contains("not UTF-8: byte 0xE9 at position 25");
    }

    @Test
    void controlCharactersGoAndWritingDirectionStays() {
        Article article = accepted(
                "{\"id\":\"a\",\"headline\":\"one\\u0000\\ttwo\\r\\nthree\",\"body\":\"\u0633\u0644\u0627\u0645 \u200fRTL\\r\\nline\\u0007 \\ud800 end\"}");

        assertThat(article.getHeadline()).isEqualTo("one two three");
        assertThat(article.getBody()).isEqualTo("\u0633\u0644\u0627\u0645 \u200fRTL\nline \ufffd end");
    }

    @Test
    void anArticleOfTooMuchTextIsRefused() {
        String body = "x".repeat(1024 * 1024);

        assertThat(refused("{\"id\":\"a\",\"headline\":\"H\",\"body\":\"" + body + "\"}"))
                .contains("1,048,576 bytes", "REDLINE_MAX_ARTICLE_BYTES");
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        Article article = accepted("{\"id\":\"a\",\"headline\":\"H\",\"publishedAt\":\"2026-01-30T09:00:00Z\"}");

        assertThat(accepted(JsonArticles.write(article).toString())).isEqualTo(article);
    }

    private Article accepted(String item) {
        Reading reading = json.read(0, item.getBytes(StandardCharsets.UTF_8), Samples.NOW);
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return ((Reading.Accepted) reading).article();
    }

    private String refused(String item) {
        Reading reading = json.read(0, item.getBytes(StandardCharsets.UTF_8), Samples.NOW);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).reason();
    }
}
