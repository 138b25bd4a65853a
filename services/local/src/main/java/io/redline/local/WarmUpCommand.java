package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Runs the whole system once, up to its first alert, and ends. The launcher calls it after a build with Java told to
 * archive the classes that were loaded, so that the starts that count need not load them from their jars.
 */
@Command(name = "warm-up", hidden = true, description = "Runs the system up to its first alert, for the launcher.")
final class WarmUpCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration ASKED_EVERY = Duration.ofMillis(100);

    @Override
    public Integer call() throws Exception {
        Path data = Files.createTempDirectory("redline-warm-up-");
        LogSettings.forSystem(data, false);
        try (LocalSystem system =
                LocalSystem.start(LocalOptions.anyPorts(data), System.getenv(), Progress.silent(), fault -> {})) {
            DeskClient desk = system.client();
            new DemoStories(desk, Progress.silent(), Duration.ofMillis(200)).tell(Instant.now());
            return awaitAlert(desk) ? 0 : 1;
        } finally {
            remove(data);
        }
    }

    private static boolean awaitAlert(DeskClient desk) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode alerts = desk.get("/api/alerts").path("items");
            if (!alerts.isEmpty()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(ASKED_EVERY.toMillis());
        }
        return false;
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
