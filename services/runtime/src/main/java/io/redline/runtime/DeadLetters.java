package io.redline.runtime;

import io.redline.schemas.DeadLetter;
import io.redline.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: records that could not be read or processed through a fault of their own, set aside with their
 * bytes, their place and the reason, so that the stream goes on and nothing is lost.
 */
public final class DeadLetters {

    /** Largest key or value kept, in bytes: with both at this size a dead letter still fits its topic. */
    static final int MAX_KEPT_BYTES = 1_500_000;

    private final String service;
    private final InstantSource clock;
    private final Serializer<DeadLetter> serializer;

    /**
     * Dead letters of a service.
     *
     * @param service the service's name
     */
    public DeadLetters(String service, AvroSerdes serdes, InstantSource clock) {
        this.service = service;
        this.clock = clock;
        this.serializer = serdes.valuesOf(Topics.DEAD_LETTERS).serializer();
    }

    /** Where a record stood. */
    public record Place(String topic, int partition, long offset, long timestamp) {}

    /** A record for the {@code dead-letters} topic, keyed as the input was. */
    public ProducerRecord<byte[], byte[]> of(
            Place place, byte @Nullable [] key, byte @Nullable [] value, String stage, Throwable fault) {
        Throwable root = rootOf(fault);
        DeadLetter letter = DeadLetter.newBuilder()
                .setTopic(place.topic())
                .setPartition(place.partition())
                .setOffset(place.offset())
                .setKey(wrap(key))
                .setValue(wrap(value))
                .setService(service)
                .setStage(stage)
                .setReason(String.valueOf(fault.getMessage()))
                .setException(root.getClass().getName())
                .setRecordAt(place.timestamp() < 0 ? null : Instant.ofEpochMilli(place.timestamp()))
                .setAt(clock.instant())
                .build();
        String topic = Topics.DEAD_LETTERS.name();
        return new ProducerRecord<>(topic, key, serializer.serialize(topic, letter));
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        return ByteBuffer.wrap(bytes.length <= MAX_KEPT_BYTES ? bytes : Arrays.copyOf(bytes, MAX_KEPT_BYTES));
    }

    private static Throwable rootOf(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
