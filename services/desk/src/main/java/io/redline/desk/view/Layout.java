package io.redline.desk.view;

import io.redline.schemas.Topic;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;

/**
 * How the records of a topic are laid out for reading.
 *
 * @param topic the topic
 * @param filters columns that lists can be narrowed by
 * @param order which record of an id is its newest
 * @param history true to keep every record of an id, false to keep only the newest
 * @param rowOf what is kept of a record with a value
 */
record Layout<V extends SpecificRecord>(
        Topic<String, V> topic, List<String> filters, Order order, boolean history, Function<Entry<V>, Row> rowOf) {

    /** Which record of an id is its newest. */
    enum Order {
        /** The first one with the highest version, whenever it came. */
        VERSION,
        /** The last one that came. Offsets would not tell: one id may come from two partitions, each with its own. */
        ARRIVAL
    }

    /** Raised when tables change in a way that the other parts of the {@link #fingerprint} do not show. */
    private static final int REVISION = 2;

    /** Changes whenever stored rows would no longer be what this program would store. */
    String fingerprint() {
        return REVISION + "/" + filters + "/" + order + "/" + history + "/"
                + Long.toHexString(SchemaNormalization.parsingFingerprint64(topic.valueSchema()));
    }
}
