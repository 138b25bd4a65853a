package io.redline.detector;

import io.redline.detector.alert.AlertBook;
import io.redline.detector.shift.ShiftTracker;
import io.redline.detector.source.Silence;
import io.redline.detector.source.SilenceAlerts;
import io.redline.detector.source.SourceBook;
import io.redline.detector.story.StoryEntry;
import io.redline.detector.story.StoryIndex;
import io.redline.detector.story.StorySettings;
import io.redline.detector.watch.WatchRegistry;
import io.redline.runtime.AvroSerdes;
import io.redline.runtime.KeyedState;
import io.redline.runtime.SharedStore;
import io.redline.runtime.Sweep;
import io.redline.schemas.Alert;
import io.redline.schemas.internal.AlertRecord;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.NewsroomEvent;
import io.redline.schemas.internal.SeenArticle;
import io.redline.schemas.internal.SourceHabit;
import io.redline.schemas.internal.StanceTrack;
import io.redline.schemas.internal.ToldArticle;
import io.redline.schemas.internal.TrackedArticle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Stage two: keeps a {@link Newsroom} in state stores, and holds embargoed articles until they may be told. */
final class NewsroomProcessor implements Processor<String, NewsroomEvent, String, SpecificRecord> {

    private static final String STORE = "newsroom";
    private static final String USABLE = "usable";

    /** Sorts after every article id. */
    private static final String LAST_KEY = String.valueOf(Character.MAX_VALUE);

    /** Articles from one sweep to the next. A sweep looks at four times as many keys, so that states stay within a third of what they must hold. */
    private static final int SWEPT_EVERY = Sweep.AT_ONCE / 4;

    private static final Duration HELD_LOOKED_AT_EVERY = Duration.ofMillis(200);
    private static final Duration SOURCES_CHECKED_EVERY = Duration.ofMinutes(1);

    private final WatchRegistry watches;
    private final AvroSerdes serdes;
    private final InstantSource clock;
    private final DetectorMetrics metrics;
    private ProcessorContext<String, SpecificRecord> context;
    private BacklogOrder backlog;
    private SeenVersions seen;
    private KeyedState<byte[]> stories;
    private EmbargoedArticles embargoed;
    private Newsroom newsroom;
    private SourceBook sources;
    private SilenceAlerts silences;

    private int sinceSweep;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process
    private NewsroomProcessor(WatchRegistry watches, AvroSerdes serdes, InstantSource clock, DetectorMetrics metrics) {
        this.watches = watches;
        this.serdes = serdes;
        this.clock = clock;
        this.metrics = metrics;
    }

    static ProcessorSupplier<String, NewsroomEvent, String, SpecificRecord> supplier(
            WatchRegistry watches, AvroSerdes serdes, InstantSource clock, DetectorMetrics metrics) {
        StoreBuilder<?> store = SharedStore.builder(STORE);
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, NewsroomEvent, String, SpecificRecord> get() {
                return new NewsroomProcessor(watches, serdes, clock, metrics);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store);
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        SharedStore store = SharedStore.of(processorContext, STORE);
        backlog = new BacklogOrder(
                store.kind("backlog", serdes.of(NewsroomEvent.class, NewsroomEvent.getClassSchema())), clock.instant());
        seen = new SeenVersions(
                store.kind("seen-articles", serdes.of(SeenArticle.class, SeenArticle.getClassSchema())));
        stories = store.kind("stories", Serdes.ByteArray());
        embargoed = new EmbargoedArticles(
                store.kind("embargoed-articles", serdes.of(AnalyzedArticle.class, AnalyzedArticle.getClassSchema())));
        KeyedState<AlertRecord> alerts =
                store.kind("alerts", serdes.of(AlertRecord.class, AlertRecord.getClassSchema()));
        KeyedState<String> alertPlaces = store.kind("alert-places", Serdes.String());
        newsroom = new Newsroom(
                StoryIndex.restored(StorySettings.DEFAULT, storedStories()),
                new ToldStances(
                        store.kind("told-articles", serdes.of(ToldArticle.class, ToldArticle.getClassSchema()))),
                new ShiftTracker(
                        store.kind("stance-tracks", serdes.of(StanceTrack.class, StanceTrack.getClassSchema())),
                        store.kind(
                                "tracked-articles", serdes.of(TrackedArticle.class, TrackedArticle.getClassSchema()))),
                new AlertBook(watches, alerts, alertPlaces));
        sources = new SourceBook(
                store.kind("source-habits", serdes.of(SourceHabit.class, SourceHabit.getClassSchema())),
                clock.instant());
        silences = new SilenceAlerts(watches, alerts, alertPlaces);
        processorContext.schedule(HELD_LOOKED_AT_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> catchUp());
        processorContext.schedule(SOURCES_CHECKED_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> tellWhoIsSilent());
    }

    @Override
    public void process(Record<String, NewsroomEvent> record) {
        Instant now = clock.instant();
        if (backlog.holds(record.value(), now)) {
            return;
        }
        Instant at = countsFrom(record.value(), now);
        if (backlog.isOver(now)) {
            tellWhatMayBeTold(at);
        }
        take(record, at);
    }

    /** Lets the backlog go, and each embargo end in its place: after all that was received before its end, a kill perhaps. */
    private void catchUp() {
        Instant now = clock.instant();
        backlog.letGo(now, event -> {
            Instant at = countsFrom(event, now);
            tellWhatMayBeTold(at);
            take(new Record<>("", event, BacklogOrder.received(event).toEpochMilli()), at);
        });
        if (backlog.isOver(now)) {
            tellWhatMayBeTold(now);
        }
        metrics.backlog(backlog.size());
    }

    /** When an event came in; what another machine's clock has in the future counts from now. */
    private static Instant countsFrom(NewsroomEvent event, Instant now) {
        Instant received = BacklogOrder.received(event);
        return received.isBefore(now) ? received : now;
    }

    private void take(Record<String, NewsroomEvent> record, Instant at) {
        NewsroomEvent event = record.value();
        if (event.getAcknowledgement() != null) {
            newsroom.acknowledge(event.getAcknowledgement(), clock.instant()).forEach(alert -> forward(record, alert));
        } else if (event.getAnalyzed() != null) {
            observe(record, event.getAnalyzed(), at);
        }
    }

    private void observe(Record<String, ?> record, AnalyzedArticle article, Instant at) {
        if (++sinceSweep == SWEPT_EVERY) {
            sinceSweep = 0;
            forget(Instant.ofEpochMilli(record.timestamp()));
        }
        Optional<String> stale = seen.staleness(article);
        if (stale.isPresent()) {
            metrics.dropped(stale.get());
            return;
        }
        if (article.getUnread() != null) {
            metrics.unread();
        }
        metrics.shortened(MatchDetails.shortened(article.getMatches()));
        boolean held = embargoed.holds(article, at);
        listen(record, article, !held && article.getStatus().equals(USABLE));
        if (held) {
            metrics.dropped("embargoed-for-now");
        } else {
            tell(record, article);
        }
    }

    /** Takes note that a source sends something; what it may not yet or never tell of is no less a sign of life. */
    private void listen(Record<String, ?> record, AnalyzedArticle article, boolean toBeTold) {
        Instant now = clock.instant();
        sources.heard(article.getArticle(), toBeTold, article.getReceivedAt(), now)
                .ifPresent(silence -> silences.end(silence, now).forEach(alert -> forward(record, alert)));
    }

    private void tellWhoIsSilent() {
        Instant now = clock.instant();
        metrics.sources(sources.followed());
        for (Silence silence : sources.newlySilent(now)) {
            Record<String, Silence> cause = new Record<>(silence.source(), silence, now.toEpochMilli());
            silences.raise(silence, now).forEach(alert -> forward(cause, alert));
        }
    }

    private void tell(Record<String, ?> record, AnalyzedArticle article) {
        Newsroom.Outcome outcome = newsroom.observe(article, clock.instant());
        outcome.entries().forEach(entry -> stories.put(entry.articleId(), entry.toBytes()));
        outcome.expired().forEach(stories::remove);
        metrics.storyArticles(newsroom.storyArticles());
        outcome.stances().forEach(stance -> forward(record, stance));
        outcome.shifts().forEach(shift -> forward(record, shift));
        outcome.alerts().forEach(alert -> forward(record, alert));
    }

    private List<StoryEntry> storedStories() {
        List<StoryEntry> entries = new ArrayList<>();
        try (KeyedState.Values<byte[]> stored = stories.between("", LAST_KEY)) {
            stored.forEachRemaining(bytes -> entries.add(StoryEntry.fromBytes(bytes)));
        }
        return entries;
    }

    private void tellWhatMayBeTold(Instant at) {
        embargoed.letGo(
                at, article -> tell(new Record<>(article.getArticle().getId(), article, at.toEpochMilli()), article));
    }

    private void forget(Instant now) {
        newsroom.forget(now);
        sources.forget(now);
        seen.sweep(now);
    }

    private void forward(Record<String, ?> cause, SpecificRecord news) {
        metrics.found(
                news instanceof Alert alert
                        ? "alert-" + alert.getState()
                        : news.getSchema().getName());
        context.forward(cause.withValue(news));
    }
}
