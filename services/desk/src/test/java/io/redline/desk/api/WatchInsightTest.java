package io.redline.desk.api;

import static io.redline.desk.DeskFixture.NOW;
import static io.redline.desk.DeskFixture.alert;
import static io.redline.desk.DeskFixture.article;
import static io.redline.desk.DeskFixture.json;
import static io.redline.desk.DeskFixture.stance;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import io.redline.schemas.Alert;
import io.redline.schemas.Article;
import io.redline.schemas.Stance;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watch would alert on, and why it did or did not. */
class WatchInsightTest {

    private DeskFixture desk;

    @BeforeEach
    void open(@TempDir Path directory) {
        desk = DeskFixture.in(directory);
        store(article("urn:strike", 1, "Dockers voted to strike at the port of Aldmere on Monday."), 1);
        store(article("urn:calm", 1, "The harbour was calm."), 1);
        store(article("urn:old-strike", 1, "A strike at the port ended."), 10);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void previewCountsWhatADraftWouldHaveAlertedOn() throws Exception {
        JsonNode preview =
                json(desk.send("POST", "/api/watches/preview", "{\"query\":\"strikes AND port\",\"over\":\"P7D\"}"));
        assertThat(preview.path("articles").asInt()).isEqualTo(2);
        assertThat(preview.path("matches").asInt()).isEqualTo(1);
        assertThat(preview.path("complete").asBoolean()).isTrue();
        assertThat(preview.path("perDay").toString())
                .isEqualTo("[{\"day\":\"2026-01-29\",\"keyword\":1,\"stance\":0,\"shift\":0}]");
        JsonNode example = preview.path("examples").get(0);
        assertThat(example.path("article").path("id").asText()).isEqualTo("urn:strike");
        assertThat(example.path("terms").findValuesAsText("text")).containsExactly("strike", "port");
        assertThat(example.path("excerpt").asText()).contains("Dockers voted to strike");
    }

    @Test
    void previewTakesTheDraftAsAnObjectOfItsOwnAndWarnsOfMistakes() throws Exception {
        JsonNode preview = json(desk.send(
                "POST",
                "/api/watches/preview",
                "{\"watch\":{\"name\":\"A\",\"query\":\"strike and port\"},\"over\":\"P30D\"}"));
        assertThat(preview.path("articles").asInt()).isEqualTo(3);
        assertThat(preview.path("warnings").get(0).path("message").asText()).contains("AND");
    }

    @Test
    void previewOfStancesCountsArticlesThatHaveOne() throws Exception {
        desk.append(desk.model.stances(), "IRN|USA|", stance("s1", "urn:strike", "IRN", "conflict"));
        JsonNode preview = json(desk.send(
                "POST",
                "/api/watches/preview",
                "{\"on\":[\"stance\"],\"stance\":{\"actor\":\"IRN\"},\"over\":\"P7D\"}"));
        assertThat(preview.path("matches").asInt()).isEqualTo(1);
        assertThat(preview.path("examples").get(0).path("kind").asText()).isEqualTo("stance");
    }

    @Test
    void previewKeepsAnEmbargo() throws Exception {
        Article early = article("urn:early", 1, "A strike at the port is planned.");
        early.setEmbargoedUntil(NOW.plusSeconds(60));
        store(early, 0);
        assertThat(desk.send("POST", "/api/watches/preview", "{\"query\":\"planned\",\"over\":\"P7D\"}")
                        .body())
                .doesNotContain("urn:early");
    }

    @Test
    void wrongRangeIsRefused() throws Exception {
        var answer = desk.send("POST", "/api/watches/preview", "{\"query\":\"x\",\"over\":\"a week\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\\\"over\\\" should be an ISO 8601 duration");
    }

    @Test
    void explanationNamesTheClauseThatFailed() throws Exception {
        desk.send("POST", "/api/watches", "{\"id\":\"w\",\"name\":\"W\",\"query\":\"strike AND port\"}");
        JsonNode answer = json(desk.get("/api/explain?article=urn:calm&watch=w"));
        assertThat(answer.path("alerted").asBoolean()).isFalse();
        assertThat(answer.path("query").path("holds").asBoolean()).isFalse();
        assertThat(answer.path("query").path("clauses")).hasSize(2);
        assertThat(answer.path("reason").asText())
                .isEqualTo(answer.path("query").path("reason").asText());
    }

    @Test
    void explanationSaysWhichStanceWasAskedFor() throws Exception {
        Stance stance = stance("s1", "urn:strike", "FRA", "conflict");
        desk.append(desk.model.stances(), "FRA||", stance);
        desk.send(
                "POST",
                "/api/watches",
                "{\"id\":\"w\",\"name\":\"W\",\"on\":[\"stance\"],\"stance\":{\"actor\":\"IRN\"}}");
        JsonNode answer = json(desk.get("/api/explain?article=urn:strike&watch=w"));
        assertThat(answer.path("reason").asText()).contains("no such stance or shift");
        assertThat(answer.path("stances").get(0).path("asked").asBoolean()).isFalse();
    }

    @Test
    void explanationOfAnAlertGivesItsReason() throws Exception {
        desk.send("POST", "/api/watches", "{\"id\":\"w\",\"name\":\"W\",\"query\":\"strike\"}");
        Alert alert = alert("a1", "w", 1);
        alert.getArticle().setId("urn:strike");
        desk.raise(alert);
        JsonNode answer = json(desk.get("/api/explain?article=urn:strike&watch=w"));
        assertThat(answer.path("alerted").asBoolean()).isTrue();
        assertThat(answer.path("alert").path("id").asText()).isEqualTo("a1");
        assertThat(answer.path("reason").asText()).isEqualTo(alert.getReason());
    }

    @Test
    void explanationNeedsAnArticleAndAWatch() throws Exception {
        desk.send("POST", "/api/watches", "{\"id\":\"w\",\"name\":\"W\"}");
        assertThat(desk.get("/api/explain?article=urn:none&watch=w").statusCode())
                .isEqualTo(404);
        assertThat(desk.get("/api/explain?article=urn:calm&watch=none").statusCode())
                .isEqualTo(404);
    }

    private void store(Article article, int daysAgo) {
        article.setReceivedAt(NOW.minus(Duration.ofDays(daysAgo)));
        desk.append(desk.model.articles(), article.getId(), article);
    }
}
