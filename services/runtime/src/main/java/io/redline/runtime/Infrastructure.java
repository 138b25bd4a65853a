package io.redline.runtime;

import io.redline.schemas.Topic;
import io.redline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker and the registry: waits for them, makes sure that topics and schemas are there, and watches their health. */
public final class Infrastructure implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Infrastructure.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CHECKED_EVERY = Duration.ofSeconds(5);
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

    private final ServiceContext context;
    private final Admin admin;
    private final Thread probe;
    private final AtomicReference<Optional<String>> brokerFault;
    private final AtomicReference<Optional<String>> registryFault;

    /** Starts to watch the broker and the registry; readiness says no until both have answered. */
    public Infrastructure(ServiceContext context) {
        this.context = context;
        Map<String, Object> config = context.kafka().clientConfig("redline-admin");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        this.admin = Admin.create(config);
        this.brokerFault = new AtomicReference<>(Optional.of(brokerSilent("not asked yet")));
        this.registryFault = new AtomicReference<>(
                Optional.of("the schema registry at " + context.kafka().registryUrl() + " has not answered yet"));
        context.health().register("broker", () -> Objects.requireNonNull(brokerFault.get()));
        context.health().register("registry", () -> Objects.requireNonNull(registryFault.get()));
        this.probe = new Thread(this::watch, "watch-infrastructure");
        this.probe.setDaemon(true);
        this.probe.start();
    }

    /**
     * Waits until broker and registry answer, says so while it waits, then creates the topics that are missing and
     * registers their schemas.
     *
     * @throws InterruptedException when the process is asked to stop meanwhile
     * @throws IllegalStateException when a topic or schema cannot be made as this program needs it
     */
    public void prepare() throws InterruptedException {
        Instant saidAt = Instant.EPOCH;
        while (true) {
            try {
                createMissing(Topics.ALL);
                Topics.ALL.forEach(topic -> context.registry().numberOf(topic.subject(), topic.valueSchema()));
                brokerFault.set(Optional.empty());
                registryFault.set(Optional.empty());
                return;
            } catch (KafkaException | RegistryUnavailableException silent) {
                if (Duration.between(saidAt, context.clock().instant()).compareTo(CHECKED_EVERY) >= 0) {
                    LOG.warn("Waiting: {}", silent.getMessage());
                    saidAt = context.clock().instant();
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
    }

    @Override
    public void close() {
        probe.interrupt();
        admin.close(Duration.ofSeconds(1));
    }

    private void createMissing(Collection<? extends Topic<?, ?>> topics) throws InterruptedException {
        var present = await(admin.listTopics().names().toCompletionStage().toCompletableFuture());
        List<NewTopic> missing = new ArrayList<>();
        for (Topic<?, ?> topic : topics) {
            if (!present.contains(topic.name())) {
                missing.add(new NewTopic(
                                topic.name(),
                                context.kafka().partitions(),
                                context.kafka().replication())
                        .configs(topic.config()));
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        try {
            await(admin.createTopics(missing).all().toCompletionStage().toCompletableFuture());
            LOG.info("Created topics {}", missing.stream().map(NewTopic::name).toList());
        } catch (TopicExistsException anotherInstanceWasFaster) {
            LOG.debug("Topics were created by another instance", anotherInstanceWasFaster);
        }
    }

    private <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
            if (cause instanceof TopicExistsException exists) {
                throw exists;
            }
            throw new KafkaException(brokerSilent(String.valueOf(cause.getMessage())), cause);
        }
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(CHECKED_EVERY.toMillis());
                brokerFault.set(askBroker());
                registryFault.set(askRegistry());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> askBroker() throws InterruptedException {
        try {
            await(admin.describeCluster().clusterId().toCompletionStage().toCompletableFuture());
            return Optional.empty();
        } catch (KafkaException silent) {
            return Optional.of(String.valueOf(silent.getMessage()));
        }
    }

    private Optional<String> askRegistry() {
        try {
            context.registry().check();
            return Optional.empty();
        } catch (RegistryUnavailableException silent) {
            return Optional.of(String.valueOf(silent.getMessage()));
        }
    }

    private String brokerSilent(String why) {
        return "Kafka at " + context.kafka().bootstrapServers() + " does not answer (" + why + ")";
    }
}
