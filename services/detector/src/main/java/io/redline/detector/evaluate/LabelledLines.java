package io.redline.detector.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads labelled files: one JSON object a line, blank lines passed over. */
final class LabelledLines {

    private LabelledLines() {}

    /**
     * What the lines of a file say, in order.
     *
     * @param expected what a line should be, with its fields, for whoever has one that is not
     * @param parse makes a value of a line, and throws where it cannot
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when a line is not what is expected; the message names the line
     */
    static <V> List<V> read(Path file, String expected, Function<JsonNode, V> parse) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<V> values = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank()) {
                try {
                    values.add(parse.apply(mapper.readTree(line)));
                } catch (IOException | RuntimeException wrong) {
                    throw new IllegalArgumentException(
                            "Line " + number + " is not a labelled " + expected + ": " + wrong.getMessage(), wrong);
                }
            }
        }
        return values;
    }
}
