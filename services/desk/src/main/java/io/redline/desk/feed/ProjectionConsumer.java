package io.redline.desk.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.redline.desk.view.Entry;
import io.redline.desk.view.Position;
import io.redline.desk.view.TopicView;
import io.redline.desk.view.ViewUnavailableException;
import io.redline.runtime.RegistryUnavailableException;
import io.redline.runtime.ServiceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic into its view, on a thread of its own, from where the view left off. No consumer group:
 * every desk reads everything, and the view keeps the positions.
 *
 * <p>A record that cannot be read is set aside as a dead letter; when Kafka, the registry or the disk fail, it says so
 * through the health of the process and tries again.
 */
public final class ProjectionConsumer<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);
    private static final Duration PARTITIONS_CHECKED_EVERY = Duration.ofMinutes(1);
    private static final int MAX_RECORDS = 500;
    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    private static final int PARTITION_FETCH_BYTES = 1024 * 1024;

    private final ServiceContext context;
    private final TopicView<V> view;
    private final CommandProducer producer;
    private final Consumer<List<Entry<V>>> afterwards;
    private final Deserializer<V> deserializer;
    private final Map<String, Object> config;
    private final Counter read;
    private final Counter skipped;
    private final AtomicLong lag = new AtomicLong();
    private final Thread thread;

    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile Optional<String> fault = Optional.of("it has not been read yet");
    private volatile boolean stopping;

    private ProjectionConsumer(
            ServiceContext context, TopicView<V> view, CommandProducer producer, Consumer<List<Entry<V>>> afterwards) {
        String topic = view.topic().name();
        this.context = context;
        this.view = view;
        this.producer = producer;
        this.afterwards = afterwards;
        this.deserializer = context.serdes().valuesOf(view.topic()).deserializer();
        this.config = config(context, topic);
        Tags tags = Tags.of("topic", topic);
        this.read = context.metrics().counter("redline.desk.records", tags);
        this.skipped = context.metrics().counter("redline.desk.dead.letters", tags);
        context.metrics().gauge("redline.desk.lag.records", tags, lag, AtomicLong::doubleValue);
        context.health().register(healthName(), () -> fault.map(why -> "the desk is behind on " + topic + ": " + why));
        this.thread = new Thread(this::run, "desk-" + topic);
        this.thread.setDaemon(true);
    }

    /**
     * Starts to read.
     *
     * @param afterwards told of records once they are stored, in the reading thread: it must not block
     */
    public static <V extends SpecificRecord> ProjectionConsumer<V> start(
            ServiceContext context, TopicView<V> view, CommandProducer producer, Consumer<List<Entry<V>>> afterwards) {
        ProjectionConsumer<V> consumer = new ProjectionConsumer<>(context, view, producer, afterwards);
        consumer.thread.start();
        return consumer;
    }

    /** Waits until it has caught up with what was on the topic when it started. */
    public void awaitCurrent() throws InterruptedException {
        caughtUp.await();
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        context.health().remove(healthName());
    }

    private String healthName() {
        return "desk-" + view.topic().name();
    }

    private static Map<String, Object> config(ServiceContext context, String topic) {
        Map<String, Object> config = context.kafka().clientConfig("redline-desk-" + topic);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A position that is gone means that the topic is not the one we knew: see run().
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_RECORDS);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        return config;
    }

    private void run() {
        while (!stopping) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                followCalmly(consumer);
            } catch (InterruptException | InterruptedException | WakeupException stop) {
                return;
            } catch (OffsetOutOfRangeException moved) {
                LOG.info(
                        "{} no longer holds where the desk left off: going on with what it holds",
                        view.topic().name());
            } catch (KafkaException
                    | RegistryUnavailableException
                    | ViewUnavailableException
                    | CommandFailedException f) {
                if (!retryAfter(f)) {
                    return;
                }
            } catch (RuntimeException | Error bug) {
                fault = Optional.of(String.valueOf(bug));
                context.fatal().accept(bug);
                return;
            }
        }
    }

    private boolean retryAfter(RuntimeException failure) {
        fault = Optional.of(String.valueOf(failure.getMessage()));
        if (!stopping) {
            LOG.warn(
                    "Cannot read {} for the desk, trying again: {}",
                    view.topic().name(),
                    failure.getMessage());
        }
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAULT.toNanos());
            return true;
        } catch (InterruptedException stop) {
            return false;
        }
    }

    private void followCalmly(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        try {
            follow(consumer);
        } catch (InterruptException stop) {
            // A consumer that is closed by an interrupted thread complains of it in the log.
            Thread.interrupted();
            throw stop;
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        view.bindTo(
                identity(),
                ends.entrySet().stream()
                        .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue)));
        Map<Integer, Long> positions = view.positions();
        for (TopicPartition partition : partitions) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            consumer.seek(partition, Math.max(beginning, positions.getOrDefault(partition.partition(), 0L)));
        }
        CatchUp catchUp = new CatchUp(ends);
        long checked = System.nanoTime();
        while (!stopping) {
            if (!fault.isEmpty() && catchUp.reached(consumer)) {
                fault = Optional.empty();
                caughtUp.countDown();
            }
            take(consumer, consumer.poll(POLL));
            lag.set(lag(consumer, partitions));
            if (System.nanoTime() - checked > PARTITIONS_CHECKED_EVERY.toNanos()) {
                checked = System.nanoTime();
                if (partitions(consumer).size() != partitions.size()) {
                    return;
                }
            }
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(view.topic().name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** A topic made anew has another id, on the same cluster as on another. */
    private String identity() throws InterruptedException {
        String topic = view.topic().name();
        try (Admin admin = Admin.create(context.kafka().clientConfig("redline-desk-" + topic + "-admin"))) {
            var described = admin.describeTopics(List.of(topic)).allTopicNames().get();
            return admin.describeCluster().clusterId().get() + "/"
                    + Objects.requireNonNull(described.get(topic)).topicId();
        } catch (ExecutionException silent) {
            throw new KafkaException("Kafka does not describe \"" + topic + "\": " + silent.getMessage(), silent);
        }
    }

    private void take(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records)
            throws InterruptedException {
        if (records.nextOffsets().isEmpty()) {
            return;
        }
        List<Entry<V>> entries = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                entries.add(entry(record));
            } catch (SerializationException broken) {
                skipped.increment();
                producer.bury(record, broken);
            }
        }
        Map<Integer, Long> next = new HashMap<>();
        // Beyond the last record where a transaction's marker follows it.
        records.nextOffsets().forEach((partition, offset) -> next.put(partition.partition(), offset.offset()));
        view.append(entries, next);
        read.increment(entries.size());
        if (!entries.isEmpty()) {
            afterwards.accept(entries);
        }
    }

    private Entry<V> entry(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new SerializationException("the record has no key");
        }
        return new Entry<>(
                new Position(record.partition(), record.offset()),
                new String(record.key(), StandardCharsets.UTF_8),
                deserializer.deserialize(record.topic(), record.value()));
    }

    private static long lag(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        return partitions.stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** The way from where the view left off to where the topic ended at the start. */
    private final class CatchUp {

        private final Map<TopicPartition, Long> goal;
        private final long startedAt = System.nanoTime();
        private long saidAt = startedAt;

        CatchUp(Map<TopicPartition, Long> goal) {
            this.goal = goal;
        }

        boolean reached(KafkaConsumer<byte[], byte[]> consumer) {
            long left = goal.entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                    .sum();
            long now = System.nanoTime();
            boolean slow = saidAt != startedAt;
            if (left == 0 && slow) {
                LOG.info("The desk has caught up with {}", view.topic().name());
            } else if (left > 0) {
                fault = Optional.of(left + " records to go");
                if (now - saidAt > PROGRESS_EVERY.toNanos()) {
                    LOG.info(
                            "The desk catches up with {}: {} records to go",
                            view.topic().name(),
                            left);
                    saidAt = now;
                }
            }
            return left == 0;
        }
    }
}
