package io.redline.desk.feed;

import io.redline.desk.view.Position;
import io.redline.runtime.AvroSerdes;
import io.redline.runtime.DeadLetters;
import io.redline.runtime.ServiceContext;
import io.redline.schemas.AcknowledgementRequest;
import io.redline.schemas.AuditEntry;
import io.redline.schemas.RedeliveryRequest;
import io.redline.schemas.Silence;
import io.redline.schemas.Topic;
import io.redline.schemas.Topics;
import io.redline.schemas.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes what editors change, and dead letters, with an idempotent producer that waits for all replicas. */
public final class CommandProducer implements Commands, AutoCloseable {

    private static final int DELIVERY_TIMEOUT_MILLIS = 10_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
    private static final int BLOCKED_AT_MOST_MILLIS = 5_000;
    private static final int BUFFER_BYTES = 16 * 1024 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroSerdes serdes;
    private final DeadLetters letters;

    /** A producer on the context's cluster. */
    public CommandProducer(ServiceContext context) {
        Map<String, Object> config = context.kafka().clientConfig("redline-desk-commands");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCKED_AT_MOST_MILLIS);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_RECORD_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.serdes = context.serdes();
        this.letters = new DeadLetters("desk", serdes, context.clock());
    }

    @Override
    public Position store(Watch watch) throws InterruptedException {
        return send(Topics.WATCHES, watch.getId(), watch);
    }

    @Override
    public Position remove(String watchId) throws InterruptedException {
        return send(Topics.WATCHES, watchId, null);
    }

    @Override
    public Position acknowledge(AcknowledgementRequest request) throws InterruptedException {
        return send(Topics.ACKNOWLEDGEMENTS, request.getWatchId(), request);
    }

    @Override
    public Position redeliver(RedeliveryRequest request) throws InterruptedException {
        return send(Topics.REDELIVERIES, request.getWatchId(), request);
    }

    @Override
    public Position store(Silence silence) throws InterruptedException {
        return send(Topics.SILENCES, silence.getId(), silence);
    }

    @Override
    public Position removeSilence(String silenceId) throws InterruptedException {
        return send(Topics.SILENCES, silenceId, null);
    }

    @Override
    public Position note(AuditEntry entry) throws InterruptedException {
        return send(Topics.AUDIT, entry.getSubject(), entry);
    }

    /** Sets a record aside that could not be read. */
    void bury(ConsumerRecord<byte[], byte[]> record, Exception fault) throws InterruptedException {
        var place = new DeadLetters.Place(record.topic(), record.partition(), record.offset(), record.timestamp());
        send(letters.of(place, record.key(), record.value(), "read", fault));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    @SuppressWarnings("NullAway") // Kafka's contract: a null value is a tombstone
    private <V extends SpecificRecord> Position send(Topic<String, V> topic, String key, @Nullable V value)
            throws InterruptedException {
        byte[] bytes = serdes.valuesOf(topic).serializer().serialize(topic.name(), value);
        return send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes));
    }

    private Position send(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            RecordMetadata stored = producer.send(record).get();
            return new Position(stored.partition(), stored.offset());
        } catch (ExecutionException | KafkaException refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            throw new CommandFailedException(
                    "Kafka did not take the record for \"" + record.topic() + "\" (" + cause.getMessage() + ")", cause);
        }
    }
}
