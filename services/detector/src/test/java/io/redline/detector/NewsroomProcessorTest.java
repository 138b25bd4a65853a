package io.redline.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redline.detector.stance.StanceDetector;
import io.redline.detector.watch.WatchRegistry;
import io.redline.runtime.AvroSerdes;
import io.redline.runtime.SchemaRegistry;
import io.redline.schemas.Alert;
import io.redline.schemas.Article;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.NewsroomEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Embargoes across outages, backlogs and replays: what is told does not depend on when it is read. */
class NewsroomProcessorTest {

    private static final Instant NOON = Fixtures.NOON;
    private static final Duration TICK = Duration.ofMillis(200);

    /** Partitions of the articles' topic. */
    private static final int LANES = 2;

    private final WatchRegistry watches = new WatchRegistry();
    private final ArticleAnalyzer analyzer = new ArticleAnalyzer(watches, StanceDetector.withDefaults());
    private final AvroSerdes serdes = new AvroSerdes(SchemaRegistry.inMemory());
    private Instant now = NOON;
    private Detector detector = new Detector(memory());

    NewsroomProcessorTest() {
        watches.put(Watch.newBuilder()
                .setId("prizes")
                .setName("Prizes")
                .setQuery("prize OR ferry")
                .build());
        // Long enough for a start to be over.
        passTo(NOON.plusSeconds(10));
    }

    @Test
    void whatIsKilledDuringAnOutageThatSpansTheEndOfItsEmbargoIsNeverTold() {
        read(embargoed("urn:a", 1, NOON.plusSeconds(20), NOON.plusSeconds(60)));
        restartAt(NOON.plusSeconds(300));
        pass(Duration.ofSeconds(2));
        read(killed("urn:a", 2, NOON.plusSeconds(30)));
        pass(Duration.ofMinutes(1));
        assertThat(detector.alerts()).isEmpty();
    }

    @Test
    void anEmbargoThatEndedDuringAnOutageIsToldOnceNothingEarlierIsToBeExpected() {
        read(embargoed("urn:a", 1, NOON.plusSeconds(20), NOON.plusSeconds(60)));
        restartAt(NOON.plusSeconds(300));
        pass(BacklogOrder.IDLE.minus(TICK));
        assertThat(detector.alerts()).isEmpty();
        pass(TICK);
        assertThat(detector.alerts()).hasSize(1);
    }

    @Test
    void anEmbargoDoesNotEndBeforeAKillThatStandsBehindABacklog() {
        read(embargoed("urn:a", 1, NOON.plusSeconds(20), NOON.plusSeconds(60)));
        for (int second = 50; second <= 70; second += 2) {
            passTo(NOON.plusSeconds(second));
            read(usable("urn:late:" + second, NOON.plusSeconds(second - 30)));
        }
        read(killed("urn:a", 2, NOON.plusSeconds(45)));
        pass(Duration.ofMinutes(1));
        assertThat(detector.alerts())
                .isNotEmpty()
                .noneMatch(alert -> alert.getArticle().getId().equals("urn:a"));
    }

    @Test
    void aReplayTellsOfEmbargoesWhatWasToldAsTheyEnded() {
        Instant end = NOON.plusSeconds(60);
        Article withheld = embargoed("urn:withheld", 2, NOON.plusSeconds(40), end);
        withheld.setStatus("withheld");
        Article killed = killed("urn:killed", 2, NOON.plusSeconds(45));
        killed.setEmbargoedUntil(end);
        List<Article> received = List.of(
                embargoedReportOfOneEvent("urn:b", NOON.plusSeconds(20), end),
                embargoedReportOfOneEvent("urn:a", NOON.plusSeconds(21), end),
                embargoed("urn:corrected", 1, NOON.plusSeconds(22), end),
                embargoed("urn:withheld", 1, NOON.plusSeconds(23), end),
                embargoed("urn:killed", 1, NOON.plusSeconds(24), end),
                embargoed("urn:corrected", 2, NOON.plusSeconds(30), end),
                withheld,
                killed,
                usable("urn:before", end.minusSeconds(1)),
                usable("urn:after", end.plusSeconds(1)));
        for (Article article : received) {
            passTo(article.getReceivedAt());
            read(article);
        }
        pass(Duration.ofMinutes(1));
        List<String> told = detector.told();
        assertThat(told)
                .noneMatch(one -> one.contains("urn:withheld") || one.contains("urn:killed"))
                .noneMatch(one -> one.contains("urn:corrected v1"))
                .anyMatch(one -> one.contains("urn:corrected v2"))
                .anyMatch(one -> one.startsWith("new urn:b"));

        now = NOON.plus(Duration.ofDays(2));
        detector = new Detector(memory());
        List<Article> byPartition = new ArrayList<>(received);
        byPartition.sort(Comparator.comparing((Article article) -> -lane(article)));
        byPartition.forEach(this::read);
        pass(Duration.ofMinutes(1));
        assertThat(detector.told()).isEqualTo(told);
    }

    private void read(Article article) {
        detector.read(article);
    }

    private void restartAt(Instant time) {
        now = time;
        detector = new Detector(detector.memory);
    }

    private void pass(Duration time) {
        passTo(now.plus(time));
    }

    private void passTo(Instant time) {
        while (now.isBefore(time)) {
            now = now.plus(TICK);
            detector.tick();
        }
    }

    private static int lane(Article article) {
        return Math.floorMod(article.getId().hashCode(), LANES);
    }

    private static Article usable(String id, Instant receivedAt) {
        return Article.newBuilder()
                .setId(id)
                .setSource("Outlet of " + id)
                .setLanguage("en")
                .setHeadline("Ferry " + id + " sails for the winter")
                .setBody("")
                .setPublishedAt(receivedAt)
                .setReceivedAt(receivedAt)
                .build();
    }

    private static Article embargoed(String id, int version, Instant receivedAt, Instant until) {
        return Article.newBuilder(usable(id, receivedAt))
                .setVersion(version)
                .setHeadline("Lifeboat prize goes to the crew of " + id)
                .setEmbargoedUntil(until)
                .build();
    }

    private static Article embargoedReportOfOneEvent(String id, Instant receivedAt, Instant until) {
        return Article.newBuilder(embargoed(id, 1, receivedAt, until))
                .setHeadline("Ellersby prize goes to novelist Ruta Vint")
                .setBody("The Ellersby prize for fiction goes to Ruta Vint for her novel on lighthouses, says " + id)
                .build();
    }

    private static Article killed(String id, int version, Instant receivedAt) {
        return Article.newBuilder(usable(id, receivedAt))
                .setVersion(version)
                .setStatus("canceled")
                .build();
    }

    private static KeyValueStore<String, byte[]> memory() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("newsroom"), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
    }

    /** Stage two from one start to the next. */
    private final class Detector {

        private final KeyValueStore<String, byte[]> memory;
        private final MockProcessorContext<String, SpecificRecord> context = new MockProcessorContext<>();
        private final Processor<String, NewsroomEvent, String, SpecificRecord> processor;
        private int offset;

        Detector(KeyValueStore<String, byte[]> memory) {
            this.memory = memory;
            if (!memory.isOpen()) {
                memory.init(context.getStateStoreContext(), memory);
            }
            context.addStateStore(memory);
            processor = NewsroomProcessor.supplier(
                            watches, serdes, () -> now, new DetectorMetrics(new SimpleMeterRegistry()))
                    .get();
            processor.init(context);
        }

        void read(Article article) {
            NewsroomEvent event = NewsroomEvent.newBuilder()
                    .setAnalyzed(analyzer.analyze(article))
                    .setLane(lane(article))
                    .setOffset(offset++)
                    .build();
            processor.process(
                    new Record<>(article.getId(), event, article.getReceivedAt().toEpochMilli()));
        }

        void tick() {
            context.scheduledPunctuators().get(0).getPunctuator().punctuate(now.toEpochMilli());
        }

        List<Alert> alerts() {
            return context.forwarded().stream()
                    .map(forward -> forward.record().value())
                    .filter(Alert.class::isInstance)
                    .map(Alert.class::cast)
                    .toList();
        }

        List<String> told() {
            return alerts().stream()
                    .map(alert -> "%s %s v%d, alert %s v%d"
                            .formatted(
                                    alert.getState(),
                                    alert.getArticle().getId(),
                                    alert.getArticle().getVersion(),
                                    alert.getId(),
                                    alert.getVersion()))
                    .toList();
        }
    }
}
