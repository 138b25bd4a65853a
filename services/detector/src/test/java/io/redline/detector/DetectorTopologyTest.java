package io.redline.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.redline.detector.stance.StanceDetector;
import io.redline.detector.watch.WatchRegistry;
import io.redline.runtime.AvroSerdes;
import io.redline.runtime.SchemaRegistry;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import io.redline.runtime.StreamsRunner;
import io.redline.schemas.AcknowledgementRequest;
import io.redline.schemas.Alert;
import io.redline.schemas.Article;
import io.redline.schemas.DeadLetter;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.Topic;
import io.redline.schemas.Topics;
import io.redline.schemas.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorTopologyTest {

    private static final Instant NOON = Instant.parse("2026-01-30T12:00:00Z");

    @TempDir
    Path directory;

    private final WatchRegistry watches = new WatchRegistry();
    private final MovableClock clock = new MovableClock(NOON);
    private AvroSerdes serdes;
    private Topology topology;
    private TopologyTestDriver driver;
    private TestInputTopic<String, Article> articles;

    @BeforeEach
    void start() {
        SchemaRegistry registry = SchemaRegistry.inMemory();
        serdes = new AvroSerdes(registry);
        ServiceContext system = ServiceMain.context(Map.of("REDLINE_DATA_DIR", directory.toString()), fault -> {});
        ServiceContext context = new ServiceContext(
                system.settings(), system.kafka(), registry, system.health(), system.metrics(), clock, fault -> {});
        topology = DetectorTopology.build(
                new ArticleAnalyzer(watches, StanceDetector.withDefaults()),
                watches,
                serdes,
                clock,
                new DetectorMetrics(context.metrics()));
        Properties config = StreamsRunner.config("detector", context);
        // The driver fails on a record's fault under exactly-once; the guarantee is the broker tests' matter.
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(topology, config, NOON);
        articles = driver.createInputTopic(
                Topics.ARTICLES.name(),
                new StringSerializer(),
                serdes.valuesOf(Topics.ARTICLES).serializer());
        watches.put(Watch.newBuilder()
                .setId("talks")
                .setName("Talks and red lines")
                .setQuery("\"red line\" OR talks")
                .setOn(List.of("keyword", "shift"))
                .build());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldNotChangeTheTopologyUnintentionally() throws IOException {
        try (var golden = Objects.requireNonNull(getClass().getResourceAsStream("topology.txt"))) {
            assertThat(topology.describe().toString())
                    .isEqualToNormalizingNewlines(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void anArticleThatMeetsAWatchBecomesAnAlert() {
        pipe(article("urn:a", 1, "Ministers call the tariff a red line"));
        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.getState()).isEqualTo("new");
            assertThat(alert.getTerms()).singleElement().satisfies(term -> {
                assertThat(term.getText()).isEqualTo("red line");
                assertThat(term.getField()).isEqualTo("headline");
                assertThat(term.getStart()).isEqualTo(28);
                assertThat(term.getEnd()).isEqualTo(36);
            });
            assertThat(alert.getAt().getDetectedAt()).isEqualTo(NOON);
        });
    }

    @Test
    void alertsAreKeyedByTheirWatch() {
        pipe(article("urn:a", 1, "Ministers call the tariff a red line"));
        assertThat(output(Topics.ALERTS).readKeyValue().key).isEqualTo("talks");
    }

    @Test
    void theSameVersionAgainAndAnOlderOneChangeNothing() {
        pipe(article("urn:a", 2, "Ministers call the tariff a red line"));
        pipe(article("urn:a", 2, "Ministers call the tariff a red line"));
        pipe(article("urn:a", 1, "Ministers say the tariff is open to talks"));
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void aStanceAndThenItsOppositeMakeAShift() {
        pipe(article("urn:a", 1, "Iran refuses to hold talks with the United States"));
        Article later = article("urn:b", 1, "Iran agrees to hold talks with the United States");
        later.setPublishedAt(NOON.plus(Duration.ofDays(20)));
        pipe(later);
        assertThat(output(Topics.STANCES).readValuesToList())
                .extracting(Stance::getActor, Stance::getSide)
                .contains(tuple("IRN", "conflict"), tuple("IRN", "cooperative"));
        List<StanceShift> shifts = output(Topics.STANCE_SHIFTS).readValuesToList();
        assertThat(shifts).anySatisfy(shift -> {
            assertThat(shift.getActor()).isEqualTo("IRN");
            assertThat(shift.getFrom()).isEqualTo("conflict");
            assertThat(shift.getTo()).isEqualTo("cooperative");
        });
        assertThat(alerts()).anySatisfy(alert -> assertThat(alert.getKind()).isEqualTo("shift"));
    }

    @Test
    void aKillTakesTheAlertBack() {
        pipe(article("urn:a", 1, "Ministers call the tariff a red line"));
        Article kill = article("urn:a", 2, "Ministers call the tariff a red line");
        kill.setStatus("canceled");
        pipe(kill);
        assertThat(alerts()).extracting(Alert::getState).containsExactly("new", "retracted");
    }

    @Test
    void aKillUndoesStancesShiftsAndTheirAlertsOnTheTopics() {
        pipe(article("urn:a", 1, "Iran refuses to hold talks with the United States"));
        Article later = article("urn:b", 1, "Iran agrees to hold talks with the United States");
        later.setPublishedAt(NOON.plus(Duration.ofDays(20)));
        later.setReceivedAt(later.getPublishedAt());
        pipe(later);
        StanceShift shift = output(Topics.STANCE_SHIFTS).readValue();
        output(Topics.STANCES).readValuesToList();
        alerts();

        Article kill = article("urn:a", 2, "Iran refuses to hold talks with the United States");
        kill.setStatus("canceled");
        pipe(kill);
        assertThat(output(Topics.STANCES).readKeyValuesToList()).isNotEmpty().allSatisfy(written -> {
            assertThat(written.key).isEqualTo(Topics.stanceKey(written.value));
            assertThat(written.value.getRetracted()).isNotNull();
        });
        assertThat(output(Topics.STANCE_SHIFTS).readValuesToList())
                .singleElement()
                .satisfies(undone -> {
                    assertThat(undone.getId()).isEqualTo(shift.getId());
                    assertThat(undone.getRetracted()).isNotNull();
                });
        assertThat(alerts())
                .extracting(Alert::getState, Alert::getKind)
                .containsExactlyInAnyOrder(tuple("retracted", "keyword"), tuple("updated", "keyword"));
    }

    @Test
    void aKillDoesNotWaitForTheEndOfAnEmbargo() {
        pipe(article("urn:a", 1, "Ministers call the tariff a red line"));
        Article kill = article("urn:a", 2, "Ministers call the tariff a red line");
        kill.setStatus("canceled");
        kill.setEmbargoedUntil(NOON.plusSeconds(600));
        pipe(kill);
        assertThat(alerts()).extracting(Alert::getState).containsExactly("new", "retracted");
    }

    @Test
    void anEmbargoedArticleThatIsWithheldMeanwhileIsToldOnlyOnceUsable() {
        Article embargoed = article("urn:a", 1, "Ministers call the tariff a red line");
        embargoed.setEmbargoedUntil(NOON.plusSeconds(60));
        pipe(embargoed);
        Article withheld = article("urn:a", 2, "Ministers call the tariff a red line");
        withheld.setStatus("withheld");
        pipe(withheld);
        pass(Duration.ofSeconds(61));
        assertThat(alerts()).isEmpty();
        Article usable = article("urn:a", 3, "Ministers call the tariff a red line");
        usable.setReceivedAt(clock.instant());
        pipe(usable);
        assertThat(alerts()).singleElement().satisfies(alert -> assertThat(alert.getState())
                .isEqualTo("new"));
    }

    @Test
    void aBacklogIsToldInTheOrderInWhichItWasReceived() {
        Article second = article("urn:second", 1, "Talks on dock wages go on");
        second.setReceivedAt(NOON.minusSeconds(100));
        pipe(second);
        Article first = article("urn:first", 1, "Glacier melt draws a red line for ministers");
        first.setReceivedAt(NOON.minusSeconds(200));
        pipe(first);
        assertThat(alerts()).isEmpty();
        pass(Duration.ofSeconds(6));
        assertThat(alerts()).extracting(alert -> alert.getArticle().getId()).containsExactly("urn:first", "urn:second");
    }

    @Test
    void anOlderVersionAfterAKillChangesNothing() {
        Article kill = article("urn:a", 3, "Ministers call the tariff a red line");
        kill.setStatus("canceled");
        pipe(kill);
        pipe(article("urn:a", 2, "Ministers call the tariff a red line"));
        assertThat(alerts()).isEmpty();
    }

    @Test
    void aWithheldArticleTellsNobodyUntilItIsUsable() {
        Article withheld = article("urn:a", 1, "Ministers call the tariff a red line");
        withheld.setStatus("withheld");
        pipe(withheld);
        assertThat(alerts()).isEmpty();
        pipe(article("urn:a", 2, "Ministers call the tariff a red line"));
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void anEmbargoedArticleIsToldWhenTheEmbargoEndsAndNotBefore() {
        Article embargoed = article("urn:a", 1, "Ministers call the tariff a red line");
        embargoed.setEmbargoedUntil(NOON.plusSeconds(60));
        pipe(embargoed);
        pass(Duration.ofSeconds(59));
        assertThat(output(Topics.STANCES).isEmpty()).isTrue();
        assertThat(alerts()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void aKillDuringAnEmbargoTellsNobodyEver() {
        Article embargoed = article("urn:a", 1, "Ministers call the tariff a red line");
        embargoed.setEmbargoedUntil(NOON.plusSeconds(60));
        pipe(embargoed);
        Article kill = article("urn:a", 2, "Ministers call the tariff a red line");
        kill.setStatus("canceled");
        pipe(kill);
        pass(Duration.ofSeconds(61));
        assertThat(alerts()).isEmpty();
    }

    @Test
    void anAcknowledgementBecomesAVersionOfTheAlert() {
        pipe(article("urn:a", 1, "Ministers call the tariff a red line"));
        Alert alert = alerts().get(0);
        driver.createInputTopic(
                        Topics.ACKNOWLEDGEMENTS.name(),
                        new StringSerializer(),
                        serdes.valuesOf(Topics.ACKNOWLEDGEMENTS).serializer())
                .pipeInput("talks", new AcknowledgementRequest(alert.getId(), "talks", "ana", null, NOON, false));
        assertThat(alerts()).singleElement().satisfies(acked -> {
            assertThat(acked.getState()).isEqualTo("acked");
            assertThat(acked.getVersion()).isEqualTo(2);
        });
    }

    @Test
    void aSourceThatFallsSilentIsToldOfOnceAndAgainWhenItIsBack() {
        watches.put(Watch.newBuilder()
                .setId("harbour")
                .setName("Harbour Wire")
                .setQuery("source:harbour")
                .setOn(List.of("quiet-source"))
                .build());
        int hours = 24 * 15;
        for (int hour = 1; hour <= hours; hour++) {
            clock.now = clock.now.plus(Duration.ofHours(1));
            Article article = article("urn:" + hour, 1, "Ferry number " + hour + " sails");
            article.setReceivedAt(clock.instant());
            pipe(article);
        }
        leap(Duration.ofHours(8));
        assertThat(alerts()).isEmpty();
        leap(Duration.ofHours(2));
        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.getKind()).isEqualTo("quiet-source");
            assertThat(alert.getState()).isEqualTo("new");
            assertThat(alert.getArticle().getId()).isEqualTo("urn:" + hours);
            assertThat(alert.getReason())
                    .isEqualTo("Nothing from Harbour Wire for 10 h, in which it usually sends some 10 articles.");
        });
        leap(Duration.ofDays(2));
        assertThat(alerts()).isEmpty();

        Article embargoed = article("urn:back", 1, "Harbour master resigns");
        embargoed.setReceivedAt(clock.instant());
        embargoed.setEmbargoedUntil(clock.instant().plusSeconds(60));
        pipe(embargoed);
        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.getState()).isEqualTo("updated");
            assertThat(alert.getVersion()).isEqualTo(2);
            assertThat(alert.getArticle().getId()).isEqualTo("urn:" + hours);
            assertThat(alert.getReason()).isEqualTo("Harbour Wire is back after 2 days 10 h of silence.");
        });
    }

    @Test
    void bytesThatAreNotAvroBecomeADeadLetterAndTheStreamGoesOn() {
        driver.createInputTopic(Topics.ARTICLES.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput("urn:bad", "not avro".getBytes(StandardCharsets.UTF_8));
        pipe(article("urn:a", 1, "Ministers call the tariff a red line"));
        DeadLetter letter = output(Topics.DEAD_LETTERS).readValue();
        assertThat(letter.getTopic()).isEqualTo("articles");
        assertThat(new String(letter.getValue().array(), StandardCharsets.UTF_8))
                .isEqualTo("not avro");
        assertThat(letter.getReason()).contains("not Avro");
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void anArticleThatMeetsVeryManyWatchesIsToldToAllOfThem() {
        int many = 4_000;
        for (int i = 0; i < many; i++) {
            watches.put(Watch.newBuilder()
                    .setId("watch-" + i)
                    .setName("Watch " + i)
                    .setQuery("ferry OR harbour")
                    .build());
        }
        Article article = article("urn:a", 1, "Ferry stays in harbour");
        article.setBody(
                "The ferry stays in the harbour of Ferry Harbour until the harbour has ferry pilots. ".repeat(20));
        pipe(article);
        assertThat(alerts()).hasSize(many).allSatisfy(alert -> assertThat(alert.getTerms())
                .isNotEmpty());
    }

    @Test
    void whatIsTooLargeForARecordBecomesADeadLetterAndTheStreamGoesOn() {
        Article large = article("urn:large", 1, "Iran refuses to hold talks with the United States");
        large.setBody(
                "Russia rejects the demands of Ukraine. China threatens Japan with sanctions. France agrees to hold"
                        + " talks with Germany. Turkey accuses Greece of lying.");
        // Stands in each stance again.
        large.setUrl("https://example.org/" + "x".repeat(Topic.MAX_RECORD_BYTES / 4));
        pipe(large);
        pipe(article("urn:a", 1, "Ministers call the tariff a red line"));
        DeadLetter letter = output(Topics.DEAD_LETTERS).readValue();
        assertThat(letter.getTopic()).isEqualTo("articles");
        assertThat(letter.getReason()).contains("bytes and may have");
        assertThat(alerts()).hasSize(1);
    }

    private void pipe(Article article) {
        articles.pipeInput(article.getId(), article);
    }

    private List<Alert> alerts() {
        return output(Topics.ALERTS).readValuesToList();
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<String, V> topic) {
        return driver.createOutputTopic(
                topic.name(),
                Serdes.String().deserializer(),
                serdes.valuesOf(topic).deserializer());
    }

    private void pass(Duration time) {
        clock.now = clock.now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** As {@link #pass}, without every punctuation on the way. */
    private void leap(Duration time) {
        clock.now = clock.now.plus(time);
        driver.advanceWallClockTime(Duration.ofMinutes(1));
    }

    private static Article article(String id, int version, String headline) {
        return Article.newBuilder()
                .setId(id)
                .setVersion(version)
                .setSource("Harbour Wire")
                .setLanguage("en")
                .setHeadline(headline)
                .setBody("")
                .setPublishedAt(NOON.plusSeconds(version))
                .setReceivedAt(NOON.plusSeconds(version))
                .build();
    }

    private static final class MovableClock implements InstantSource {
        private Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
