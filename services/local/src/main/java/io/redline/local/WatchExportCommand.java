package io.redline.local;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the watches out as one file. */
@Command(
        name = "export",
        description =
                "Writes the watches out as a JSON array or a table, secrets masked, as 'watch import' takes them.")
final class WatchExportCommand implements Callable<Integer> {

    @Option(names = "--csv", description = "As a table: name, query, id, owner, tags.")
    private boolean csv;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to this file.")
    private @Nullable Path output;

    @Mixin
    private ListOptions which = new ListOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        String path = which.path("/api/watches/export", "format", csv ? "csv" : "json");
        if (output == null) {
            Writer out = spec.commandLine().getOut();
            server.client().copy(path, out);
            out.flush();
        } else {
            try (Writer out = Files.newBufferedWriter(output, StandardCharsets.UTF_8)) {
                server.client().copy(path, out);
            }
        }
        return 0;
    }
}
