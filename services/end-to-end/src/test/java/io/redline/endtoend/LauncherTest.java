package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./redline} in a directory of its own, with a Maven and a Java that only say that they were called. */
class LauncherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path root;

    @BeforeEach
    void layOut() throws IOException {
        Files.copy(Path.of("../../redline"), root.resolve("redline"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        for (String directory : new String[] {"schemas", "benchmarks", "services/sample/target", "bin"}) {
            Files.createDirectories(root.resolve(directory));
        }
        program("java", """
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; fi
                for last in "$@"; do :; done
                echo "java $last"
                """);
        program("javac", "exit 0");
        // Builds until it is told that it may end.
        program("mvn", """
                echo built >>builds
                until [ -f may-end ]; do sleep 0.1; done
                touch benchmarks/target/classpath benchmarks/target/redline-benchmarks-1.jar
                """);
    }

    @Test
    void aSecondCommandWaitsForTheBuildOfTheFirstAndDoesNotBuildAgain() throws Exception {
        Process first = redline("first");
        await().atMost(PATIENCE).until(() -> Files.exists(root.resolve("builds")));
        Process second = redline("second");
        await().atMost(PATIENCE).until(() -> said("second").contains("Waiting for another ./redline"));
        mayEnd();
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(Files.readAllLines(root.resolve("builds"))).hasSize(1);
        assertThat(said("first")).endsWith("java first\n");
        assertThat(said("second")).endsWith("java second\n");
    }

    @Test
    void aTurnWhoseOwnerWasKilledIsTakenOver() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(root.resolve("benchmarks/target"));
        Files.writeString(root.resolve("benchmarks/target/building"), gone.pid() + "\n");
        mayEnd();
        assertThat(redline("only").waitFor()).isZero();
        assertThat(root.resolve("benchmarks/target/building")).doesNotExist();
    }

    @Test
    void jarsAreRemovedBeforeABuildSoThatWhoHasThemOpenKeepsThem() throws Exception {
        Path jar = Files.writeString(root.resolve("services/sample/target/redline-sample.jar"), "opened by another");
        mayEnd();
        assertThat(redline("only").waitFor()).isZero();
        assertThat(jar).doesNotExist();
    }

    @Test
    void aBuildThatFailsIsToldWithItsLog() throws Exception {
        program("mvn", "echo '[ERROR] no such part'; exit 1");
        assertThat(redline("only").waitFor()).isEqualTo(1);
        assertThat(said("only")).contains("[ERROR] no such part", "the build failed; all it said is in ");
        assertThat(root.resolve("benchmarks/target/building")).doesNotExist();
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(root.resolve("bin").resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void mayEnd() throws IOException {
        Files.createFile(root.resolve("may-end"));
    }

    private Process redline(String argument) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", root.resolve("redline").toString(), argument)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve(argument + ".log").toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().merge("PATH", root.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return builder.start();
    }

    private String said(String argument) throws IOException {
        return Files.readString(root.resolve(argument + ".log"));
    }
}
