package io.redline.desk.api;

import static io.redline.desk.DeskFixture.alert;
import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every change through the API is written down, with the name of the token and without secrets. */
class AuditTest {

    private static final String TOKEN = "a-token-of-the-night-desk";
    private static final String SECRET = "whsec_c2VjcmV0LXRoYXQtbm9ib2R5LXNlZXM=";

    private DeskFixture desk;

    @BeforeEach
    void open(@TempDir Path directory) {
        desk = DeskFixture.guarded(directory, "night:admin:" + TOKEN);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void everyChangeIsWrittenDownByTheNameOfTheToken() throws Exception {
        String channels =
                ",\"channels\":[{\"type\":\"webhook\",\"url\":\"https://a.example\",\"secret\":\"" + SECRET + "\"}]}";
        send("POST", "/api/watches", "{\"id\":\"w\",\"name\":\"W\",\"query\":\"a\"" + channels);
        send("PUT", "/api/watches/w", "{\"name\":\"V\",\"query\":\"b\"" + channels);
        send("POST", "/api/watches/import", "[{\"id\":\"v\",\"name\":\"V\"},{\"id\":\"w\",\"name\":\"W\"}]");
        desk.raise(alert("a", "w", 1));
        send("POST", "/api/alerts/a/ack", "{\"by\":\"Ann\"}");
        send("POST", "/api/alerts/a/claim", "{\"by\":\"Ann\"}");
        send("POST", "/api/alerts/a/snooze", "{\"by\":\"Ann\",\"reason\":\"Lunch\",\"for\":\"PT1H\"}");
        String silence = list("/api/silences").get(0).path("id").asText();
        send("DELETE", "/api/silences/" + silence, null);
        send("DELETE", "/api/watches/w", null);

        JsonNode entries = list("/api/audit");

        assertThat(entries.findValuesAsText("action"))
                .containsExactlyInAnyOrder(
                        "watch.added",
                        "watch.changed",
                        "watches.imported",
                        "alert.acknowledged",
                        "alert.claimed",
                        "alert.snoozed",
                        "silence.ended",
                        "watch.removed");
        assertThat(entries.findValuesAsText("by")).containsOnly("night");
        assertThat(entries.toString()).doesNotContain("c2VjcmV0", TOKEN);
        assertThat(list("/api/audit?action=watch.changed").get(0).path("detail").asText())
                .isEqualTo("Changed: name, query.");
        assertThat(list("/api/audit?subject=w")).hasSize(3);
        assertThat(list("/api/audit?by=nobody")).isEmpty();
    }

    @Test
    void whatWasRefusedIsNoChange() throws Exception {
        send("POST", "/api/watches", "{\"name\":7}");
        send("DELETE", "/api/watches/none", null);
        send("POST", "/api/alerts/none/ack", "{\"by\":\"Ann\"}");
        for (String path : List.of("/api/watches", "/api/alerts", "/api/silences")) {
            list(path);
        }
        assertThat(list("/api/audit")).isEmpty();
    }

    private JsonNode list(String path) throws Exception {
        return json(desk.send("GET", path, null, "Authorization", "Bearer " + TOKEN))
                .path("items");
    }

    private void send(String method, String path, @Nullable String body) throws Exception {
        desk.send(method, path, body, "Authorization", "Bearer " + TOKEN);
    }
}
