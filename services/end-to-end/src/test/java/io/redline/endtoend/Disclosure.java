package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.runtime.KafkaSettings;
import io.redline.runtime.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that a running system lets be seen, place by place, to look for words that must not be there. */
final class Disclosure {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Calls that list what is kept, found and told, or how the system is. */
    private static final List<String> CALLS = List.of(
            "/api/alerts?limit=100",
            "/api/stances?limit=100",
            "/api/stances?retracted=true",
            "/api/shifts?limit=100",
            "/api/deliveries?limit=100",
            "/api/watches",
            "/api/watches/export",
            "/api/silences",
            "/api/audit?limit=100",
            "/api/openapi.json",
            "/health/live",
            "/health/ready",
            "/metrics",
            "/");

    private final Map<String, String> places = new LinkedHashMap<>();

    /** What the API answers: to the calls that list, and to these. */
    Disclosure answers(ApiClient api, String... more) {
        CALLS.forEach(path -> answer(api, path));
        List.of(more).forEach(path -> answer(api, path));
        return this;
    }

    /** What stands anywhere else. */
    Disclosure place(String name, String text) {
        places.put(name, text);
        return this;
    }

    /** Every record of every topic up to now, those of the state stores too, byte by byte whatever its format. */
    Disclosure topics(Map<String, String> environment) {
        Map<String, Object> config = KafkaSettings.of(Settings.of(environment)).clientConfig("disclosure");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<String, StringBuilder> topics = new LinkedHashMap<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    topics.computeIfAbsent(record.topic(), topic -> new StringBuilder())
                            .append(text(record.key()))
                            .append(text(record.value()));
                }
            }
            topics.forEach((topic, text) -> place("topic " + topic, text.toString()));
        }
        return this;
    }

    /** What is seen in a place. */
    String at(String place) {
        return places.getOrDefault(place, "");
    }

    /** Fails where one of these words is seen, in whatever case. */
    void holdsNone(String... words) {
        for (String word : words) {
            assertThat(places).allSatisfy((place, text) -> assertThat(
                            text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)))
                    .as("%s is seen in %s", word, place)
                    .isFalse());
        }
    }

    private void answer(ApiClient api, String path) {
        ApiClient.Answer answer = api.get(path);
        assertThat(answer.status()).as(path).isIn(200, 403);
        place("GET " + path, answer.text());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
