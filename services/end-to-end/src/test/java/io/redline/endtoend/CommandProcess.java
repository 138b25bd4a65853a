package io.redline.endtoend;

import io.redline.local.RedlineMain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command of {@code ./redline} that ran to its end as a process of its own.
 *
 * @param exitCode its exit code
 * @param out lines of its standard output
 * @param err lines of its standard error
 */
record CommandProcess(int exitCode, List<String> out, List<String> err) {

    private static final int PATIENCE_SECONDS = 120;

    static CommandProcess run(String... arguments) throws Exception {
        Path out = Files.createTempFile("redline-", ".out");
        Path err = Files.createTempFile("redline-", ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RedlineMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the command did not end: " + List.of(arguments));
            }
            return new CommandProcess(
                    process.exitValue(),
                    Files.readAllLines(out, StandardCharsets.UTF_8),
                    Files.readAllLines(err, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
