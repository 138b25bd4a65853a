package io.redline.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Manages watches. */
@Command(
        name = "watch",
        description = "Manages watches: what raises alerts, and where they go.",
        synopsisSubcommandLabel = "(add | list | remove | test | preview | import | export)",
        subcommands = {
            WatchAddCommand.class,
            WatchListCommand.class,
            WatchRemoveCommand.class,
            WatchTestCommand.class,
            WatchPreviewCommand.class,
            WatchImportCommand.class,
            WatchExportCommand.class
        })
final class WatchCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: add, list, remove, test, preview, import or export");
    }
}
