package io.redline.runtime;

import io.redline.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where Kafka and the schema registry are, and how to speak to them.
 *
 * @param bootstrapServers brokers, {@code host:port} parted by commas
 * @param client further Kafka client settings, from {@code REDLINE_KAFKA_…}
 * @param registryUrl base address of a registry that speaks Confluent's API
 * @param registry further registry client settings, from {@code REDLINE_REGISTRY_…}
 * @param replication replication factor that topics are created with
 * @param partitions partitions that topics are created with
 * @param dataDirectory where this process keeps what it can rebuild from Kafka
 */
public record KafkaSettings(
        String bootstrapServers,
        Map<String, String> client,
        URI registryUrl,
        Map<String, String> registry,
        short replication,
        int partitions,
        Path dataDirectory) {

    public static final Setting<String> BOOTSTRAP_SERVERS =
            Setting.hosts("REDLINE_BOOTSTRAP_SERVERS", "127.0.0.1:9092", "Kafka brokers.");

    public static final Setting<URI> SCHEMA_REGISTRY_URL = Setting.url(
            "REDLINE_SCHEMA_REGISTRY_URL", "http://127.0.0.1:8081", "Schema registry that speaks Confluent's API.");

    public static final Setting<Integer> REPLICATION =
            Setting.number("REDLINE_REPLICATION", 1, 1, 9, "Replication factor of the topics Redline creates.");

    public static final Setting<Integer> PARTITIONS = Setting.number(
            "REDLINE_PARTITIONS",
            Topics.PARTITIONS,
            1,
            1_000,
            "Partitions of the topics Redline creates: as many instances can share the work. The same for all services.");

    public static final Setting<Path> DATA_DIR = Setting.directory(
            "REDLINE_DATA_DIR", "./data", "Where a process keeps state that it can rebuild from Kafka.");

    public static final List<Setting<?>> ALL =
            List.of(BOOTSTRAP_SERVERS, SCHEMA_REGISTRY_URL, REPLICATION, PARTITIONS, DATA_DIR);

    /** Prefix of variables handed on to every Kafka client. */
    public static final String KAFKA_PREFIX = "REDLINE_KAFKA_";

    /** Prefix of variables handed on to the registry client. */
    public static final String REGISTRY_PREFIX = "REDLINE_REGISTRY_";

    /** Reads them. */
    public static KafkaSettings of(Settings settings) {
        return new KafkaSettings(
                settings.get(BOOTSTRAP_SERVERS),
                settings.passedOn(KAFKA_PREFIX),
                settings.get(SCHEMA_REGISTRY_URL),
                settings.passedOn(REGISTRY_PREFIX),
                settings.get(REPLICATION).shortValue(),
                settings.get(PARTITIONS),
                settings.get(DATA_DIR));
    }

    /** True when at least one broker's name leads to an address; without one no client can even be made. */
    public boolean findable() {
        try {
            return !ClientUtils.parseAndValidateAddresses(
                            List.of(bootstrapServers.split("\\s*,\\s*")), ClientDnsLookup.USE_ALL_DNS_IPS)
                    .isEmpty();
        } catch (ConfigException unknown) {
            return false;
        }
    }

    /** The start of every client's configuration: brokers, and whatever the operator passes on. */
    public Map<String, Object> clientConfig(String clientId) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return config;
    }
}
