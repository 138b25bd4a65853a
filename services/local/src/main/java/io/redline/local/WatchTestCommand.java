package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a test through the channels of a watch. */
@Command(name = "test", description = "Sends a test through the channels of a watch.")
final class WatchTestCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Identifier of the watch.")
    private String id = "";

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        JsonNode sent = server.client()
                .post(
                        "/api/watches/" + DeskClient.segment(id) + "/test",
                        "application/json",
                        "{}".getBytes(StandardCharsets.UTF_8));
        sent.path("deliveries").forEach(trial -> spec.commandLine()
                .getOut()
                .println("Sent a test by " + trial.path("type").asText() + ": "
                        + trial.path("id").asText()));
        return 0;
    }
}
