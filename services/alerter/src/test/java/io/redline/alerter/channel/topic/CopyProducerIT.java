package io.redline.alerter.channel.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.Fixtures;
import io.redline.alerter.channel.Outcome;
import io.redline.embedded.EmbeddedPlatform;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import io.redline.schemas.Alert;
import io.redline.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class CopyProducerIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TOPIC = "redline-alerts-copies";

    private final ServiceContext context =
            ServiceMain.context(EmbeddedPlatform.shared().environment(), fault -> {});

    @Test
    void aTopicIsMadeWhenFirstUsedAndTakesCopiesThatNameTheirDelivery() throws Exception {
        Alert alert = Fixtures.alert("a-copied", "w-copied");
        try (CopyProducer producer = new CopyProducer(context, LIMIT)) {
            Outcome first = producer.write(new Copy(TOPIC, "d-1", "alert.created", alert))
                    .get(60, TimeUnit.SECONDS);
            assertThat(first)
                    .isInstanceOfSatisfying(Outcome.Delivered.class, delivered -> assertThat(delivered.receipt())
                            .startsWith(TOPIC + "-"));
            assertThat(producer.write(new Copy(TOPIC, "d-2", "alert.updated", alert))
                            .get(60, TimeUnit.SECONDS))
                    .isInstanceOf(Outcome.Delivered.class);
        }
        // A second process finds the topic there.
        try (CopyProducer producer = new CopyProducer(context, LIMIT)) {
            assertThat(producer.write(new Copy(TOPIC, "d-3", "alert.retracted", alert))
                            .get(60, TimeUnit.SECONDS))
                    .isInstanceOf(Outcome.Delivered.class);
        }
        List<ConsumerRecord<String, Alert>> records = read(3);
        assertThat(records).extracting(ConsumerRecord::key).containsOnly("a-copied");
        assertThat(records).extracting(ConsumerRecord::value).containsOnly(alert);
        assertThat(records)
                .extracting(copy -> header(copy, "redline-delivery-id") + " " + header(copy, "redline-event"))
                .containsExactly("d-1 alert.created", "d-2 alert.updated", "d-3 alert.retracted");
    }

    private List<ConsumerRecord<String, Alert>> read(int count) {
        Map<String, Object> config = context.kafka().clientConfig("read-copies");
        config.put("group.id", "read-copies");
        config.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, Alert>> records = new ArrayList<>();
        try (KafkaConsumer<String, Alert> consumer = new KafkaConsumer<>(
                config,
                new StringDeserializer(),
                context.serdes().valuesOf(Topics.ALERTS).deserializer())) {
            consumer.subscribe(List.of(TOPIC));
            long until = System.nanoTime() + LIMIT.toNanos();
            while (records.size() < count && System.nanoTime() < until) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
