package io.redline.desk.api;

import static io.redline.desk.DeskFixture.alert;
import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Alert;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertRoutesTest {

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
    void newestAlertComesFirstAndEachOnceInItsNewestVersion() throws Exception {
        desk.raise(alert("a", "w", 1));
        desk.raise(alert("b", "w", 2));
        Alert update = alert("a", "w", 3);
        update.setVersion(2);
        update.setState("updated");
        desk.raise(update);
        JsonNode list = json(desk.get("/api/alerts"));
        assertThat(ids(list)).containsExactly("b", "a");
        assertThat(list.path("items").get(1)).isEqualTo(AvroJson.toJson(update));
        assertThat(list.path("next").isNull()).isTrue();
    }

    @Test
    void listIsNarrowedByWatchKindAndState() throws Exception {
        desk.raise(alert("a", "w1", 1));
        desk.raise(alert("b", "w2", 2));
        Alert stance = alert("c", "w1", 3);
        stance.setKind("stance");
        desk.raise(stance);
        assertThat(ids(json(desk.get("/api/alerts?watch=w1")))).containsExactly("c", "a");
        assertThat(ids(json(desk.get("/api/alerts?kind=keyword")))).containsExactly("b", "a");
        assertThat(ids(json(desk.get("/api/alerts?watch=w1&kind=keyword&state=new"))))
                .containsExactly("a");
        assertThat(ids(json(desk.get("/api/alerts?state=retracted")))).isEmpty();
        assertThat(ids(json(desk.get("/api/alerts?since=2026-01-30T10:00:02Z"))))
                .containsExactly("c", "b");
        assertThat(ids(json(desk.get("/api/alerts?before=2026-01-30T10:00:02Z"))))
                .containsExactly("a");
    }

    @Test
    void readingOnFromACursorSkipsNothingWhileAlertsComeIn() throws Exception {
        for (int i = 0; i < 25; i++) {
            // Several in the same second, so that the order within one counts.
            desk.raise(alert("a" + i, "w", i / 4));
        }
        List<String> read = new ArrayList<>();
        String path = "/api/alerts?limit=7";
        for (int page = 0; ; page++) {
            JsonNode list = json(desk.get(path));
            read.addAll(ids(list));
            desk.raise(alert("late" + page, "w", 100 + page));
            if (list.path("next").isNull()) {
                break;
            }
            path = "/api/alerts?limit=7&before=" + list.path("next").asText();
        }
        assertThat(read).doesNotHaveDuplicates().hasSize(25);
    }

    @Test
    void alertIsShownWithItsVersionsWhenAskedFor() throws Exception {
        desk.raise(alert("a", "w", 1));
        Alert update = alert("a", "w", 2);
        update.setVersion(2);
        desk.raise(update);
        JsonNode shown = json(desk.get("/api/alerts/a?versions=true"));
        assertThat(shown.path("version").asInt()).isEqualTo(2);
        assertThat(shown.path("versions").findValuesAsText("version")).startsWith("1");
        assertThat(json(desk.get("/api/alerts/a")).has("versions")).isFalse();
        assertThat(desk.get("/api/alerts/none").statusCode()).isEqualTo(404);
    }

    @Test
    void acknowledgementIsShownAsTheDetectorAnswersIt() throws Exception {
        desk.raise(alert("a", "w", 1));
        HttpResponse<String> answer =
                desk.send("POST", "/api/alerts/a/ack", "{\"by\":\"Night desk\",\"note\":\"On it\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("state").asText()).isEqualTo("acked");
        assertThat(json(answer).path("ack").path("by").asText()).isEqualTo("Night desk");
    }

    @Test
    void secondAcknowledgementChangesNothing() throws Exception {
        desk.raise(alert("a", "w", 1));
        desk.send("POST", "/api/alerts/a/ack", "{\"by\":\"First\"}");
        HttpResponse<String> second = desk.send("POST", "/api/alerts/a/ack", "{\"by\":\"Second\"}");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(json(second).path("ack").path("by").asText()).isEqualTo("First");
        assertThat(json(second).path("version").asInt()).isEqualTo(2);
    }

    @Test
    void acknowledgementNeedsANameAndAnAlert() throws Exception {
        desk.raise(alert("a", "w", 1));
        assertThat(desk.send("POST", "/api/alerts/a/ack", "{}").body()).contains("\\\"by\\\" is missing");
        assertThat(desk.send("POST", "/api/alerts/a/ack", "{\"by\":\"x\",\"why\":1}")
                        .body())
                .contains("\\\"why\\\" is not a field here");
        assertThat(desk.send("POST", "/api/alerts/b/ack", "{\"by\":\"x\"}").statusCode())
                .isEqualTo(404);
    }

    private static List<String> ids(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }
}
