package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.runtime.AvroJson;
import io.redline.runtime.AvroSerdes;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows a topic and turns what was committed to it into JSON. */
final class TopicConsumer implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int ANSWER_MILLIS = 10_000;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<GenericRecord> values;
    private final String bootstrapServers;

    /**
     * A consumer of its own, in no group, so that it disturbs nobody.
     *
     * @throws IllegalStateException when the broker's name leads nowhere
     */
    TopicConsumer(KafkaSettings settings) {
        Map<String, Object> config = settings.clientConfig("redline-tail");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS / 2);
        this.bootstrapServers = settings.bootstrapServers();
        this.values = new AvroSerdes(SchemaRegistry.at(settings)).anything();
        try {
            this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException unknownHost) {
            throw silent(unknownHost);
        }
    }

    /**
     * Hands on each record's value as JSON, until told that it is enough.
     *
     * @param fromBeginning true for all that is kept, false for what comes from now on
     * @param wanted gets each value; false ends the following
     * @param unreadable told of each record that is not Avro, in one sentence
     * @throws IllegalStateException when the broker does not answer or has no such topic
     */
    void follow(String topic, boolean fromBeginning, Predicate<JsonNode> wanted, Consumer<String> unreadable) {
        List<TopicPartition> partitions = partitions(topic);
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        // Asking for the places fixes them now; a seek alone would only do so with the first poll.
        partitions.forEach(consumer::position);
        boolean more = true;
        while (more) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                more = more && hand(record, wanted, unreadable);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean hand(
            ConsumerRecord<String, byte[]> record, Predicate<JsonNode> wanted, Consumer<String> unreadable) {
        try {
            GenericRecord value = values.deserialize(record.topic(), record.value());
            return wanted.test(
                    value == null
                            ? AvroJson.MAPPER
                                    .createObjectNode()
                                    .put("key", record.key())
                                    .putNull("value")
                            : AvroJson.toJson(value));
        } catch (SerializationException notAvro) {
            unreadable.accept("Skipped the record at " + record.topic() + "-" + record.partition() + ", offset "
                    + record.offset() + ": " + notAvro.getMessage());
            return true;
        }
    }

    private List<TopicPartition> partitions(String topic) {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IllegalStateException(
                        "The broker at " + bootstrapServers + " has no topic \"" + topic + "\"");
            }
            return partitions;
        } catch (KafkaException silent) {
            throw silent(silent);
        }
    }

    private IllegalStateException silent(KafkaException cause) {
        return new IllegalStateException(
                "Kafka at " + bootstrapServers
                        + " does not answer: start Redline with ./redline up, or name a broker with --bootstrap",
                cause);
    }
}
