package io.redline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise to everybody who reads our topics: what is released can always be read, by old programs and new.
 *
 * <p>A schema that changes compatibly passes. At a release, put the schemas of that release beside the earlier ones.
 */
class SchemasTest {

    private static final List<String> RELEASES = List.of("0.1");

    static Stream<Topic<?, ?>> topics() {
        return Topics.ALL.stream().map(topic -> topic);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyFieldIsDocumented(Topic<?, ?> topic) {
        List<String> undocumented = new ArrayList<>();
        collectUndocumented(topic.valueSchema(), topic.name(), undocumented);
        assertThat(undocumented).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void releasedRecordsCanBeReadByThisProgram(Topic<?, ?> topic) {
        for (Schema released : released(topic)) {
            assertThat(SchemaCompatibility.checkReaderWriterCompatibility(topic.valueSchema(), released)
                            .getType())
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void releasedProgramsCanReadTodaysRecords(Topic<?, ?> topic) {
        for (Schema released : released(topic)) {
            assertThat(SchemaCompatibility.checkReaderWriterCompatibility(released, topic.valueSchema())
                            .getType())
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    private static List<Schema> released(Topic<?, ?> topic) {
        return RELEASES.stream()
                .map(release -> read("/released/" + release + "/" + topic.name() + ".avsc"))
                .toList();
    }

    private static Schema read(String resource) {
        try (InputStream in = SchemasTest.class.getResourceAsStream(resource)) {
            assertThat(in).as("the released schema %s", resource).isNotNull();
            return new Schema.Parser().parse(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void collectUndocumented(Schema schema, String path, List<String> undocumented) {
        switch (schema.getType()) {
            case RECORD:
                if (schema.getDoc() == null) {
                    undocumented.add(path);
                }
                for (Schema.Field field : schema.getFields()) {
                    String name = path + "." + field.name();
                    if (field.doc() == null || field.doc().isBlank()) {
                        undocumented.add(name);
                    }
                    collectUndocumented(field.schema(), name, undocumented);
                }
                break;
            case ARRAY:
                collectUndocumented(schema.getElementType(), path + "[]", undocumented);
                break;
            case UNION:
                schema.getTypes().forEach(type -> collectUndocumented(type, path, undocumented));
                break;
            default:
                break;
        }
    }
}
