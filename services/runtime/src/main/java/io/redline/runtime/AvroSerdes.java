package io.redline.runtime;

import io.redline.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro values in the Confluent wire format: a zero byte, the schema's number as four bytes (big-endian), then Avro binary.
 * Any off-the-shelf Confluent deserializer reads them.
 *
 * <p>The subject is {@code <topic>-value}. A value written with another version of the schema is resolved to this
 * program's version. All classes here are safe for use by several threads.
 */
public final class AvroSerdes {

    /** Largest value written, in bytes: leaves room in a record for its key and what Kafka puts around both. */
    static final int MAX_VALUE_BYTES = Topic.MAX_RECORD_BYTES - 16 * 1024;

    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 5;

    static {
        TrustedRecords.trust();
    }

    private final SchemaRegistry registry;

    /** Serdes that look schemas up in this registry. */
    public AvroSerdes(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Serde for the values of a topic. */
    public <V extends SpecificRecord> Serde<V> valuesOf(Topic<?, V> topic) {
        return of(topic.valueType(), topic.valueSchema());
    }

    /** Serde for records of a generated class, on any topic (internal ones included). */
    public <V extends SpecificRecord> Serde<V> of(Class<V> type, Schema schema) {
        return Serdes.serdeFrom(new AvroSerializer<>(registry, schema), deserializer(type, schema));
    }

    /** Deserializer of records of a generated class. */
    public <V extends SpecificRecord> Deserializer<V> deserializer(Class<V> type, Schema schema) {
        SpecificData model = SpecificData.getForClass(type);
        return new AvroDeserializer<>(registry, written -> new SpecificDatumReader<>(written, schema, model));
    }

    /** Deserializer of whatever record a value holds, as the writer's schema describes it. */
    public Deserializer<GenericRecord> anything() {
        return new AvroDeserializer<>(registry, GenericDatumReader::new);
    }

    private static final class AvroSerializer<V extends SpecificRecord> implements Serializer<V> {

        private final SchemaRegistry registry;
        private final Schema schema;
        private final SpecificDatumWriter<V> writer;
        private final Map<String, String> subjects = new ConcurrentHashMap<>();
        private final ThreadLocal<Buffer> buffers = ThreadLocal.withInitial(Buffer::new);

        AvroSerializer(SchemaRegistry registry, Schema schema) {
            this.registry = registry;
            this.schema = schema;
            this.writer = new SpecificDatumWriter<>(schema);
        }

        @Override
        @SuppressWarnings("NullAway") // Kafka's contract: a null value is a tombstone
        public byte[] serialize(String topic, @Nullable V value) {
            if (value == null) {
                return null;
            }
            int number = registry.numberOf(subjects.computeIfAbsent(topic, name -> name + "-value"), schema);
            byte[] written = buffers.get().write(number, writer, value);
            if (written.length > MAX_VALUE_BYTES) {
                throw new OversizeValueException(topic, written.length);
            }
            return written;
        }
    }

    /** One thread's output buffer and encoder, kept from value to value. */
    private static final class Buffer {

        private static final int INITIAL_BYTES = 4 * 1024;
        private static final int KEPT_BYTES = 256 * 1024;

        private ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        private @Nullable BinaryEncoder encoder;

        <V> byte[] write(int number, SpecificDatumWriter<V> writer, V value) {
            bytes.reset();
            bytes.write(MAGIC);
            bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
            try {
                encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
                writer.write(value, encoder);
                encoder.flush();
            } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException misfit) {
                throw new SerializationException("the value does not fit its schema: " + misfit.getMessage(), misfit);
            }
            byte[] written = bytes.toByteArray();
            if (written.length > KEPT_BYTES) {
                bytes = new ByteArrayOutputStream(INITIAL_BYTES);
            }
            return written;
        }
    }

    private static final class AvroDeserializer<V> implements Deserializer<V> {

        private final SchemaRegistry registry;
        private final Function<Schema, DatumReader<V>> readerOf;
        private final Map<Integer, DatumReader<V>> readers = new ConcurrentHashMap<>();
        private final ThreadLocal<BinaryDecoder> decoders =
                ThreadLocal.withInitial(() -> DecoderFactory.get().binaryDecoder(new byte[0], null));

        AvroDeserializer(SchemaRegistry registry, Function<Schema, DatumReader<V>> readerOf) {
            this.registry = registry;
            this.readerOf = readerOf;
        }

        @Override
        @SuppressWarnings("NullAway") // Kafka's contract: a tombstone is null
        public V deserialize(String topic, byte @Nullable [] bytes) {
            if (bytes == null) {
                return null;
            }
            if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
                throw new SerializationException(
                        "the value is not Avro in the Confluent wire format: it should start with a zero byte and the"
                                + " four bytes of a schema number");
            }
            DatumReader<V> reader =
                    reader(ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt());
            BinaryDecoder decoder = DecoderFactory.get()
                    .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoders.get());
            try {
                return reader.read(null, decoder);
            } catch (IOException | RuntimeException misfit) {
                // Broken bytes surface as any of Avro's, index and negative-size exceptions.
                throw new SerializationException(
                        "the value does not fit the schema it names: " + misfit.getMessage(), misfit);
            }
        }

        private DatumReader<V> reader(int number) {
            DatumReader<V> reader = readers.get(number);
            if (reader == null) {
                reader = readerOf.apply(registry.schemaOf(number));
                readers.put(number, reader);
            }
            return reader;
        }
    }
}
