package io.redline.runtime;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * The schema registry: which number stands for which schema. Numbers are cached for the life of the process, since the
 * registry never gives one to another schema.
 *
 * <p>The only class that knows Confluent's client. That client is not in the public repository under its own name; a site
 * that has it swaps the imports here.
 */
public final class SchemaRegistry {

    private static final int CACHED_SCHEMAS = 1_000;
    private static final int NOT_FOUND = 404;
    private static final int INCOMPATIBLE = 409;

    private final SchemaRegistryClient client;
    private final String address;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<String, Map<Schema, Integer>> numbers = new ConcurrentHashMap<>();

    private SchemaRegistry(SchemaRegistryClient client, String address) {
        this.client = client;
        this.address = address;
    }

    /** A registry at the address that the settings give; nothing is asked of it yet. */
    public static SchemaRegistry at(KafkaSettings settings) {
        String address = settings.registryUrl().toString();
        Map<String, Object> config = new HashMap<>(settings.registry());
        config.putIfAbsent("http.connect.timeout.ms", "5000");
        config.putIfAbsent("http.read.timeout.ms", "10000");
        return new SchemaRegistry(new CachedSchemaRegistryClient(address, CACHED_SCHEMAS, config), address);
    }

    /** A registry that lives and dies with this process, for what runs without a broker. */
    public static SchemaRegistry inMemory() {
        return new SchemaRegistry(new MockSchemaRegistryClient(), "in memory");
    }

    /**
     * The number of a schema under a subject; registers it when the registry does not have it yet.
     *
     * @throws RegistryUnavailableException when the registry does not answer
     * @throws IllegalStateException when it refuses the schema as incompatible with what the subject holds
     */
    public int numberOf(String subject, Schema schema) {
        Map<Schema, Integer> known = numbers.computeIfAbsent(subject, s -> new ConcurrentHashMap<>());
        Integer number = known.get(schema);
        if (number == null) {
            number = register(subject, schema);
            known.put(schema, number);
        }
        return number;
    }

    /**
     * The schema behind a number.
     *
     * @throws RegistryUnavailableException when the registry does not answer
     * @throws UnknownSchemaException when it has no schema of that number
     */
    public Schema schemaOf(int number) {
        Schema schema = schemas.get(number);
        if (schema == null) {
            schema = fetch(number);
            schemas.put(number, schema);
        }
        return schema;
    }

    /**
     * Asks the registry for a sign of life.
     *
     * @throws RegistryUnavailableException when it does not give one
     */
    public void check() {
        try {
            client.getAllSubjects();
        } catch (IOException | RestClientException silent) {
            throw unavailable("list its subjects", silent);
        }
    }

    private int register(String subject, Schema schema) {
        try {
            return client.register(subject, new AvroSchema(schema.toString()));
        } catch (RestClientException refused) {
            if (refused.getStatus() == INCOMPATIBLE) {
                throw new IllegalStateException(
                        "The schema registry at " + address + " refuses this program's schema for \"" + subject
                                + "\" as incompatible with the one it holds: run a version of Redline that fits, or"
                                + " evolve the schema compatibly. It said: " + refused.getMessage(),
                        refused);
            }
            throw unavailable("register " + subject, refused);
        } catch (IOException silent) {
            throw unavailable("register " + subject, silent);
        }
    }

    private Schema fetch(int number) {
        try {
            // Parsed anew, since the client's own Avro classes are relocated copies.
            return new Schema.Parser().parse(client.getSchemaById(number).canonicalString());
        } catch (RestClientException refused) {
            if (refused.getStatus() == NOT_FOUND) {
                throw new UnknownSchemaException("the schema registry has no schema number " + number);
            }
            throw unavailable("give schema number " + number, refused);
        } catch (IOException silent) {
            throw unavailable("give schema number " + number, silent);
        }
    }

    private RegistryUnavailableException unavailable(String asked, Exception cause) {
        return new RegistryUnavailableException(
                "The schema registry at " + address + " did not " + asked + ": " + cause.getMessage(), cause);
    }
}
