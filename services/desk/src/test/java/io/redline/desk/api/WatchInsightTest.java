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
import io.redline.schemas.Delivery;
import io.redline.schemas.Stance;
import io.redline.schemas.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
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
    void previewTellsWhichWatchesThereAreAlready() throws Exception {
        desk.send("POST", "/api/watches", "{\"id\":\"ports\",\"name\":\"Ports\",\"query\":\"port\"}");
        desk.send("POST", "/api/watches", "{\"id\":\"off\",\"name\":\"Off\",\"query\":\"port\",\"enabled\":false}");
        desk.send("POST", "/api/watches", "{\"id\":\"seas\",\"name\":\"Seas\",\"query\":\"calm\"}");
        JsonNode overlap = json(desk.send("POST", "/api/watches/preview", "{\"query\":\"strike\",\"over\":\"P30D\"}"))
                .path("overlap");
        assertThat(overlap.toString())
                .isEqualTo("{\"articles\":2,\"complete\":true,\"watches\":"
                        + "[{\"watch\":{\"id\":\"ports\",\"name\":\"Ports\"},\"matches\":2}]}");
        desk.send("DELETE", "/api/watches/ports", null);
        assertThat(json(desk.send("POST", "/api/watches/preview", "{\"query\":\"strike\",\"over\":\"P30D\"}"))
                        .at("/overlap/watches"))
                .isEmpty();
    }

    @Test
    void previewGoesBackFromWhereItIsTold() throws Exception {
        JsonNode preview = json(desk.send(
                "POST",
                "/api/watches/preview",
                "{\"query\":\"strike\",\"over\":\"P10D\",\"until\":\"2026-01-25T00:00:00Z\"}"));
        assertThat(preview.path("articles").asInt()).isEqualTo(1);
        assertThat(preview.at("/examples/0/article/id").asText()).isEqualTo("urn:old-strike");
    }

    @Test
    void previewWarnsOfAQueryThatMeetsATenthOfTheArticles() throws Exception {
        for (int i = 0; i < 17; i++) {
            store(article("urn:more-" + i, 1, "Nothing of note."), 1);
        }
        JsonNode preview = json(desk.send("POST", "/api/watches/preview", "{\"query\":\"strike\",\"over\":\"P30D\"}"));
        assertThat(preview.at("/warnings/0/message").asText()).contains("2 of the 20 articles");
        assertThat(preview.at("/warnings/0/column").isNull()).isTrue();
    }

    @Test
    void explanationTellsAnEmbargoAndNotAWordOfTheArticle() throws Exception {
        desk.send("POST", "/api/watches", "{\"id\":\"w\",\"name\":\"W\",\"query\":\"planned\"}");
        Article early = article("urn:early", 1, "A strike at the port is planned.");
        early.setEmbargoedUntil(NOW.plusSeconds(60));
        store(early, 0);
        JsonNode answer = json(desk.get("/api/explain?article=urn:early&watch=w"));
        assertThat(answer.path("alerted").asBoolean()).isFalse();
        assertThat(answer.path("reason").asText()).contains("under embargo until 2026-01-30T10:01:00.000Z");
        assertThat(answer.toString()).doesNotContain("planned", "headline");
    }

    @Test
    void explanationTellsThatTheWatchHadEnded() throws Exception {
        desk.send(
                "POST",
                "/api/watches",
                "{\"id\":\"w\",\"name\":\"W\",\"query\":\"strike\",\"enabledUntil\":\"2026-01-29T10:00:00Z\"}");
        assertThat(json(desk.get("/api/explain?article=urn:strike&watch=w"))
                        .path("reason")
                        .asText())
                .isEqualTo(
                        "The watch ended at 2026-01-29T10:00:00.000Z, the article came at 2026-01-29T10:00:00.000Z.");
    }

    @Test
    void explanationTellsWhyASilenceWasTold() throws Exception {
        desk.send("POST", "/api/watches", "{\"id\":\"w\",\"name\":\"W\",\"on\":[\"keyword\",\"quiet-source\"]}");
        desk.raise(naming("urn:calm", alert("a1", "w", 1)));
        desk.raise(silence("urn:calm"));
        JsonNode answer = json(desk.get("/api/explain?article=urn:calm&watch=w"));
        assertThat(answer.path("alerted").asBoolean()).isTrue();
        assertThat(answer.at("/alert/kind").asText()).isEqualTo("quiet-source");
        assertThat(answer.path("reason").asText()).startsWith("Nothing from Test Wire for 9 h");
        assertThat(held(answer, "silence").path("reason").asText()).startsWith("Nothing from Test Wire for 9 h");
        assertThat(held(answer, "on").path("reason").asText()).startsWith("The watch asks for keyword;");
        assertThat(held(answer, "delivery").path("holds").asBoolean()).isTrue();
    }

    @Test
    void explanationTellsAllThatConcernsAWatchOfSilencesAlone() throws Exception {
        desk.send(
                "POST",
                "/api/watches",
                "{\"id\":\"w\",\"name\":\"W\",\"query\":\"source:wire\",\"on\":[\"quiet-source\"]}");
        JsonNode none = json(desk.get("/api/explain?article=urn:calm&watch=w"));
        assertThat(none.path("alerted").asBoolean()).isFalse();
        assertThat(none.path("conditions").findValuesAsText("name")).containsExactly("enabled", "query", "silence");
        assertThat(none.path("reason").asText())
                .startsWith("No silence of \"Test Wire\" has been told with this article");
        desk.raise(silence("urn:calm"));
        JsonNode told = json(desk.get("/api/explain?article=urn:calm&watch=w"));
        assertThat(told.path("conditions"))
                .allSatisfy(condition -> assertThat(condition.path("holds").asBoolean())
                        .as(condition.toString())
                        .isTrue());
    }

    @Test
    void explanationTellsThatAQueryDoesNotMeetTheSourceAlone() throws Exception {
        desk.send(
                "POST",
                "/api/watches",
                "{\"id\":\"w\",\"name\":\"W\",\"query\":\"calm\",\"on\":[\"keyword\",\"quiet-source\"]}");
        JsonNode answer = json(desk.get("/api/explain?article=urn:calm&watch=w"));
        assertThat(held(answer, "query").path("holds").asBoolean()).isTrue();
        assertThat(held(answer, "silence").path("reason").asText()).contains("depends on its name alone");
    }

    @Test
    void explanationTellsThatAnAlertWaitsForSources() throws Exception {
        store(article("urn:new", 1, "A strike."), 0);
        desk.send("POST", "/api/watches", "{\"id\":\"w\",\"name\":\"W\",\"query\":\"strike\",\"minSources\":3}");
        assertThat(json(desk.get("/api/explain?article=urn:new&watch=w"))
                        .path("reason")
                        .asText())
                .startsWith("The watch asks for 3 independent sources");
    }

    @Test
    void explanationTellsThatAWatchFromElsewhereCannotBeRead() throws Exception {
        desk.append(
                desk.model.watches(),
                "w",
                Watch.newBuilder().setId("w").setName("W").setQuery("(strike").build());
        assertThat(json(desk.get("/api/explain?article=urn:strike&watch=w"))
                        .path("reason")
                        .asText())
                .startsWith("The watch is out of force: the query cannot be read at column 1");
    }

    @Test
    void explanationTellsWhoWasNotToldAndWhy() throws Exception {
        desk.send("POST", "/api/watches", "{\"id\":\"w\",\"name\":\"W\",\"query\":\"strike\"}");
        Alert alert = alert("a1", "w", 1);
        alert.getArticle().setId("urn:strike");
        desk.raise(alert);
        assertThat(delivery().path("reason").asText()).contains("has no channels");
        desk.append(
                desk.model.deliveries(),
                "a1",
                Delivery.newBuilder()
                        .setId("d1")
                        .setAlertId("a1")
                        .setAlertVersion(1)
                        .setWatchId("w")
                        .setChannel("webhook")
                        .setEndpoint("hooks.example.org")
                        .setEvent("alert.created")
                        .setState("failed")
                        .setAt(NOW)
                        .setReason("The address is private.")
                        .build());
        assertThat(delivery().path("holds").asBoolean()).isFalse();
        assertThat(delivery().path("reason").asText())
                .isEqualTo("Version 1 to webhook hooks.example.org was given up after 0 attempts, at"
                        + " 2026-01-30T10:00:00.000Z: The address is private.");
        assertThat(json(desk.get("/api/explain?article=urn:strike&watch=w"))
                        .path("decisions")
                        .get(0)
                        .asText())
                .isEqualTo(delivery().path("reason").asText());
    }

    private JsonNode delivery() throws Exception {
        JsonNode conditions =
                json(desk.get("/api/explain?article=urn:strike&watch=w")).path("conditions");
        return conditions.get(conditions.size() - 1);
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

    private static JsonNode held(JsonNode answer, String name) {
        return StreamSupport.stream(answer.path("conditions").spliterator(), false)
                .filter(condition -> condition.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Alert silence(String lastArticle) {
        Alert silence = naming(lastArticle, alert("quiet", "w", 2));
        silence.setKind("quiet-source");
        silence.setReason("Nothing from Test Wire for 9 h, in which it usually sends some 20 articles.");
        return silence;
    }

    private static Alert naming(String article, Alert alert) {
        alert.getArticle().setId(article);
        return alert;
    }

    private void store(Article article, int daysAgo) {
        article.setReceivedAt(NOW.minus(Duration.ofDays(daysAgo)));
        desk.append(desk.model.articles(), article.getId(), article);
    }
}
