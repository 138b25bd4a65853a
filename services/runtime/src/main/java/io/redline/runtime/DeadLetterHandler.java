package io.redline.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.redline.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams' policy for faults: a record's own fault becomes a dead letter, written in the same transaction, and the
 * stream goes on; a fault of the broker or the registry stops the thread, which is then replaced and tries again.
 */
public final class DeadLetterHandler
        implements DeserializationExceptionHandler, ProcessingExceptionHandler, ProductionExceptionHandler {

    static final String DEAD_LETTERS_CONFIG = "redline.dead.letters";
    static final String METRICS_CONFIG = "redline.metrics";

    private static final String READ = "read";

    /** Where a fault comes by time and not by a record. */
    private static final String NO_TOPIC = "none";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);

    private @Nullable DeadLetters letters;
    private @Nullable MeterRegistry metrics;

    /** Made by Kafka Streams, which then calls {@link #configure}. */
    public DeadLetterHandler() {}

    @Override
    public void configure(Map<String, ?> config) {
        letters = (DeadLetters) config.get(DEAD_LETTERS_CONFIG);
        metrics = (MeterRegistry) config.get(METRICS_CONFIG);
        // Counters that are there from the start: a rise from nothing is one that no alert rule sees.
        Topics.ALL.forEach(topic -> count(topic.name(), READ, 0));
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception fault) {
        if (!(fault instanceof SerializationException)) {
            return DeserializationExceptionHandler.Response.fail();
        }
        return DeserializationExceptionHandler.Response.resume(
                List.of(letter(context, record.key(), record.value(), READ, fault)));
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception fault) {
        if (fault instanceof RegistryUnavailableException || fault instanceof KafkaException) {
            return ProcessingExceptionHandler.Response.fail();
        }
        return ProcessingExceptionHandler.Response.resume(List.of(
                letter(context, context.sourceRawKey(), context.sourceRawValue(), context.processorNodeId(), fault)));
    }

    /** A record that the broker does not take: as Kafka Streams does by itself. */
    @Override
    public ProductionExceptionHandler.Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception fault) {
        return fault instanceof RetriableException
                ? ProductionExceptionHandler.Response.retry()
                : ProductionExceptionHandler.Response.fail();
    }

    @Override
    @SuppressWarnings("rawtypes") // Kafka's signature
    public ProductionExceptionHandler.Response handleSerializationError(
            ErrorHandlerContext context, ProducerRecord record, Exception fault, SerializationExceptionOrigin origin) {
        return fault instanceof OversizeValueException
                ? ProductionExceptionHandler.Response.resume(List.of(letter(
                        context, context.sourceRawKey(), context.sourceRawValue(), context.processorNodeId(), fault)))
                : ProductionExceptionHandler.Response.fail();
    }

    private ProducerRecord<byte[], byte[]> letter(
            ErrorHandlerContext context,
            byte @Nullable [] key,
            byte @Nullable [] value,
            String stage,
            Exception fault) {
        if (letters == null) {
            throw new IllegalStateException("configure(…) has not been called", fault);
        }
        String topic = Objects.requireNonNullElse(context.topic(), NO_TOPIC);
        count(topic, stage, 1);
        LOG.warn(
                "Set aside as a dead letter: {}-{} at offset {} in {}: {}",
                topic,
                context.partition(),
                context.offset(),
                stage,
                fault.toString());
        return letters.of(
                new DeadLetters.Place(topic, context.partition(), context.offset(), context.timestamp()),
                key,
                value,
                stage,
                fault);
    }

    private void count(String topic, String stage, int letters) {
        if (metrics != null) {
            metrics.counter("redline.dead.letters", "topic", topic, "stage", stage)
                    .increment(letters);
        }
    }
}
