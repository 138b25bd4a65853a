package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where {@code ./redline up} cannot start, it says why and what to do in one sentence, and ends. */
class RefusedStartIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"--port, the desk", "--kafka-port, the Kafka broker", "--registry-port, the schema registry"})
    void aPortInUseIsNamedWithWhatItIsFor(String option, String what) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = other.getLocalPort();
            Map<String, Integer> ports = new TreeMap<>(Map.of("--port", 0, "--kafka-port", 0, "--registry-port", 0));
            ports.put(option, taken);
            assertRefused(
                    up(ports, directory),
                    "Port " + taken + " for " + what + " cannot be had (Address already in use):"
                            + " stop the program that listens there, or choose another port.");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        Path data = file.resolve("data");
        assertRefused(
                up(Map.of("--port", 0, "--kafka-port", 0, "--registry-port", 0), data),
                "The data directory " + data + " cannot be written (FileSystem: " + data
                        + ": Not a directory): make it writable, or choose another one.");
    }

    private static CommandProcess up(Map<String, Integer> ports, Path data) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("up", "--data=" + data));
        ports.forEach((option, port) -> arguments.add(option + "=" + port));
        return CommandProcess.run(arguments.toArray(String[]::new));
    }

    private static void assertRefused(CommandProcess up, String sentence) {
        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.err()).containsExactly(sentence);
    }
}
