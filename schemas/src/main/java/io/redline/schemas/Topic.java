package io.redline.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;

/**
 * A Kafka topic as code knows it: its name, what its keys and values are, and how it is created.
 *
 * @param name the topic's name
 * @param key what the UTF-8 key says, for people
 * @param valueType class of the values
 * @param valueSchema Avro schema of the values, registered as {@code <name>-value}
 * @param partitions partitions to create it with where no setting says otherwise
 * @param retention how long records are kept; empty for a compacted topic, which keeps the newest of each key
 * @param <K> type of the keys
 * @param <V> type of the values
 */
@NullMarked
public record Topic<K, V extends SpecificRecord>(
        String name,
        String key,
        Class<K> keyType,
        Class<V> valueType,
        Schema valueSchema,
        int partitions,
        Optional<Duration> retention) {

    /** Largest record a topic takes, in bytes: the largest article (1 MiB of text) with room for its other fields. */
    public static final int MAX_RECORD_BYTES = 4 * 1024 * 1024;

    /** Subject of the value schema in the registry. */
    public String subject() {
        return name + "-value";
    }

    /** True when the topic keeps the newest value of each key instead of all values for a time. */
    public boolean compacted() {
        return retention.isEmpty();
    }

    /** The broker settings that the topic is created with. */
    public Map<String, String> config() {
        return retention
                .map(time -> Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", Long.toString(time.toMillis()),
                        "max.message.bytes", Integer.toString(MAX_RECORD_BYTES)))
                .orElse(Map.of(
                        "cleanup.policy", "compact",
                        "min.cleanable.dirty.ratio", "0.1",
                        "max.message.bytes", Integer.toString(MAX_RECORD_BYTES)));
    }
}
