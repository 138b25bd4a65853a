package io.redline.local;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes watches. */
@Command(name = "remove", description = "Removes watches.")
final class WatchRemoveCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Identifiers of the watches.")
    private List<String> ids = List.of();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DeskClient client = server.client();
        for (String id : ids) {
            client.delete("/api/watches/" + DeskClient.segment(id));
            spec.commandLine().getOut().println("Removed the watch " + id + ".");
        }
        return 0;
    }
}
