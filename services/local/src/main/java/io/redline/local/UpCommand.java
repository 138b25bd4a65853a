package io.redline.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Runs the whole system until Ctrl-C. */
@Command(
        name = "up",
        description = "Runs the whole system on this machine: Kafka, schema registry, all services and the console.")
final class UpCommand implements Callable<Integer> {

    @Mixin
    private SystemOptions options = new SystemOptions();

    @ParentCommand
    private RedlineMain redline = new RedlineMain();

    @Override
    public Integer call() throws Exception {
        LogSettings.forSystem(options.values().data(), redline.verbose());
        return LocalSession.run(options.values(), Progress.on(System.out), system -> {});
    }
}
