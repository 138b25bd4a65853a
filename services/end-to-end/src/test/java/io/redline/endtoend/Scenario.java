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
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A piece of news and what has to come of it, as data.
 *
 * @param name a sentence
 * @param awaits what Redline cannot do yet: until then the scenario is skipped, and this is printed
 * @param watches as the HTTP API takes them; a channel may be the word {@code webhook}, {@code slack} or
 *     {@code email}
 * @param steps what happens, in this order
 * @param expect what has to come of it, and nothing else
 */
record Scenario(String name, @Nullable String awaits, List<ObjectNode> watches, List<Step> steps, Expectation expect) {

    /**
     * What has to come of a scenario.
     *
     * @param alerts every alert of the watches with all its versions, in the order of their first articles
     * @param webhooks for each watch what its webhook gets, in order; none where a watch is not named
     * @param slack for each watch the headers of the messages that its Slack gets, in order
     * @param mails for each watch the subjects of the mails that its address gets, in order
     * @param stances some stances that the record then holds
     * @param shifts some shifts that the record then holds
     */
    record Expectation(
            @JsonProperty(required = true) List<History> alerts,
            Map<String, List<String>> webhooks,
            Map<String, List<String>> slack,
            Map<String, List<String>> mails,
            List<Map<String, String>> stances,
            List<Map<String, String>> shifts) {

        Expectation {
            webhooks = Objects.requireNonNullElse(webhooks, Map.of());
            slack = Objects.requireNonNullElse(slack, Map.of());
            mails = Objects.requireNonNullElse(mails, Map.of());
            stances = Objects.requireNonNullElse(stances, List.of());
            shifts = Objects.requireNonNullElse(shifts, List.of());
        }
    }

    /**
     * An alert from its first version to its last.
     *
     * @param watch the watch that was met
     * @param kind what raised it in the end
     * @param states the state of each version
     * @param articles the article behind each version, with its version
     * @param sources how many independent sources each version counts; may be left out
     * @param says words that stand in the reason of each version; may be left out
     * @param terms passages of the first version that met the query; may be left out
     */
    record History(
            String watch,
            String kind,
            List<String> states,
            List<String> articles,
            List<Integer> sources,
            List<String> says,
            List<String> terms) {

        History {
            sources = Objects.requireNonNullElse(sources, List.of());
            says = Objects.requireNonNullElse(says, List.of());
            terms = Objects.requireNonNullElse(terms, List.of());
        }
    }

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

    /** Whether the system is stopped, killed or reset in it, so that no other scenario can run beside it. */
    boolean needsTheSystemForItself() {
        return steps.stream()
                .anyMatch(step -> step instanceof Step.Backlog
                        || (step instanceof Step.Operator operator
                                && operator.deed().disturbs()));
    }

    /** Whether the detector finds everything anew in it, and so writes every alert again. */
    boolean reprocesses() {
        return steps.contains(new Step.Operator(Step.Deed.REPROCESS));
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
