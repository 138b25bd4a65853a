package io.redline.runtime;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a Kafka Streams application exactly-once: a thread that dies of a fault around it is replaced, one that keeps
 * dying stops the process, and a stop drains what is under way.
 */
public final class StreamsRunner implements AutoCloseable {

    public static final Setting<Integer> COMMIT_INTERVAL_MILLIS = Setting.number(
            "REDLINE_COMMIT_INTERVAL_MS",
            20,
            1,
            60_000,
            "How often a transaction is committed, in milliseconds: shorter is faster to the desk until the broker has"
                    + " little time for anything else, longer is cheaper.");

    public static final Setting<Integer> THREADS =
            Setting.number("REDLINE_STREAM_THREADS", 2, 1, 64, "Stream threads of one process.");

    public static final List<Setting<?>> SETTINGS = List.of(COMMIT_INTERVAL_MILLIS, THREADS);

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
    private static final int MAX_DEATHS = 30;
    private static final Duration DEATHS_WITHIN = Duration.ofMinutes(10);
    private static final Duration PAUSE_AFTER_DEATH = Duration.ofSeconds(1);

    /** How soon another instance takes over from one that was killed: Kafka's default of 45 s is long for a desk. */
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final String name;
    private final ServiceContext context;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final Deque<Instant> deaths = new ArrayDeque<>();

    private StreamsRunner(String name, ServiceContext context, Topology topology) {
        this.name = name;
        this.context = context;
        this.streams = new KafkaStreams(topology, config(name, context));
        this.streams.setUncaughtExceptionHandler(this::onDeath);
        this.metrics = new KafkaStreamsMetrics(streams);
    }

    /**
     * Starts the topology under the application id {@code redline-<name>} and registers its health.
     *
     * @param name the service's name
     */
    public static StreamsRunner start(String name, ServiceContext context, Topology topology) {
        StreamsRunner runner = new StreamsRunner(name, context, topology);
        context.health().register("streams-" + name, runner::fault);
        runner.metrics.bindTo(context.metrics());
        runner.streams.start();
        return runner;
    }

    /** The settings that every topology of ours runs with, for tests that drive one without a broker. */
    public static Properties config(String name, ServiceContext context) {
        Properties config = new Properties();
        Map<String, Object> client = context.kafka().clientConfig("redline-" + name);
        config.putAll(client);
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "redline-" + name);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, context.settings().get(COMMIT_INTERVAL_MILLIS));
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, context.settings().get(THREADS));
        config.put(StreamsConfig.POLL_MS_CONFIG, 10);
        config.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) context.kafka().replication());
        config.put(
                StreamsConfig.STATE_DIR_CONFIG,
                context.kafka().dataDirectory().resolve("streams").toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(DeadLetterHandler.DEAD_LETTERS_CONFIG, new DeadLetters(name, context.serdes(), context.clock()));
        config.put(DeadLetterHandler.METRICS_CONFIG, context.metrics());
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        // Nobody reads a record before its transaction is committed, and a commit sends what waits. So records wait for
        // it:
        // one request with all partitions instead of many, each of which the transaction coordinator has to be told of.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 1_000);
        config.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                io.redline.schemas.Topic.MAX_RECORD_BYTES);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
        config.put(StreamsConfig.topicPrefix("max.message.bytes"), io.redline.schemas.Topic.MAX_RECORD_BYTES);
        return config;
    }

    /** Stops after what is under way has been committed, at most 20 seconds from now. */
    @Override
    public void close() {
        context.health().remove("streams-" + name);
        // Leaving the group lets the next instance start at once, rather than when the session of this one has run out.
        CloseOptions leaving = CloseOptions.timeout(DRAIN)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(leaving)) {
            LOG.warn(
                    "The {} stream did not stop within {}; what it had not committed is done again at its start",
                    name,
                    DRAIN);
        }
        metrics.close();
    }

    private Optional<String> fault() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("the " + name + " stream is " + state);
    }

    private StreamThreadExceptionResponse onDeath(Throwable fault) {
        LOG.error("A thread of the {} stream died: {}", name, fault.toString(), fault);
        if (causedBy(fault, MissingSourceTopicException.class) || tooManyDeaths()) {
            context.fatal().accept(fault);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_DEATH.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private synchronized boolean tooManyDeaths() {
        Instant now = context.clock().instant();
        deaths.addLast(now);
        while (deaths.getFirst().isBefore(now.minus(DEATHS_WITHIN))) {
            deaths.removeFirst();
        }
        return deaths.size() > MAX_DEATHS;
    }

    private static boolean causedBy(Throwable fault, Class<? extends Throwable> type) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
