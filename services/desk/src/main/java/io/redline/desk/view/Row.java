package io.redline.desk.view;

import io.redline.runtime.AvroJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the read model keeps of a record.
 *
 * @param id what it tells about; of several records of one id, the layout's order tells the newest
 * @param version version of the id, 0 where records have none
 * @param at where the id stands in lists, in milliseconds; the first record of an id decides
 * @param columns values of the filter columns, in the layout's order
 * @param json the record as the API shows it
 */
record Row(String id, long version, long at, List<@Nullable String> columns, String json) {

    /** A row of a record that carries no version. */
    static Row unversioned(String id, Instant at, SpecificRecord record, @Nullable String... columns) {
        return of(id, 0, at, record, columns);
    }

    static Row of(String id, long version, Instant at, SpecificRecord record, @Nullable String... columns) {
        return new Row(
                id,
                version,
                at.toEpochMilli(),
                Arrays.asList(columns),
                AvroJson.toJson(record).toString());
    }
}
