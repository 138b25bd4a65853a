package io.redline.detector.watch;

import io.redline.runtime.RegistryUnavailableException;
import io.redline.runtime.ServiceContext;
import io.redline.schemas.Topics;
import io.redline.schemas.Watch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the {@code watches} topic into a {@link WatchRegistry}: each instance of the detector reads all of it, from the
 * beginning, and is not ready before it has caught up.
 *
 * <p>A plain consumer and no global store: the registry is the state, and a store would hold every watch a second time.
 */
public final class WatchConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration SAY_AFTER = Duration.ofSeconds(2);
    private static final Duration COSTS_INSPECTED_EVERY = Duration.ofSeconds(30);

    private final WatchRegistry registry;
    private final ServiceContext context;
    private final WatchCostGuard costs;
    private final Deserializer<Watch> values;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;

    private WatchConsumer(WatchRegistry registry, ServiceContext context) {
        this.registry = registry;
        this.context = context;
        this.costs = new WatchCostGuard(registry, context.settings(), context.metrics());
        this.values = context.serdes().valuesOf(Topics.WATCHES).deserializer();
        this.thread = new Thread(this::run, "follow-watches");
    }

    /** Starts to follow the topic. */
    public static WatchConsumer start(WatchRegistry registry, ServiceContext context) {
        WatchConsumer consumer = new WatchConsumer(registry, context);
        context.health().register("watches", consumer::fault);
        context.metrics().gauge("redline.watches", registry, WatchRegistry::size);
        consumer.thread.start();
        return consumer;
    }

    /**
     * Waits until every watch that the topic held at the start is in force.
     *
     * @throws InterruptedException when the process is asked to stop meanwhile
     */
    public void awaitCaughtUp() throws InterruptedException {
        while (!caughtUp.await(SAY_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.info("Reading watches: {} so far", registry.size());
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        context.health().remove("watches");
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> fault() {
        return caughtUp.getCount() == 0
                ? Optional.empty()
                : Optional.of("the detector is still reading watches, " + registry.size() + " so far");
    }

    private void run() {
        while (!stopped.get()) {
            try (KafkaConsumer<String, byte[]> consumer =
                    new KafkaConsumer<>(config(), new StringDeserializer(), new ByteArrayDeserializer())) {
                follow(consumer);
            } catch (KafkaException | RegistryUnavailableException fault) {
                LOG.warn("Reading watches failed and starts again: {}", fault.toString());
                pause();
            }
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(context.kafka().clientConfig("redline-detector-watches"));
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        return config;
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.WATCHES.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long inspected = System.nanoTime();
        while (!stopped.get()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                apply(record);
            }
            if (caughtUp.getCount() > 0 && reached(consumer, ends)) {
                caughtUp.countDown();
                LOG.info("{} watches are in force", registry.size());
            }
            if (System.nanoTime() - inspected > COSTS_INSPECTED_EVERY.toNanos()) {
                costs.inspect();
                inspected = System.nanoTime();
            }
        }
    }

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        Set<Map.Entry<TopicPartition, Long>> all = ends.entrySet();
        return all.stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Whatever is wrong with one watch, the others are followed. */
    private void apply(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.value() == null) {
                registry.remove(record.key());
            } else {
                registry.put(values.deserialize(record.topic(), record.value()));
            }
        } catch (RegistryUnavailableException outage) {
            throw outage;
        } catch (RuntimeException poison) {
            // The dead letter is the desk's to write: it reads the same topic, and one letter is enough.
            context.metrics()
                    .counter("redline.watches.unreadable", "service", "detector")
                    .increment();
            LOG.warn("Watch {} cannot be read: {}", record.key(), poison.toString());
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAULT.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
