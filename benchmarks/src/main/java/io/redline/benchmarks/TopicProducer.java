package io.redline.benchmarks;

import io.redline.runtime.ServiceContext;
import io.redline.schemas.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/** Producers that a benchmark writes one of our topics with: each record goes at once and is acknowledged by all. */
final class TopicProducer {

    private TopicProducer() {}

    static <V extends SpecificRecord> KafkaProducer<String, V> of(ServiceContext context, Topic<String, V> topic) {
        Map<String, Object> config = new HashMap<>(context.kafka().clientConfig("bench-producer-" + topic.name()));
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_RECORD_BYTES);
        return new KafkaProducer<>(
                config, new StringSerializer(), context.serdes().valuesOf(topic).serializer());
    }
}
