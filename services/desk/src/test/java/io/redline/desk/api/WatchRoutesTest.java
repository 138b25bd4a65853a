package io.redline.desk.api;

import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchRoutesTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private DeskFixture desk;

    @BeforeEach
    void open(@TempDir Path directory) {
        desk = DeskFixture.in(directory);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void watchIsStoredReadListedChangedAndRemoved() throws Exception {
        HttpResponse<String> added = desk.send(
                "POST", "/api/watches", "{\"id\":\"ports\",\"name\":\"Port strikes\",\"query\":\"strike AND port\"}");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location")).contains("/api/watches/ports");
        assertThat(added.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(json(added).path("followUps").asText()).isEqualTo("PT5M");
        assertThat(json(added).path("on").toString()).isEqualTo("[\"keyword\"]");

        assertThat(json(desk.get("/api/watches/ports"))).isEqualTo(json(added));
        JsonNode list = json(desk.get("/api/watches"));
        assertThat(list.path("items").get(0)).isEqualTo(json(added));
        assertThat(list.path("next").isNull()).isTrue();

        HttpResponse<String> changed =
                desk.send("PUT", "/api/watches/ports", "{\"name\":\"Ports\"}", "If-Match", "\"1\"");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).path("revision").asInt()).isEqualTo(2);
        assertThat(json(changed).path("createdAt")).isEqualTo(json(added).path("createdAt"));

        assertThat(desk.send("DELETE", "/api/watches/ports", null).statusCode()).isEqualTo(204);
        assertThat(desk.get("/api/watches/ports").statusCode()).isEqualTo(404);
        assertThat(json(desk.get("/api/watches")).path("items")).isEmpty();
    }

    @Test
    void watchWithoutAnIdIsNamedAfterItsNameAndNumberedWhenTaken() throws Exception {
        String draft = "{\"name\":\"Île-de-France: talks & red lines\"}";
        assertThat(id(desk.send("POST", "/api/watches", draft))).isEqualTo("ile-de-france-talks-red-lines");
        assertThat(id(desk.send("POST", "/api/watches", draft))).isEqualTo("ile-de-france-talks-red-lines-2");
        assertThat(id(desk.send("POST", "/api/watches", draft))).isEqualTo("ile-de-france-talks-red-lines-3");
    }

    @Test
    void idThatIsTakenIsAConflict() throws Exception {
        String draft = "{\"id\":\"a\",\"name\":\"A\"}";
        desk.send("POST", "/api/watches", draft);
        HttpResponse<String> again = desk.send("POST", "/api/watches", draft);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(again).path("detail").asText()).contains("\"a\"");
    }

    @Test
    void changeOfAnOlderRevisionIsRefused() throws Exception {
        desk.send("POST", "/api/watches", "{\"id\":\"a\",\"name\":\"A\"}");
        desk.send("PUT", "/api/watches/a", "{\"name\":\"B\"}");
        HttpResponse<String> late = desk.send("PUT", "/api/watches/a", "{\"name\":\"C\"}", "If-Match", "\"1\"");
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(json(late).path("revision").asInt()).isEqualTo(2);
    }

    @Test
    void whatLooksLikeAMistakeIsSaidBesideTheStoredWatchAndPassedOverWhenSentBack() throws Exception {
        for (int i = 0; i < 20; i++) {
            String body = i < 3 ? "Dockers strike again." : "The harbour was calm.";
            desk.append(desk.model.articles(), "urn:" + i, DeskFixture.article("urn:" + i, 1, body));
        }
        HttpResponse<String> added = desk.send(
                "POST",
                "/api/watches",
                "{\"id\":\"a\",\"name\":\"A\",\"query\":\"strike and Lena Sommer\","
                        + "\"enabledUntil\":\"2020-01-01T00:00:00.000Z\"}");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(json(added).path("warnings")).hasSize(4);
        assertThat(json(added).path("warnings").toString())
                .contains("Column 8: ", "write AND in capitals", "\\\"Lena Sommer\\\"", "It ended at 2020-01-01")
                .contains("3 of the 20 articles");
        assertThat(json(desk.get("/api/watches/a")).has("warnings")).isFalse();
        HttpResponse<String> sentBack = desk.send("PUT", "/api/watches/a", added.body());
        assertThat(sentBack.statusCode()).isEqualTo(200);
        assertThat(json(sentBack).path("warnings")).hasSize(4);
    }

    @Test
    void aWatchWithoutMistakesIsAnsweredAsItIsStored() throws Exception {
        HttpResponse<String> added = desk.send(
                "POST",
                "/api/watches",
                "{\"name\":\"A\",\"query\":\"strike\",\"enabledUntil\":\"2030-01-01T00:00:00Z\"}");
        assertThat(json(added).has("warnings")).isFalse();
        assertThat(json(added).path("enabledUntil").asText()).isEqualTo("2030-01-01T00:00:00.000Z");
        assertThat(json(desk.get("/api/watches/a"))).isEqualTo(json(added));
    }

    @Test
    void addressesOfTheApiAreNoIds() throws Exception {
        assertThat(desk.send("POST", "/api/watches", "{\"id\":\"export\",\"name\":\"A\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(id(desk.send("POST", "/api/watches", "{\"name\":\"Export\"}")))
                .isEqualTo("watch");
    }

    @Test
    void secretsAreNeverShownAndSurviveAChangeThatSendsTheMaskBack() throws Exception {
        HttpResponse<String> added = desk.send("POST", "/api/watches", """
                {"id":"a","name":"A","channels":[
                  {"type":"webhook","url":"https://hooks.example.org/in","secret":"%s"},
                  {"type":"slack","url":"https://hooks.slack.com/services/T0/B0/verysecret"}]}""".formatted(SECRET));
        assertThat(added.statusCode()).isEqualTo(201);
        String shown = desk.get("/api/watches/a").body();
        assertThat(shown)
                .contains("\"secret\":\"whsec_***\"", "\"url\":\"https://hooks.slack.com/***\"")
                .doesNotContain(SECRET, "verysecret");
        assertThat(desk.get("/api/watches").body()).doesNotContain(SECRET, "verysecret");

        assertThat(desk.send("PUT", "/api/watches/a", shown).statusCode()).isEqualTo(200);
        assertThat(desk.opened("a").getChannels().toString()).contains(SECRET, "verysecret");
    }

    private static String id(HttpResponse<String> response) throws IOException {
        return json(response).path("id").asText();
    }
}
