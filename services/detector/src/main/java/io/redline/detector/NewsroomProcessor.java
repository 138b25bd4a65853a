package io.redline.detector;

import io.redline.detector.alert.AlertBook;
import io.redline.detector.shift.ShiftTracker;
import io.redline.detector.story.StoryEntry;
import io.redline.detector.story.StoryIndex;
import io.redline.detector.story.StorySettings;
import io.redline.detector.watch.WatchRegistry;
import io.redline.runtime.AvroSerdes;
import io.redline.schemas.Alert;
import io.redline.schemas.internal.AlertRecord;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.NewsroomEvent;
import io.redline.schemas.internal.StanceTrack;
import io.redline.schemas.internal.TrackedArticle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Stage two: keeps a {@link Newsroom} in state stores, and holds embargoed articles until they may be told. */
final class NewsroomProcessor implements Processor<String, NewsroomEvent, String, SpecificRecord> {

    private static final String STORIES = "stories";
    private static final String TRACKS = "stance-tracks";
    private static final String TRACKED_ARTICLES = "tracked-articles";
    private static final String ALERTS = "alerts-by-story";
    private static final String PLACES = "alert-places";
    private static final String EMBARGOED = "embargoed-articles";

    private static final Duration SWEPT_EVERY = Duration.ofHours(6);
    private static final Duration EMBARGOES_CHECKED_EVERY = Duration.ofMillis(200);

    private final WatchRegistry watches;
    private final InstantSource clock;
    private final DetectorMetrics metrics;
    private ProcessorContext<String, SpecificRecord> context;
    private KeyValueStore<String, byte[]> stories;
    private KeyValueStore<String, AnalyzedArticle> embargoed;
    private Newsroom newsroom;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process
    private NewsroomProcessor(WatchRegistry watches, InstantSource clock, DetectorMetrics metrics) {
        this.watches = watches;
        this.clock = clock;
        this.metrics = metrics;
    }

    static ProcessorSupplier<String, NewsroomEvent, String, SpecificRecord> supplier(
            WatchRegistry watches, AvroSerdes serdes, InstantSource clock, DetectorMetrics metrics) {
        Set<StoreBuilder<?>> stores = Set.of(
                store(STORIES, Serdes.ByteArray()),
                store(TRACKS, serdes.of(StanceTrack.class, StanceTrack.getClassSchema())),
                store(TRACKED_ARTICLES, serdes.of(TrackedArticle.class, TrackedArticle.getClassSchema())),
                store(ALERTS, serdes.of(AlertRecord.class, AlertRecord.getClassSchema())),
                store(PLACES, Serdes.String()),
                store(EMBARGOED, serdes.of(AnalyzedArticle.class, AnalyzedArticle.getClassSchema())));
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, NewsroomEvent, String, SpecificRecord> get() {
                return new NewsroomProcessor(watches, clock, metrics);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return stores;
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        stories = processorContext.getStateStore(STORIES);
        embargoed = processorContext.getStateStore(EMBARGOED);
        newsroom = new Newsroom(
                StoryIndex.restored(StorySettings.DEFAULT, storedStories()),
                new ShiftTracker(state(TRACKS), state(TRACKED_ARTICLES)),
                new AlertBook(watches, state(ALERTS), state(PLACES)));
        processorContext.schedule(
                SWEPT_EVERY, PunctuationType.STREAM_TIME, time -> newsroom.forget(Instant.ofEpochMilli(time)));
        processorContext.schedule(
                EMBARGOES_CHECKED_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> tellWhatMayBeTold());
    }

    @Override
    public void process(Record<String, NewsroomEvent> record) {
        NewsroomEvent event = record.value();
        if (event.getAcknowledgement() != null) {
            newsroom.acknowledge(event.getAcknowledgement(), clock.instant()).forEach(alert -> forward(record, alert));
        } else if (event.getAnalyzed() != null) {
            observe(record, event.getAnalyzed());
        }
    }

    private void observe(Record<String, ?> record, AnalyzedArticle article) {
        Instant until = article.getEmbargoedUntil();
        String id = article.getArticle().getId();
        if (until != null && until.isAfter(clock.instant())) {
            embargoed.put(id, article);
            metrics.dropped("embargoed-for-now");
            return;
        }
        // A later version without an embargo, or a kill, takes the place of one that waits.
        embargoed.delete(id);
        tell(record, article);
    }

    private void tell(Record<String, ?> record, AnalyzedArticle article) {
        Newsroom.Outcome outcome = newsroom.observe(article, clock.instant());
        StoryEntry entry = outcome.entry();
        if (entry != null) {
            stories.put(entry.articleId(), entry.toBytes());
        }
        outcome.expired().forEach(stories::delete);
        outcome.stances().forEach(stance -> forward(record, stance));
        outcome.shifts().forEach(shift -> forward(record, shift));
        outcome.alerts().forEach(alert -> forward(record, alert));
    }

    private List<StoryEntry> storedStories() {
        List<StoryEntry> entries = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> stored = stories.all()) {
            stored.forEachRemaining(entry -> entries.add(StoryEntry.fromBytes(entry.value)));
        }
        return entries;
    }

    private void tellWhatMayBeTold() {
        Instant now = clock.instant();
        List<AnalyzedArticle> due = new ArrayList<>();
        try (KeyValueIterator<String, AnalyzedArticle> waiting = embargoed.all()) {
            waiting.forEachRemaining(entry -> {
                Instant until = entry.value.getEmbargoedUntil();
                if (until == null || !until.isAfter(now)) {
                    due.add(entry.value);
                }
            });
        }
        for (AnalyzedArticle article : due) {
            String id = article.getArticle().getId();
            embargoed.delete(id);
            tell(new Record<>(id, article, now.toEpochMilli()), article);
        }
    }

    private void forward(Record<String, ?> cause, SpecificRecord news) {
        metrics.found(
                news instanceof Alert alert
                        ? "alert-" + alert.getState()
                        : news.getSchema().getName());
        context.forward(cause.withValue(news));
    }

    private <V> KeyedState<V> state(String name) {
        KeyValueStore<String, V> store = context.getStateStore(name);
        return new KeyedState<>() {
            @Override
            public @Nullable V get(String key) {
                return store.get(key);
            }

            @Override
            public void put(String key, V value) {
                store.put(key, value);
            }

            @Override
            public void remove(String key) {
                store.delete(key);
            }

            @Override
            public List<String> keysWithPrefix(String prefix) {
                List<String> keys = new ArrayList<>();
                try (KeyValueIterator<String, V> found = store.prefixScan(prefix, new StringSerializer())) {
                    while (found.hasNext()) {
                        keys.add(found.next().key);
                    }
                }
                return keys;
            }

            @Override
            public List<String> keysAfter(String key, int most) {
                List<String> keys = new ArrayList<>();
                // The least string greater than the key.
                try (KeyValueIterator<String, V> found = store.range(key + '\0', null)) {
                    while (keys.size() < most && found.hasNext()) {
                        keys.add(found.next().key);
                    }
                }
                return keys;
            }
        };
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }
}
