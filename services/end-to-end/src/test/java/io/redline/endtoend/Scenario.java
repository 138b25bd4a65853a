package io.redline.endtoend;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A piece of news and what has to come of it, as data.
 *
 * @param name a sentence
 * @param watches as the HTTP API takes them; a channel may be the word {@code webhook}, {@code slack} or
 *     {@code email}
 * @param articles as the HTTP API takes them, in the order of publication
 * @param expect what has to come of it, and nothing else
 */
record Scenario(String name, List<ObjectNode> watches, List<ObjectNode> articles, Expectation expect) {

    /**
     * What has to come of a scenario.
     *
     * @param alerts every alert of the watches with all its versions
     * @param webhooks for each watch the events that its webhook gets, in order
     * @param slack for each watch the headers of the messages that its Slack gets, in order
     * @param mails for each watch how many mails its address gets
     * @param stances some stances that the record then holds
     * @param shifts some shifts that the record then holds
     */
    record Expectation(
            @JsonProperty(required = true) List<History> alerts,
            @Nullable Map<String, List<String>> webhooks,
            @Nullable Map<String, List<String>> slack,
            @Nullable Map<String, Integer> mails,
            @Nullable List<Map<String, String>> stances,
            @Nullable List<Map<String, String>> shifts) {}

    /**
     * An alert from its first version to its last.
     *
     * @param watch the watch that was met
     * @param kind what raised it in the end
     * @param states the state of each version
     * @param articles the article behind each version, with its version
     * @param terms passages of the first version that met the query
     */
    record History(String watch, String kind, List<String> states, List<String> articles, List<String> terms) {}

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** All scenarios, in the order of their files. */
    static Stream<Scenario> all() throws IOException {
        Path directory = Path.of("src/test/resources/scenarios");
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .map(Scenario::read)
                    .toList()
                    .stream();
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static Scenario read(Path file) {
        try {
            return YAML.readValue(file.toFile(), Scenario.class);
        } catch (IOException wrong) {
            throw new UncheckedIOException(file.toString(), wrong);
        }
    }
}
