package io.redline.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.redline.runtime.RegistryUnavailableException;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.Setting;
import io.redline.schemas.Article;
import io.redline.schemas.Topic;
import io.redline.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes articles to Kafka: idempotent, acknowledged by all replicas, and bounded in what is under way, so that a slow
 * broker slows the senders instead of filling memory.
 */
public final class ArticleProducer implements ArticlePublisher, AutoCloseable {

    public static final Setting<Integer> IN_FLIGHT = Setting.number(
            "REDLINE_INGEST_IN_FLIGHT",
            1_000,
            1,
            100_000,
            "Most articles waiting for Kafka's acknowledgement at once.");

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final long BUFFER_BYTES = 32L * 1024 * 1024;

    private final Producer<String, Article> producer;
    private final Semaphore free;
    private final String brokers;
    private final Counter acknowledged;
    private final Counter failed;
    private final Timer latency;

    ArticleProducer(Producer<String, Article> producer, int inFlight, String brokers, MeterRegistry metrics) {
        this.producer = producer;
        this.free = new Semaphore(inFlight);
        this.brokers = brokers;
        this.acknowledged = published(metrics, "acknowledged");
        this.failed = published(metrics, "failed");
        this.latency = Timer.builder("redline.ingest.publish")
                .description("From handing an article to Kafka to its acknowledgement")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
        metrics.gauge("redline.ingest.in.flight", free, semaphore -> inFlight - semaphore.availablePermits());
    }

    /** Connects to the brokers of this context. */
    static ArticleProducer of(ServiceContext context) {
        Map<String, Object> config = context.kafka().clientConfig("redline-ingest");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_RECORD_BYTES);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_TIMEOUT.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        var values = context.serdes().valuesOf(Topics.ARTICLES).serializer();
        return new ArticleProducer(
                new KafkaProducer<>(config, new StringSerializer(), values),
                context.settings().get(IN_FLIGHT),
                context.kafka().bootstrapServers(),
                context.metrics());
    }

    @Override
    public CompletableFuture<Void> publish(Article article) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        if (!acquire()) {
            failed.increment();
            outcome.completeExceptionally(new NotPublishedException(
                    "Kafka at " + brokers + " is not keeping up: wait a moment, then send the article again"));
            return outcome;
        }
        Timer.Sample sample = Timer.start();
        try {
            producer.send(new ProducerRecord<>(Topics.ARTICLES.name(), article.getId(), article), (placed, fault) -> {
                free.release();
                sample.stop(latency);
                if (fault == null) {
                    acknowledged.increment();
                    outcome.complete(null);
                } else {
                    failed.increment();
                    outcome.completeExceptionally(silent(fault));
                }
            });
        } catch (KafkaException | RegistryUnavailableException | IllegalStateException fault) {
            free.release();
            failed.increment();
            outcome.completeExceptionally(silent(fault));
        }
        return outcome;
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        producer.close(PATIENCE);
    }

    private boolean acquire() {
        try {
            return free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private NotPublishedException silent(Exception fault) {
        String part = fault instanceof RegistryUnavailableException
                ? String.valueOf(fault.getMessage())
                : "Kafka at " + brokers + " did not acknowledge (" + fault.getMessage() + ")";
        return new NotPublishedException(
                part + ": see that it runs, then send the article again; sending it twice does no harm", fault);
    }

    private static Counter published(MeterRegistry metrics, String outcome) {
        return Counter.builder("redline.ingest.published")
                .description("Articles handed to Kafka, by outcome")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
