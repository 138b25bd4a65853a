package io.redline.desk.api;

import static io.redline.desk.DeskFixture.NOW;
import static io.redline.desk.DeskFixture.alert;
import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import io.redline.schemas.Silence;
import io.redline.schemas.Watch;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceRoutesTest {

    private static final String ANN = "a-token-bound-to-ann";

    private DeskFixture desk;

    @BeforeEach
    void open(@TempDir Path directory) {
        desk = DeskFixture.in(directory);
        desk.append(desk.model.watches(), "w", watch("w"));
        desk.raise(alert("a", "w", 1));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void snoozeSilencesThatAlertAlone() throws Exception {
        HttpResponse<String> answer =
                post("/api/alerts/a/snooze", "{\"by\":\"Ann\",\"for\":\"PT1H\",\"reason\":\"Lunch\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode silence = json(answer);
        assertThat(silence.path("alertId").asText()).isEqualTo("a");
        assertThat(silence.path("watchId").asText()).isEqualTo("w");
        assertThat(silence.path("until").asText()).isEqualTo("2026-01-30T11:00:00.000Z");
        assertThat(json(desk.get("/api/silences?alert=a")).path("items")).hasSize(1);
    }

    @Test
    void silenceIsListedUntilItIsEnded() throws Exception {
        JsonNode silence = json(post(
                "/api/silences",
                "{\"watchId\":\"w\",\"by\":\"Ann\",\"reason\":\"Strike\",\"until\":\"2026-01-31T10:00:00Z\"}"));
        assertThat(json(desk.get("/api/silences")).path("items")).containsExactly(silence);
        String path = "/api/silences/" + silence.path("id").asText();
        assertThat(desk.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(json(desk.get("/api/silences")).path("items")).isEmpty();
        assertThat(desk.send("DELETE", path, null).statusCode()).isEqualTo(404);
    }

    @Test
    void silenceThatHasEndedIsListedOnlyWhenAskedFor() throws Exception {
        desk.append(
                desk.model.silences(),
                "s",
                new Silence("s", "w", null, "Ann", "Over", NOW.minusSeconds(60), NOW.minusSeconds(1)));
        assertThat(json(desk.get("/api/silences")).path("items")).isEmpty();
        assertThat(json(desk.get("/api/silences?since=2026-01-30T09:00:00Z")).path("items"))
                .hasSize(1);
    }

    @Test
    void silencesThatEndedLongAgoAreForgottenWhenANewOneComes() throws Exception {
        desk.append(
                desk.model.silences(),
                "old",
                new Silence("old", "w", null, "Ann", "Over", NOW.minusSeconds(9_999_999), NOW.minusSeconds(9_999_990)));
        post("/api/alerts/a/snooze", "{\"by\":\"Ann\",\"for\":\"PT1H\",\"reason\":\"Lunch\"}");
        assertThat(json(desk.get("/api/silences?since=2000-01-01T00:00:00Z")).path("items"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"reason":"x","for":"PT1H"}                                         | "by" is missing
                    {"by":"A","for":"PT1H"}                                             | "reason" is missing
                    {"by":"A","reason":" ","for":"PT1H"}                                | "reason" should be a text of 1 to 1000
                    {"by":"A\\r\\nB","reason":"x","for":"PT1H"}                         | without control characters
                    {"by":"A","reason":"x"}                                             | "until" is missing
                    {"by":"A","reason":"x","for":"an hour"}                             | "for" should be an ISO 8601 duration
                    {"by":"A","reason":"x","for":"P31D"}                                | "for" should be an ISO 8601 duration
                    {"by":"A","reason":"x","for":"PT0S"}                                | "until" should be in the future
                    {"by":"A","reason":"x","until":"2026-01-30T10:00:00Z"}              | "until" should be in the future
                    {"by":"A","reason":"x","until":"2026-03-30T10:00:00Z"}              | at most 30 days away
                    {"by":"A","reason":"x","for":"PT1H","until":"2026-01-31T10:00:00Z"} | should be left out
                    {"by":"A","reason":"x","for":"PT1H","from":"2026-01-31T10:00:00Z"}  | is set by Redline itself
                    {"by":"A","reason":"x","for":"PT1H","watchId":"w"}                  | is set by Redline itself
                    """)
    void wrongSnoozeIsRefusedInWords(String body, String words) throws Exception {
        HttpResponse<String> answer = post("/api/alerts/a/snooze", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(words);
    }

    @Test
    void whatIsNotThereCannotBeSilenced() throws Exception {
        String rest = "\"by\":\"A\",\"reason\":\"x\",\"for\":\"PT1H\"}";
        assertThat(post("/api/alerts/b/snooze", "{" + rest).statusCode()).isEqualTo(404);
        assertThat(post("/api/silences", "{\"watchId\":\"v\"," + rest).statusCode())
                .isEqualTo(404);
        assertThat(post("/api/silences", "{\"watchId\":\"v\",\"alertId\":\"a\"," + rest)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anOwnerSilencesOnlyTheirOwn(@TempDir Path directory) throws Exception {
        desk.close();
        desk = DeskFixture.guarded(directory, "ann:read+write@ann:" + ANN);
        desk.append(desk.model.watches(), "w", watch("w"));
        Watch hers = watch("hers");
        hers.setOwner("ann");
        desk.append(desk.model.watches(), "hers", hers);
        desk.raise(alert("a", "w", 1));
        desk.append(
                desk.model.silences(), "s", new Silence("s", null, null, "Bob", "All quiet", NOW, NOW.plusSeconds(60)));
        String rest = "\"by\":\"Ann\",\"reason\":\"x\",\"for\":\"PT1H\"}";
        String token = "Bearer " + ANN;
        assertThat(desk.send("POST", "/api/silences", "{\"watchId\":\"hers\"," + rest, "Authorization", token)
                        .statusCode())
                .isEqualTo(201);
        assertThat(desk.send("POST", "/api/silences", "{\"watchId\":\"w\"," + rest, "Authorization", token)
                        .statusCode())
                .isEqualTo(404);
        assertThat(desk.send("POST", "/api/silences", "{" + rest, "Authorization", token)
                        .statusCode())
                .isEqualTo(403);
        assertThat(desk.send("POST", "/api/alerts/a/snooze", "{" + rest, "Authorization", token)
                        .statusCode())
                .isEqualTo(404);
        assertThat(desk.send("DELETE", "/api/silences/s", null, "Authorization", token)
                        .statusCode())
                .isEqualTo(404);
        assertThat(json(desk.send("GET", "/api/silences", null, "Authorization", token))
                        .path("items"))
                .hasSize(1);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return desk.send("POST", path, body);
    }

    private static Watch watch(String id) {
        return Watch.newBuilder().setId(id).setName("Watch " + id).build();
    }
}
