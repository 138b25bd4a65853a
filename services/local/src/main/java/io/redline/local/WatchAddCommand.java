package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import picocli.CommandLine.Spec;

/** Adds a watch, from options or from a JSON file in the form of the HTTP API. */
@Command(
        name = "add",
        description =
                "Adds a watch. Example: redline watch add '\"red line\" OR talks' --name 'Talks' --email desk@example.org")
final class WatchAddCommand implements Callable<Integer> {

    @Option(names = "--file", paramLabel = "FILE", description = "A watch as a JSON object, instead of the options.")
    private @Nullable Path file;

    @Option(names = "--id", paramLabel = "ID", description = "Its identifier; made up when missing.")
    private @Nullable String id;

    @Option(names = "--name", paramLabel = "NAME", description = "Its name as editors read it; the query when missing.")
    private @Nullable String name;

    @Option(names = "--min-sources", paramLabel = "N", description = "Independent sources needed before it alerts.")
    private @Nullable Integer minSources;

    @Option(names = "--webhook", paramLabel = "URL", description = "Tell this webhook.")
    private List<String> webhooks = List.of();

    @Option(names = "--secret", paramLabel = "whsec_…", description = "Secret that signs what the webhooks get.")
    private @Nullable String secret;

    @Option(names = "--slack", paramLabel = "URL", description = "Tell this Slack incoming webhook.")
    private List<String> slack = List.of();

    @Option(names = "--slack-channel", paramLabel = "ID", description = "Tell this Slack channel, with --slack-token.")
    private List<String> slackChannels = List.of();

    @Option(names = "--slack-token", paramLabel = "xoxb-…", description = "Bot token that posts to the Slack channels.")
    private @Nullable String slackToken;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Copy alerts to this Kafka topic.")
    private List<String> topics = List.of();

    @Option(names = "--email", paramLabel = "ADDRESS", description = "Tell this address by e-mail.")
    private List<String> emails = List.of();

    @Option(
            names = "--follow-ups",
            paramLabel = "DURATION",
            description = "How long follow-ups of a story are gathered, such as PT5M.")
    private @Nullable String followUps;

    @Option(names = "--owner", paramLabel = "OWNER", description = "Who answers for it.")
    private @Nullable String owner;

    @Option(
            names = "--tag",
            split = ",",
            paramLabel = "TAG",
            description = "Words to find it by; several parted by commas.")
    private List<String> tags = List.of();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Articles received from then on raise nothing, such as 2026-03-01T00:00:00Z.")
    private @Nullable String until;

    @Option(names = "--json", description = "Print the stored watch as JSON.")
    private boolean json;

    @Mixin
    private DraftOptions draft = new DraftOptions();

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
        stored.path("warnings")
                .forEach(warning -> spec.commandLine().getErr().println("Is this meant? " + warning.asText()));
        return 0;
    }

    private ObjectNode watch() {
        ObjectNode watch = draft.watch();
        watch.put("name", name != null ? name : draft.name());
        if (id != null) {
            watch.put("id", id);
        }
        if (owner != null) {
            watch.put("owner", owner);
        }
        if (!tags.isEmpty()) {
            tags.forEach(watch.putArray("tags")::add);
        }
        if (until != null) {
            watch.put("enabledUntil", until);
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
        for (String slackChannel : slackChannels) {
            ObjectNode channel = channels.addObject().put("type", "slack").put("channel", slackChannel);
            if (slackToken != null) {
                channel.put("token", slackToken);
            }
        }
        topics.forEach(topic -> channels.addObject().put("type", "topic").put("topic", topic));
        emails.forEach(address -> channels.addObject().put("type", "email").put("to", address));
        if (followUps != null) {
            watch.put("followUps", followUps);
        }
        return watch;
    }
}
