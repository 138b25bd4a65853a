package io.redline.desk.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.redline.runtime.AvroJson;
import io.redline.runtime.WrongJsonException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Watches as rows of a table (RFC 4180, UTF-8), as people keep them in spreadsheets: {@code name} and {@code query}, and
 * if wanted {@code id}, {@code owner} and {@code tags}, these parted by semicolons. Whatever else a watch has takes its
 * default.
 */
public final class WatchSheet {

    private static final List<String> COLUMNS = List.of("name", "query", "id", "owner", "tags");
    private static final List<String> NEEDED = List.of("name", "query");
    private static final String TAG_SEPARATOR = ";";

    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private static final ObjectReader ROWS = MAPPER.readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .with(CsvParser.Feature.SKIP_EMPTY_LINES);

    private WatchSheet() {}

    /**
     * Reads a table.
     *
     * @return the rows below the heading, in order; where the table is broken, the last one says so
     * @throws WrongJsonException when the heading does not name the columns
     */
    public static List<WatchRow> read(byte[] csv) throws IOException {
        List<WatchRow> watches = new ArrayList<>();
        try (MappingIterator<String[]> rows = ROWS.readValues(csv)) {
            List<String> heading = heading(rows.hasNextValue() ? rows.nextValue() : new String[0]);
            while (rows.hasNextValue()) {
                watches.add(row(heading, rows.nextValue()));
            }
        } catch (JsonProcessingException broken) {
            watches.add(WatchRow.unreadable("the table cannot be read from here on: " + AvroJson.fault(broken)));
        }
        return watches;
    }

    /** Writes the heading, and after it each watch that the returned writer is given. */
    public static SequenceWriter write(OutputStream out) throws IOException {
        SequenceWriter writer = MAPPER.writerFor(String[].class).writeValues(out);
        return writer.write(COLUMNS.toArray(new String[0]));
    }

    /** The row of a watch in the form of the HTTP API. */
    public static String[] rowOf(JsonNode watch) {
        return COLUMNS.stream().map(column -> cell(watch.path(column))).toArray(String[]::new);
    }

    private static String cell(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(TAG_SEPARATOR))
                : value.isTextual() ? value.textValue() : "";
    }

    private static List<String> heading(String[] first) {
        List<String> heading = Arrays.stream(first)
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        Set<String> once = new HashSet<>(heading);
        if (!once.containsAll(NEEDED) || !COLUMNS.containsAll(once) || once.size() < heading.size()) {
            throw new WrongJsonException(
                    "",
                    "should begin with a line that names the columns, parted by commas: name, query and, if wanted, id,"
                            + " owner, tags, each once");
        }
        return heading;
    }

    private static WatchRow row(List<String> heading, String[] cells) {
        if (cells.length > heading.size()) {
            return WatchRow.unreadable("the row has " + cells.length + " cells and the heading " + heading.size()
                    + ": put a text that has commas in quotes");
        }
        ObjectNode watch = AvroJson.MAPPER.createObjectNode();
        // A row without a query would take every article: an empty cell is left for the parser to refuse.
        watch.put("query", "");
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].strip();
            String column = heading.get(i);
            if (column.equals("tags")) {
                ArrayNode tags = watch.putArray("tags");
                Arrays.stream(cell.split(TAG_SEPARATOR))
                        .map(String::strip)
                        .filter(tag -> !tag.isEmpty())
                        .forEach(tags::add);
            } else if (!cell.isEmpty()) {
                watch.put(column, cell);
            }
        }
        return WatchRow.of(watch);
    }
}
