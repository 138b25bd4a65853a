package io.redline.desk.api;

import static io.redline.desk.DeskFixture.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.redline.desk.DeskFixture;
import io.redline.desk.SseReader;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Alert;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AlertStreamTest {

    private static final String STREAM = "/api/alerts/stream";

    private DeskFixture desk;
    private Path data;

    @BeforeEach
    void open(@TempDir Path directory) {
        data = directory;
        desk = DeskFixture.in(directory);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void listenerIsToldEachAlertAsItIsStored() throws Exception {
        try (SseReader reader = SseReader.open(desk.uri(STREAM), null)) {
            Alert alert = alert("a1", "w", 1);
            desk.raise(alert);
            SseReader.Event event = reader.next();
            assertThat(event.name()).isEqualTo("alert");
            assertThat(event.data()).isEqualTo(AvroJson.toJson(alert));
            assertThat(reader.response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(reader.response.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void newListenerIsNotToldWhatIsOld() throws Exception {
        desk.raise(alert("old", "w", 1));
        try (SseReader reader = SseReader.open(desk.uri(STREAM), null)) {
            desk.raise(alert("new", "w", 2));
            assertThat(reader.next().data().path("id").asText()).isEqualTo("new");
        }
    }

    @Test
    void listenerThatResumesMissesNothingAndSeesNothingTwice() throws Exception {
        List<String> told = new ArrayList<>();
        String last;
        try (SseReader reader = SseReader.open(desk.uri(STREAM), null)) {
            for (int i = 0; i < 10; i++) {
                desk.raise(alert("before-" + i, "w" + i, i));
            }
            for (int i = 0; i < 4; i++) {
                told.add(reader.next().data().path("id").asText());
            }
            last = reader.lastId();
        }
        for (int i = 0; i < 300; i++) {
            desk.raise(alert("away-" + i, "w" + i, i));
        }
        try (SseReader reader = SseReader.open(desk.uri(STREAM), last)) {
            desk.raise(alert("last", "w", 1_000));
            do {
                told.add(reader.next().data().path("id").asText());
            } while (!told.get(told.size() - 1).equals("last"));
        }
        assertThat(told).doesNotHaveDuplicates().hasSize(311);
    }

    @Test
    void listenerResumesAfterARestartOfTheDesk() throws Exception {
        String last;
        try (SseReader reader = SseReader.open(desk.uri(STREAM), null)) {
            desk.raise(alert("a1", "w", 1));
            reader.next();
            last = reader.lastId();
        }
        desk.raise(alert("a2", "w", 2));
        desk.close();
        desk = DeskFixture.in(data);
        desk.raise(alert("a3", "w", 3));
        try (SseReader reader = SseReader.open(desk.uri(STREAM + "?lastEventId=" + last), null)) {
            assertThat(reader.next().data().path("id").asText()).isEqualTo("a2");
            assertThat(reader.next().data().path("id").asText()).isEqualTo("a3");
        }
    }

    @Test
    void greetingSaysWhereToResumeBeforeAnyAlertHasCome() throws Exception {
        String last;
        try (SseReader reader = SseReader.open(desk.uri(STREAM), null)) {
            last = reader.lastId();
        }
        desk.raise(alert("a1", "w", 1));
        try (SseReader reader = SseReader.open(desk.uri(STREAM), last)) {
            assertThat(reader.next().data().path("id").asText()).isEqualTo("a1");
        }
    }

    @Test
    void listenerIsToldOnlyWhatItAskedFor() throws Exception {
        try (SseReader reader = SseReader.open(desk.uri(STREAM + "?watch=mine&kind=stance"), null)) {
            desk.raise(alert("other-watch", "theirs", 1));
            desk.raise(alert("other-kind", "mine", 2));
            Alert wanted = alert("wanted", "mine", 3);
            wanted.setKind("stance");
            desk.raise(wanted);
            assertThat(reader.next().data().path("id").asText()).isEqualTo("wanted");
        }
    }

    @Test
    void listenerThatReadsNothingHoldsNobodyUpAndIsServedInFullLater() throws Exception {
        try (SseReader slow = SseReader.open(desk.uri(STREAM), null);
                SseReader quick = SseReader.open(desk.uri(STREAM), null)) {
            String excerpt = "x".repeat(20_000);
            for (int i = 0; i < 1_000; i++) {
                Alert alert = alert("a" + i, "w" + i % 7, i);
                alert.setExcerpt(excerpt);
                desk.raise(alert);
                assertThat(quick.next().data().path("id").asText()).isEqualTo("a" + i);
            }
            for (int i = 0; i < 1_000; i++) {
                assertThat(slow.next().data().path("id").asText()).isEqualTo("a" + i);
            }
        }
    }

    @Test
    void wrongLastEventIdIsRefusedInWords() throws Exception {
        var answer = desk.send("GET", STREAM, null, "Last-Event-ID", "yesterday");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("send the \\\"id\\\" of the last event");
    }

    @Test
    void listenersAreLimited(@TempDir Path directory) throws Exception {
        try (DeskFixture small = DeskFixture.in(directory, DeskServer.STREAM_LISTENERS.name(), "1");
                SseReader reader = SseReader.open(small.uri(STREAM), null)) {
            assertThat(reader.response.statusCode()).isEqualTo(200);
            var second = small.get(STREAM);
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).contains("5");
        }
    }
}
