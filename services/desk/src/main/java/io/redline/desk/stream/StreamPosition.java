package io.redline.desk.stream;

import io.redline.desk.view.Position;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a listener has come: the offset to read next, for each partition of the alerts. Every desk on the same topic
 * understands it, so a listener may go on at another instance, or after a restart.
 *
 * @param topic short name of the very topic the offsets belong to
 * @param next offset to read next, by partition from 0
 */
public record StreamPosition(String topic, Map<Integer, Long> next) {

    private static final char SEPARATOR = '-';
    private static final int MAX_TEXT = 4_000;

    public StreamPosition {
        next = new TreeMap<>(next);
    }

    /** The text sent as an event's id, such as {@code 1f3a9c20-14.0.7}. */
    public String text() {
        int partitions = next.keySet().stream()
                .mapToInt(partition -> partition + 1)
                .max()
                .orElse(0);
        long[] offsets = new long[partitions];
        next.forEach((partition, offset) -> offsets[partition] = offset);
        return topic
                + SEPARATOR
                + Arrays.stream(offsets).mapToObj(Long::toString).collect(Collectors.joining("."));
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException when it is not such a text
     */
    public static StreamPosition of(String text) {
        try {
            int separator = text.indexOf(SEPARATOR);
            if (separator > 0 && text.length() <= MAX_TEXT) {
                Map<Integer, Long> next = new TreeMap<>();
                String offsets = text.substring(separator + 1);
                for (String offset : offsets.isEmpty() ? new String[0] : offsets.split("\\.", -1)) {
                    next.put(next.size(), Long.parseUnsignedLong(offset));
                }
                return new StreamPosition(text.substring(0, separator), next);
            }
        } catch (NumberFormatException wrong) {
            // Said below, in the words that help.
        }
        throw new IllegalArgumentException(
                "the last event id is not one this stream gives: send the \"id\" of the last event, or none to start now");
    }

    /** True when the record at this position has not been passed yet. */
    boolean before(Position position) {
        return position.offset() >= next.getOrDefault(position.partition(), 0L);
    }

    /** The position once that record has been passed. */
    StreamPosition after(Position position) {
        Map<Integer, Long> further = new TreeMap<>(next);
        further.put(position.partition(), position.offset() + 1);
        return new StreamPosition(topic, further);
    }

    /** The further of the two, partition by partition. */
    StreamPosition atLeast(Map<Integer, Long> offsets) {
        Map<Integer, Long> further = new TreeMap<>(next);
        offsets.forEach((partition, offset) -> further.merge(partition, offset, Math::max));
        return new StreamPosition(topic, further);
    }
}
