package io.redline.detector;

import io.redline.runtime.AvroSerdes;
import io.redline.schemas.Article;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.NewsroomEvent;
import io.redline.schemas.internal.SeenArticle;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Stage one: lets each version of an article pass once, and hands what the {@link ArticleAnalyzer} finds in it on. */
final class AnalyzeArticlesProcessor implements Processor<String, Article, String, NewsroomEvent> {

    private static final String STORE = "seen-articles";

    /** How long versions are remembered; a repeat that comes later than this counts as new. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final Duration SWEPT_EVERY = Duration.ofHours(6);

    private final ArticleAnalyzer analyzer;
    private final DetectorMetrics metrics;
    private ProcessorContext<String, NewsroomEvent> context;
    private KeyValueStore<String, SeenArticle> seen;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process
    private AnalyzeArticlesProcessor(ArticleAnalyzer analyzer, DetectorMetrics metrics) {
        this.analyzer = analyzer;
        this.metrics = metrics;
    }

    static ProcessorSupplier<String, Article, String, NewsroomEvent> supplier(
            ArticleAnalyzer analyzer, AvroSerdes serdes, DetectorMetrics metrics) {
        StoreBuilder<?> store = Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE),
                Serdes.String(),
                serdes.of(SeenArticle.class, SeenArticle.getClassSchema()));
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Article, String, NewsroomEvent> get() {
                return new AnalyzeArticlesProcessor(analyzer, metrics);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store);
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, NewsroomEvent> processorContext) {
        context = processorContext;
        seen = processorContext.getStateStore(STORE);
        processorContext.schedule(SWEPT_EVERY, PunctuationType.STREAM_TIME, this::sweep);
    }

    @Override
    public void process(Record<String, Article> record) {
        Article article = record.value();
        if (article == null) {
            metrics.dropped("tombstone");
            return;
        }
        SeenArticle newest = seen.get(article.getId());
        if (newest != null && newest.getVersion() >= article.getVersion()) {
            metrics.dropped(newest.getVersion() == article.getVersion() ? "repeated-version" : "older-version");
            return;
        }
        seen.put(article.getId(), new SeenArticle(article.getVersion(), article.getPublishedAt()));
        AnalyzedArticle analyzed = metrics.timed(() -> analyzer.analyze(article));
        if (analyzed.getUnread() != null) {
            metrics.unread();
        }
        context.forward(record.withKey(article.getId()).withValue(new NewsroomEvent(analyzed, null)));
    }

    private void sweep(long streamTime) {
        Instant horizon = Instant.ofEpochMilli(streamTime).minus(REMEMBERED);
        try (KeyValueIterator<String, SeenArticle> all = seen.all()) {
            all.forEachRemaining(entry -> {
                if (entry.value.getAt().isBefore(horizon)) {
                    seen.delete(entry.key);
                }
            });
        }
    }
}
