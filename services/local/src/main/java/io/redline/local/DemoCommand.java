package io.redline.local;

import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Runs the whole system with sample stories until Ctrl-C. */
@Command(
        name = "demo",
        description = "Runs the whole system on this machine, and publishes sample stories for sample watches.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private SystemOptions options = new SystemOptions();

    @ParentCommand
    private RedlineMain redline = new RedlineMain();

    @Override
    public Integer call() throws Exception {
        LogSettings.forSystem(options.values().data(), redline.verbose());
        Progress progress = Progress.on(System.out);
        return LocalSession.run(
                options.values(), progress, system -> new DemoStories(system.client(), progress, DemoStories.READABLE)
                        .tell(Instant.now()));
    }
}
