package io.redline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.runtime.AvroJson;
import io.redline.runtime.AvroSerdes;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.SchemaRegistry;
import io.redline.runtime.Settings;
import io.redline.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that was committed to a topic, from its beginning and as it goes on. */
final class TopicLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<GenericRecord> values;
    private final List<JsonNode> records = new CopyOnWriteArrayList<>();
    private final Thread thread;

    private TopicLog(KafkaSettings settings, Topic<?, ?> topic) {
        Map<String, Object> config = settings.clientConfig("test-" + topic.name());
        config.put("isolation.level", "read_committed");
        this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        this.values = new AvroSerdes(SchemaRegistry.at(settings)).anything();
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.thread = new Thread(this::follow, "follow-" + topic.name());
        this.thread.setDaemon(true);
    }

    /** Follows a topic of the platform that these variables name. */
    static TopicLog follow(Map<String, String> environment, Topic<?, ?> topic) {
        TopicLog log = new TopicLog(KafkaSettings.of(Settings.of(environment)), topic);
        log.thread.start();
        return log;
    }

    /** The records so far, as JSON, in the order of each partition. */
    List<JsonNode> records() {
        return List.copyOf(records);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    GenericRecord value = values.deserialize(record.topic(), record.value());
                    if (value != null) {
                        records.add(AvroJson.toJson(value));
                    }
                }
            }
        } catch (WakeupException closing) {
            // The end of the loop.
        }
    }
}
