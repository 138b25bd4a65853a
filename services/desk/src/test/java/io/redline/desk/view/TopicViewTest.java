package io.redline.desk.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.redline.desk.DeskFixture;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.Settings;
import io.redline.schemas.Alert;
import io.redline.schemas.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TopicViewTest {

    private static final Map<Integer, Long> FAR = Map.of(0, Long.MAX_VALUE, 1, Long.MAX_VALUE);

    private Path directory;
    private ReadModel model;

    @BeforeEach
    void open(@TempDir Path temporary) {
        directory = temporary;
        model = reopened();
        model.alerts().bindTo("cluster/topic", FAR);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void positionsAndRecordsSurviveARestart() {
        append(0, 5, alert("a", 1));
        model.close();
        model = reopened();
        model.alerts().bindTo("cluster/topic", FAR);
        assertThat(model.alerts().positions()).isEqualTo(Map.of(0, 6L));
        assertThat(model.alerts().newest("a")).isPresent();
    }

    @Test
    void recordsThatCannotAllBeStoredAreNotStoredAtAllNorPassed() {
        append(0, 0, alert("a", 1));
        List<Entry<Alert>> entries = List.of(entry(0, 1, alert("b", 1)), entry(0, 0, alert("c", 1)));
        assertThatThrownBy(() -> model.alerts().append(entries, Map.of(0, 2L)))
                .isInstanceOf(ViewUnavailableException.class);
        assertThat(model.alerts().newest("b")).isEmpty();
        assertThat(model.alerts().positions()).isEqualTo(Map.of(0, 1L));
        append(0, 1, alert("b", 1));
        assertThat(model.alerts().newest("b")).isPresent();
    }

    @Test
    void viewOfATopicMadeAnewIsEmptied() {
        append(0, 0, alert("a", 1));
        model.alerts().bindTo("cluster/another-topic", FAR);
        assertThat(model.alerts().size()).isZero();
        assertThat(model.alerts().positions()).isEmpty();
    }

    @Test
    void viewThatIsAheadOfItsTopicIsEmptied() {
        append(0, 9, alert("a", 1));
        model.alerts().bindTo("cluster/topic", Map.of(0, 9L));
        assertThat(model.alerts().size()).isZero();
    }

    @Test
    void damagedFileIsMadeAnew() throws Exception {
        model.close();
        Files.writeString(directory.resolve("desk/alerts.sqlite"), "this is no database ".repeat(500));
        model = reopened();
        assertThat(model.alerts().positions()).isEmpty();
        append(0, 0, alert("a", 1));
        assertThat(model.alerts().size()).isEqualTo(1);
    }

    @Test
    void fileWhereADirectoryShouldBeIsToldInWords(@TempDir Path other) throws Exception {
        Path file = Files.writeString(other.resolve("file"), "x");
        assertThatThrownBy(() -> ReadModel.open(settings(file)))
                .isInstanceOf(ViewUnavailableException.class)
                .hasMessageContaining("REDLINE_DATA_DIR");
    }

    @Test
    void olderVersionArrivingLateChangesNothing() {
        append(0, 0, alert("a", 2));
        append(0, 1, alert("a", 1));
        assertThat(model.alerts().newest("a").orElseThrow()).contains("\"version\":2");
        assertThat(model.alerts().history("a", 10)).hasSize(2);
    }

    @Test
    void tombstoneRemoves() {
        TopicView<Watch> watches = model.watches();
        watches.append(List.of(entry(0, 0, watch("w", "W"))), Map.of(0, 1L));
        assertThat(watches.newest("w")).isPresent();
        watches.append(List.of(new Entry<>(new Position(0, 1), "w", null)), Map.of(0, 2L));
        assertThat(watches.newest("w")).isEmpty();
        assertThat(watches.list(Selection.newest(10)).items()).isEmpty();
    }

    @Test
    void anIdThatComesFromTwoPartitionsKeepsItsPlaceAndTheLastStateOfIt() {
        TopicView<Watch> watches = model.watches();
        watches.append(List.of(entry(0, 100, watch("w", "Before"))), Map.of(0, 101L));
        watches.append(List.of(entry(1, 5, watch("w", "After"))), Map.of(1, 6L));
        assertThat(watches.newest("w").orElseThrow()).contains("After");
        assertThat(watches.list(Selection.newest(10)).items())
                .singleElement(STRING)
                .contains("After");
        assertThat(watches.history("w", 10)).hasSize(1);
    }

    @Test
    void oldestRecordsGoBeyondTheNumberToKeep() {
        List<Entry<Alert>> entries = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            entries.add(entry(0, i, alert("a" + i, 1)));
        }
        for (int i = 0; i < entries.size(); i += 250) {
            model.alerts().append(entries.subList(i, i + 250), Map.of(0, i + 250L));
        }
        assertThat(model.alerts().size()).isBetween(1_000L, 1_500L);
        assertThat(model.alerts().newest("a4999")).isPresent();
        assertThat(model.alerts().newest("a0")).isEmpty();
    }

    @Test
    void waiterIsWokenByTheRecordItWaitsFor() throws Exception {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return model.alerts().await(new Position(1, 3), Duration.ofSeconds(30));
            } catch (InterruptedException stopped) {
                return false;
            }
        });
        append(1, 3, alert("a", 1));
        assertThat(waiting.get()).isTrue();
        assertThat(model.alerts().await(new Position(1, 4), Duration.ZERO)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readingPageByPageGivesEachIdOnceInOrderWhateverComesInMeanwhile(long seed) {
        Random random = new Random(seed);
        Map<String, Long> expected = new HashMap<>();
        long offset = 0;
        for (int i = 0; i < 300; i++) {
            String id = "a" + random.nextInt(200);
            int second = random.nextInt(40);
            Alert alert = DeskFixture.alert(id, "w" + random.nextInt(3), second);
            alert.setVersion(i + 1);
            expected.putIfAbsent(id, alert.getAt().getDetectedAt().toEpochMilli());
            append(0, offset++, alert);
        }
        List<String> read = new ArrayList<>();
        Optional<Cursor> before = Optional.empty();
        do {
            Page page = model.alerts().list(new Selection(Map.of(), Optional.empty(), before, 1 + random.nextInt(20)));
            page.items().forEach(json -> read.add(json.replaceFirst("^\\{\"id\":\"([^\"]+)\".*$", "$1")));
            before = page.next().map(cursor -> Cursor.of(cursor.text()));
            // A new id at the top, and a new version of one that may have been read or not.
            append(0, offset++, DeskFixture.alert("new" + offset, "w", 1_000));
            Alert again = DeskFixture.alert("a" + random.nextInt(200), "w", 2_000);
            if (expected.containsKey(again.getId())) {
                again.setVersion((int) offset + 1_000);
                append(0, offset++, again);
            }
        } while (before.isPresent());
        List<String> inOrder = new TreeMap<>(expected)
                .entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey())
                                .reversed())
                        .map(Map.Entry::getKey)
                        .toList();
        assertThat(read).isEqualTo(inOrder);
    }

    @Test
    void recordsAreReadOnInOrderOfArrivalAcrossPartitions() {
        append(0, 0, alert("a", 1));
        append(1, 0, alert("b", 1));
        append(0, 1, alert("c", 1));
        append(1, 1, alert("d", 1));
        assertThat(model.alerts().following(Map.of(0, 1L), 10))
                .isSortedAccordingTo(Comparator.comparingLong(TopicView.Stored::seq))
                .extracting(TopicView.Stored::position)
                .containsExactly(new Position(1, 0), new Position(0, 1), new Position(1, 1));
        assertThat(model.alerts().following(Map.of(), 2)).hasSize(2);
    }

    @Test
    void onlyFilterColumnsMayStandInAQuestion() {
        Selection selection = new Selection(Map.of("id\" --", "x"), Optional.empty(), Optional.empty(), 1);
        assertThatThrownBy(() -> model.alerts().list(selection)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Alert alert(String id, int version) {
        Alert alert = DeskFixture.alert(id, "w", version);
        alert.setVersion(version);
        return alert;
    }

    private void append(int partition, long offset, Alert alert) {
        model.alerts().append(List.of(entry(partition, offset, alert)), Map.of(partition, offset + 1));
    }

    private static Entry<Alert> entry(int partition, long offset, Alert alert) {
        return new Entry<>(new Position(partition, offset), alert.getWatch().getId(), alert);
    }

    private static Watch watch(String id, String name) {
        return Watch.newBuilder().setId(id).setName(name).build();
    }

    private static Entry<Watch> entry(int partition, long offset, Watch watch) {
        return new Entry<>(new Position(partition, offset), watch.getId(), watch);
    }

    private ReadModel reopened() {
        return ReadModel.open(settings(directory));
    }

    private static Settings settings(Path directory) {
        return Settings.of(
                Map.of(KafkaSettings.DATA_DIR.name(), directory.toString(), ReadModel.KEEP_ALERTS.name(), "1000"));
    }
}
