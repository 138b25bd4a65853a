package io.redline.alerter.channel.topic;

import io.redline.alerter.channel.Outcome;
import io.redline.runtime.RegistryUnavailableException;
import io.redline.runtime.ServiceContext;
import io.redline.schemas.Alert;
import io.redline.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes copies of alerts: keyed by alert id, with the delivery's id and the event in the headers {@code redline-…}. */
public final class CopyProducer implements AutoCloseable {

    /** Topics are made for watches, which people write: more of them are a slip that a broker should not pay for. */
    private static final int MOST_TOPICS = 200;

    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final ServiceContext context;
    private final Duration limit;
    private final Admin admin;
    private final Producer<String, Alert> producer;

    /** One thread waits for the broker on behalf of all: it is the same broker that they wait for. */
    private final ExecutorService writer;

    private final Set<String> made = ConcurrentHashMap.newKeySet();

    /**
     * A producer to the context's broker.
     *
     * @param limit how long a copy may take in all
     */
    public CopyProducer(ServiceContext context, Duration limit) {
        this.context = context;
        this.limit = limit;
        this.admin = Admin.create(context.kafka().clientConfig("redline-alerter-topics"));
        int millis = Math.toIntExact(limit.toMillis());
        Map<String, Object> config = context.kafka().clientConfig("redline-alerter-copies");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        this.producer = new KafkaProducer<>(
                config,
                new StringSerializer(),
                context.serdes().valuesOf(Topics.ALERTS).serializer());
        this.writer = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "deliver-topic");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Writes a copy, and makes its topic first where there is none; ends once the broker has it, or with why it has not. */
    public CompletableFuture<Outcome> write(Copy copy) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        writer.execute(() -> {
            try {
                Optional<Outcome> refused = make(copy.topic());
                if (refused.isPresent()) {
                    outcome.complete(refused.get());
                } else {
                    send(copy, outcome);
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                outcome.complete(new Outcome.RetryLater("the alerter stops", null));
            } catch (RuntimeException fault) {
                outcome.complete(outcomeOf(fault));
            }
        });
        return outcome;
    }

    /** Stops once what is under way has been written. */
    @Override
    public void close() {
        writer.shutdownNow();
        producer.close(DRAIN);
        admin.close(DRAIN);
    }

    private void send(Copy copy, CompletableFuture<Outcome> outcome) {
        Alert alert = copy.alert();
        ProducerRecord<String, Alert> record = new ProducerRecord<>(
                copy.topic(), null, alert.getAt().getDetectedAt().toEpochMilli(), alert.getId(), alert);
        record.headers()
                .add("redline-delivery-id", copy.deliveryId().getBytes(StandardCharsets.UTF_8))
                .add("redline-event", copy.event().getBytes(StandardCharsets.UTF_8));
        producer.send(record, (place, fault) -> {
            if (fault == null) {
                outcome.complete(
                        new Outcome.Delivered(null, place.topic() + "-" + place.partition() + "@" + place.offset()));
            } else {
                // Perhaps somebody has deleted it.
                made.remove(copy.topic());
                outcome.complete(outcomeOf(fault));
            }
        });
    }

    /** Sees to it that a topic is there; says why where it is not. */
    private Optional<Outcome> make(String topic) throws InterruptedException {
        if (made.contains(topic)) {
            return Optional.empty();
        }
        if (made.size() >= MOST_TOPICS) {
            return Optional.of(new Outcome.Rejected(
                    "watches name more than " + MOST_TOPICS + " topics: let several share one", null));
        }
        try {
            admin.createTopics(List.of(new NewTopic(
                                    topic,
                                    context.kafka().partitions(),
                                    context.kafka().replication())
                            .configs(Topics.ALERTS.config())))
                    .all()
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException fault) {
            Throwable cause = Objects.requireNonNullElse(fault.getCause(), fault);
            if (!(cause instanceof TopicExistsException)) {
                return Optional.of(outcomeOf(cause));
            }
        } catch (TimeoutException silent) {
            return Optional.of(new Outcome.RetryLater("the broker did not make the topic in time", null));
        }
        made.add(topic);
        return Optional.empty();
    }

    private static Outcome outcomeOf(Throwable fault) {
        if (fault instanceof AuthorizationException || fault instanceof RecordTooLargeException) {
            return new Outcome.Rejected("the broker refuses it: " + fault.getMessage(), null);
        }
        if (fault instanceof SerializationException || fault instanceof RegistryUnavailableException) {
            return new Outcome.RetryLater("the schema registry did not take it: " + fault.getMessage(), null);
        }
        return new Outcome.RetryLater("the broker did not take it: " + fault.getMessage(), null);
    }
}
