package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds a watch, from options or from a JSON file in the form of the HTTP API. */
@Command(
        name = "add",
        description =
                "Adds a watch. Example: redline watch add '\"red line\" OR talks' --name 'Talks' --email desk@example.org")
final class WatchAddCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "QUERY", description = "The query; the same as --query.")
    private @Nullable String plainQuery;

    @Option(
            names = "--query",
            paramLabel = "QUERY",
            description = "What articles have to match, such as '(\"red line\" OR negotiat*) AND Iran'.")
    private @Nullable String namedQuery;

    @Option(names = "--file", paramLabel = "FILE", description = "A watch as a JSON object, instead of the options.")
    private @Nullable Path file;

    @Option(names = "--id", paramLabel = "ID", description = "Its identifier; made up when missing.")
    private @Nullable String id;

    @Option(names = "--name", paramLabel = "NAME", description = "Its name as editors read it; the query when missing.")
    private @Nullable String name;

    @Option(
            names = "--on",
            split = ",",
            paramLabel = "KIND",
            description = "What raises an alert: keyword, stance, shift; several parted by commas.")
    private List<String> kinds = List.of();

    @Option(names = "--actor", paramLabel = "CODE", description = "Stances and shifts of this actor only, such as IRN.")
    private @Nullable String actor;

    @Option(names = "--target", paramLabel = "CODE", description = "Stances and shifts towards this target only.")
    private @Nullable String target;

    @Option(names = "--issue", paramLabel = "ISSUE", description = "Stances and shifts about this issue only.")
    private @Nullable String issue;

    @Option(names = "--side", paramLabel = "SIDE", description = "cooperative or conflict only.")
    private @Nullable String side;

    @Option(names = "--min-confidence", paramLabel = "0-1", description = "Stances and shifts at least this sure.")
    private @Nullable Double minConfidence;

    @Option(names = "--min-sources", paramLabel = "N", description = "Independent sources needed before it alerts.")
    private @Nullable Integer minSources;

    @Option(names = "--webhook", paramLabel = "URL", description = "Tell this webhook.")
    private List<String> webhooks = List.of();

    @Option(names = "--secret", paramLabel = "whsec_…", description = "Secret that signs what the webhooks get.")
    private @Nullable String secret;

    @Option(names = "--slack", paramLabel = "URL", description = "Tell this Slack incoming webhook.")
    private List<String> slack = List.of();

    @Option(names = "--email", paramLabel = "ADDRESS", description = "Tell this address by e-mail.")
    private List<String> emails = List.of();

    @Option(
            names = "--follow-ups",
            paramLabel = "DURATION",
            description = "How long follow-ups of a story are gathered, such as PT5M.")
    private @Nullable String followUps;

    @Option(names = "--json", description = "Print the stored watch as JSON.")
    private boolean json;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        byte[] body = file == null ? watch().toString().getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(file);
        JsonNode stored = server.client().post("/api/watches", "application/json", body);
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? stored.toString()
                                : "Added the watch " + stored.path("id").asText() + ".");
        return 0;
    }

    private ObjectNode watch() {
        String query = namedQuery != null ? namedQuery : plainQuery;
        if (query == null && kinds.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Give a query, or --on stance or shift for a watch on all articles, or --file");
        }
        ObjectNode watch = AvroJson.MAPPER.createObjectNode();
        if (id != null) {
            watch.put("id", id);
        }
        watch.put("name", name != null ? name : query != null ? query : "all " + String.join(", ", kinds));
        watch.put("query", query);
        if (!kinds.isEmpty()) {
            ArrayNode on = watch.putArray("on");
            kinds.forEach(on::add);
        }
        if (actor != null || target != null || issue != null || side != null || minConfidence != null) {
            ObjectNode stance = watch.putObject("stance");
            stance.put("actor", actor).put("target", target).put("issue", issue).put("side", side);
            if (minConfidence != null) {
                stance.put("minConfidence", minConfidence);
            }
        }
        if (minSources != null) {
            watch.put("minSources", minSources);
        }
        ArrayNode channels = watch.putArray("channels");
        for (String url : webhooks) {
            ObjectNode channel = channels.addObject().put("type", "webhook").put("url", url);
            if (secret != null) {
                channel.put("secret", secret);
            }
        }
        slack.forEach(url -> channels.addObject().put("type", "slack").put("url", url));
        emails.forEach(address -> channels.addObject().put("type", "email").put("to", address));
        if (followUps != null) {
            watch.put("followUps", followUps);
        }
        return watch;
    }
}
