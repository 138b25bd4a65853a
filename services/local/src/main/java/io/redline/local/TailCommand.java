package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.Settings;
import io.redline.schemas.Topic;
import io.redline.schemas.Topics;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Follows a topic as JSON Lines. */
@Command(name = "tail", description = "Follows a topic, decoded to one JSON object a line.")
final class TailCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TOPIC", description = "articles, watches, stances, stance-shifts, alerts, deliveries, …")
    private String topic = "";

    @Option(names = "--from-beginning", description = "Start with the oldest record that is kept, not with the next.")
    private boolean fromBeginning;

    @Option(names = "--limit", paramLabel = "N", description = "End after that many records.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "The Kafka broker; else REDLINE_BOOTSTRAP_SERVERS, else 127.0.0.1:9092.")
    private @Nullable String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The schema registry; else REDLINE_SCHEMA_REGISTRY_URL, else the local one.")
    private @Nullable String registry;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (Topics.named(topic).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no topic \"" + topic + "\"; there are: "
                            + String.join(
                                    ", ", Topics.ALL.stream().map(Topic::name).toList()));
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (TopicConsumer consumer = new TopicConsumer(KafkaSettings.of(Settings.of(variables())))) {
            consumer.follow(topic, fromBeginning, printed(out), err::println);
        }
        return 0;
    }

    /** Prints until the limit, or until nobody reads any more. */
    private Predicate<JsonNode> printed(PrintWriter out) {
        long[] left = {limit};
        return value -> {
            out.println(value);
            left[0]--;
            return left[0] > 0 && !out.checkError();
        };
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(System.getenv());
        // The embedded registry keeps Confluent's API below a path.
        variables.putIfAbsent(KafkaSettings.SCHEMA_REGISTRY_URL.name(), "http://127.0.0.1:8081/apis/ccompat/v7");
        if (bootstrap != null) {
            variables.put(KafkaSettings.BOOTSTRAP_SERVERS.name(), bootstrap);
        }
        if (registry != null) {
            variables.put(KafkaSettings.SCHEMA_REGISTRY_URL.name(), registry);
        }
        return variables;
    }
}
