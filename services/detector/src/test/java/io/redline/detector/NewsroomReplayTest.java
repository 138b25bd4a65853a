package io.redline.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.detector.alert.AlertBook;
import io.redline.detector.shift.ShiftTracker;
import io.redline.detector.stance.StanceDetector;
import io.redline.detector.story.StoryEntry;
import io.redline.detector.story.StoryIndex;
import io.redline.detector.story.StorySettings;
import io.redline.detector.watch.WatchRegistry;
import io.redline.runtime.KeyedState;
import io.redline.schemas.Article;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.AlertRecord;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.SeenArticle;
import io.redline.schemas.internal.StanceTrack;
import io.redline.schemas.internal.ToldArticle;
import io.redline.schemas.internal.TrackedArticle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same stream says the same things, whether it is read once, again, or by processes that took over from one another. */
class NewsroomReplayTest {

    private static final StanceDetector STANCES = StanceDetector.withDefaults();
    private static final Instant START = Instant.parse("2026-02-01T08:00:00Z");
    private static final String[] WHO = {"Iran", "France", "Egypt", "Japan"};
    private static final String[] DEEDS = {
        "refuses to hold talks with",
        "agrees to hold talks with",
        "threatens to impose sanctions on",
        "drops its veto of"
    };
    private static final String[] WHOM = {"the United States", "Turkey", "Brazil"};
    private static final String[] STATUSES = {"usable", "usable", "usable", "withheld", "canceled"};

    private final WatchRegistry watches = new WatchRegistry();
    private final ArticleAnalyzer analyzer = new ArticleAnalyzer(watches, STANCES);

    @BeforeEach
    void watchForEverything() {
        watches.put(Watch.newBuilder()
                .setId("words")
                .setName("Words")
                .setQuery("talks OR sanctions")
                .setOn(List.of("keyword", "stance", "shift"))
                .build());
        watches.put(Watch.newBuilder()
                .setId("twice")
                .setName("Twice")
                .setQuery(null)
                .setOn(List.of("keyword"))
                .setMinSources(2)
                .build());
        watches.put(Watch.newBuilder()
                .setId("turns")
                .setName("Turns")
                .setQuery(null)
                .setOn(List.of("shift"))
                .build());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aReplayAndARestartAtAnyPlaceSayTheSame(long seed) {
        List<AnalyzedArticle> stream = stream(new Random(seed));
        List<SpecificRecord> told = new Process(new Memory()).read(stream);

        assertThat(told).as("the stream says something").hasSizeGreaterThan(50);
        assertThat(new Process(new Memory()).read(stream)).isEqualTo(told);
        for (int cut = 10; cut < stream.size(); cut += 37) {
            Memory memory = new Memory();
            List<SpecificRecord> parts = new ArrayList<>(new Process(memory).read(stream.subList(0, cut)));
            parts.addAll(new Process(memory).read(stream.subList(cut, stream.size())));
            assertThat(parts).as("restarted after %d", cut).isEqualTo(told);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsReadTwiceIsToldOnce(long seed) {
        List<AnalyzedArticle> stream = stream(new Random(seed));
        Process process = new Process(new Memory());
        process.read(stream);
        assertThat(process.read(stream)).isEmpty();
    }

    /** What is left when a process ends. */
    private static final class Memory {
        private final KeyedState<SeenArticle> seen = KeyedState.inMemory();
        private final Map<String, byte[]> stories = new TreeMap<>();
        private final KeyedState<ToldArticle> stances = KeyedState.inMemory();
        private final KeyedState<StanceTrack> tracks = KeyedState.inMemory();
        private final KeyedState<TrackedArticle> articles = KeyedState.inMemory();
        private final KeyedState<AlertRecord> alerts = KeyedState.inMemory();
        private final KeyedState<String> places = KeyedState.inMemory();
    }

    private final class Process {
        private final Memory memory;
        private final SeenVersions seen;
        private final Newsroom newsroom;

        Process(Memory memory) {
            this.memory = memory;
            this.seen = new SeenVersions(memory.seen);
            this.newsroom = new Newsroom(
                    StoryIndex.restored(
                            StorySettings.DEFAULT,
                            memory.stories.values().stream()
                                    .map(StoryEntry::fromBytes)
                                    .toList()),
                    new ToldStances(memory.stances),
                    new ShiftTracker(memory.tracks, memory.articles),
                    new AlertBook(watches, memory.alerts, memory.places));
        }

        List<SpecificRecord> read(List<AnalyzedArticle> stream) {
            List<SpecificRecord> told = new ArrayList<>();
            for (AnalyzedArticle article : stream) {
                if (seen.staleness(article).isEmpty()) {
                    Newsroom.Outcome outcome = newsroom.observe(article, article.getReceivedAt());
                    outcome.entries().forEach(entry -> memory.stories.put(entry.articleId(), entry.toBytes()));
                    outcome.expired().forEach(memory.stories::remove);
                    told.addAll(outcome.stances());
                    told.addAll(outcome.shifts());
                    told.addAll(outcome.alerts());
                }
            }
            return told;
        }
    }

    /** A month of few actors who say much, in versions, copies and other outlets' words, some of it taken back. */
    private List<AnalyzedArticle> stream(Random random) {
        List<AnalyzedArticle> stream = new ArrayList<>();
        for (int step = 0; step < 150; step++) {
            boolean isNew = random.nextInt(3) > 0;
            int number = isNew ? step : random.nextInt(step + 1);
            Random text = new Random(number / 2 * 31L);
            Instant at = START.plus(Duration.ofHours(number * 5L));
            Article article = Article.newBuilder()
                    .setId("article-" + number)
                    .setVersion(isNew ? 1 : 2 + random.nextInt(3))
                    .setStatus(isNew ? "usable" : STATUSES[random.nextInt(STATUSES.length)])
                    .setSource("Outlet " + random.nextInt(5))
                    .setLanguage("en")
                    .setHeadline(sentence(isNew ? text : random))
                    .setBody(sentence(text) + ". " + sentence(text) + " at the harbour, officials said on Monday.")
                    .setPublishedAt(at)
                    .setReceivedAt(at)
                    .build();
            stream.add(analyzer.analyze(article));
        }
        return stream;
    }

    private static String sentence(Random random) {
        return WHO[random.nextInt(WHO.length)] + " " + DEEDS[random.nextInt(DEEDS.length)] + " "
                + WHOM[random.nextInt(WHOM.length)];
    }
}
