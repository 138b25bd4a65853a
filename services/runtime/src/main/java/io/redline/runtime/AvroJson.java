package io.redline.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * JSON that mirrors the Avro schemas: the same names, times as RFC 3339, bytes as Base64, absent values as null. One
 * mapping serves the HTTP API, webhooks and {@code tail}, so that they cannot drift apart.
 */
public final class AvroJson {

    /** Writes and reads JSON everywhere in Redline. */
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Pattern PARSER_NOTE = Pattern.compile(" \\([^()]*\\[Source: .*");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static {
        TrustedRecords.trust();
    }

    private AvroJson() {}

    /** The record as a JSON object, its fields in the schema's order. */
    public static ObjectNode toJson(IndexedRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), toNode(field.schema(), record.get(field.pos())));
        }
        return object;
    }

    /**
     * Reads an object strictly: an unknown field, a wrong type or a missing field without a default is an error that
     * names the field.
     *
     * @param refused names of top-level fields that the schema has but a sender may not set
     * @throws WrongJsonException when the object does not fit
     */
    public static <T extends SpecificRecord> T fromJson(JsonNode node, Class<T> type, Set<String> refused) {
        SpecificData model = SpecificData.getForClass(type);
        return type.cast(readRecord(node, model.getSchema(type), model, "", refused));
    }

    /** Reads JSON that was written here, and is therefore right. */
    public static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("this is no JSON, and cannot have been written here", impossible);
        }
    }

    /** What is wrong with a text that is not JSON, without the parser's notes to programmers. */
    public static String fault(JsonProcessingException broken) {
        String said =
                String.valueOf(broken.getOriginalMessage()).lines().findFirst().orElse("it is empty");
        return PARSER_NOTE.matcher(said).replaceFirst("");
    }

    private static JsonNode toNode(Schema schema, @Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case UNION -> toNode(notNull(schema), value);
            case RECORD -> toJson((IndexedRecord) value);
            case ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                ((Collection<?>) value).forEach(element -> array.add(toNode(schema.getElementType(), element)));
                yield array;
            }
            case INT -> NODES.numberNode((Integer) value);
            case LONG ->
                value instanceof Instant instant
                        ? NODES.textNode(Timestamps.format(instant))
                        : schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                                ? NODES.textNode(Timestamps.format(Instant.ofEpochMilli((Long) value)))
                                : NODES.numberNode((Long) value);
            case FLOAT -> NODES.numberNode((Float) value);
            case DOUBLE -> NODES.numberNode((Double) value);
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case BYTES -> NODES.textNode(base64((ByteBuffer) value));
            default -> NODES.textNode(value.toString());
        };
    }

    private static String base64(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static IndexedRecord readRecord(
            JsonNode node, Schema schema, SpecificData model, String path, Set<String> refused) {
        if (!node.isObject()) {
            throw new WrongJsonException(path, "should be a JSON object");
        }
        for (Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator(); fields.hasNext(); ) {
            String name = fields.next().getKey();
            if (schema.getField(name) == null) {
                throw new WrongJsonException(
                        join(path, name), "is not a field here; the fields are " + names(schema, refused));
            }
            if (refused.contains(name)) {
                throw new WrongJsonException(join(path, name), "is set by Redline itself: leave it out");
            }
        }
        IndexedRecord record = (IndexedRecord) model.newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = node.get(field.name());
            String name = join(path, field.name());
            if (value == null || (value.isNull() && !field.schema().isNullable())) {
                if (field.hasDefaultValue()) {
                    record.put(field.pos(), model.deepCopy(field.schema(), model.getDefaultValue(field)));
                } else if (!refused.contains(field.name())) {
                    throw new WrongJsonException(name, "is missing");
                }
            } else {
                record.put(field.pos(), valueOf(value, field.schema(), model, name));
            }
        }
        return record;
    }

    private static @Nullable Object valueOf(JsonNode value, Schema schema, SpecificData model, String path) {
        switch (schema.getType()) {
            case UNION:
                return value.isNull() ? null : valueOf(value, notNull(schema), model, path);
            case RECORD:
                return readRecord(value, schema, model, path, Set.of());
            case ARRAY:
                require(value.isArray(), path, "should be an array");
                List<Object> elements = new ArrayList<>(value.size());
                for (int i = 0; i < value.size(); i++) {
                    elements.add(valueOf(value.get(i), schema.getElementType(), model, path + "[" + i + "]"));
                }
                return elements;
            case STRING:
                require(value.isTextual(), path, "should be a text in quotes");
                return value.textValue();
            case INT:
                require(value.isIntegralNumber() && value.canConvertToInt(), path, "should be a whole number");
                return value.intValue();
            case LONG:
                return schema.getLogicalType() == null ? readLong(value, path) : readTime(value, path);
            case DOUBLE:
                require(value.isNumber(), path, "should be a number");
                return value.doubleValue();
            case BOOLEAN:
                require(value.isBoolean(), path, "should be true or false");
                return value.booleanValue();
            default:
                throw new WrongJsonException(path, "cannot be set through JSON");
        }
    }

    private static Long readLong(JsonNode value, String path) {
        require(value.isIntegralNumber() && value.canConvertToLong(), path, "should be a whole number");
        return value.longValue();
    }

    private static Instant readTime(JsonNode value, String path) {
        require(value.isTextual(), path, "should be a time such as \"2026-01-30T09:00:00.000Z\"");
        try {
            return Timestamps.parse(value.textValue());
        } catch (IllegalArgumentException wrong) {
            throw new WrongJsonException(path, wrong.getMessage());
        }
    }

    private static void require(boolean right, String path, String expectation) {
        if (!right) {
            throw new WrongJsonException(path, expectation);
        }
    }

    private static Schema notNull(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    private static String names(Schema schema, Set<String> refused) {
        return String.join(
                ", ",
                schema.getFields().stream()
                        .map(Schema.Field::name)
                        .filter(name -> !refused.contains(name))
                        .toList());
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
