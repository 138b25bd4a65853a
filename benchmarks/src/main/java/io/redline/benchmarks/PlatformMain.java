package io.redline.benchmarks;

import io.redline.embedded.EmbeddedPlatform;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** A broker and a registry in a process of their own, so that they can be stopped or killed by themselves. */
final class PlatformMain {

    private PlatformMain() {}

    /**
     * Takes a directory, the broker's port, the registry's, and a file that is written once both are ready: the variables
     * that point a service here.
     */
    public static void main(String[] arguments) throws IOException {
        EmbeddedPlatform platform = EmbeddedPlatform.start(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                fault -> Runtime.getRuntime().halt(1));
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop-platform"));
        Properties variables = new Properties();
        variables.putAll(platform.environment());
        Path ready = Path.of(arguments[3]);
        Path written = ready.resolveSibling(ready.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(written)) {
            variables.store(writer, null);
        }
        Files.move(written, ready, StandardCopyOption.ATOMIC_MOVE);
    }
}
