package io.redline.endtoend;

import io.redline.embedded.EmbeddedPlatform;
import io.redline.embedded.Ports;
import io.redline.local.RedlineMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code redline up} as a process of its own, which can be killed. */
final class UpProcess {

    private static final int KILLED = 128 + 9;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path data;
    private final int kafkaPort;
    private final int registryPort;
    private final URI url;
    private final Map<String, String> variables;

    private UpProcess(
            Process process, Path data, int kafkaPort, int registryPort, URI url, Map<String, String> variables) {
        this.process = process;
        this.data = data;
        this.kafkaPort = kafkaPort;
        this.registryPort = registryPort;
        this.url = url;
        this.variables = variables;
    }

    /** Starts it on this data directory and returns when it says that it is ready. */
    static UpProcess start(Path data) throws Exception {
        return start(data, Map.of());
    }

    /** As {@link #start(Path)}, with these environment variables. */
    static UpProcess start(Path data, Map<String, String> variables) throws Exception {
        return start(data, Ports.free(), Ports.free(), Ports.free(), variables);
    }

    /**
     * Starts it anew on the same data and the same ports, as an operator would. On another port the broker first tries to
     * end the transactions it was killed in at its old address, and they stay open.
     */
    UpProcess again() throws Exception {
        return start(data, url.getPort(), kafkaPort, registryPort, variables);
    }

    private static UpProcess start(Path data, int port, int kafkaPort, int registryPort, Map<String, String> variables)
            throws Exception {
        ProcessBuilder command = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        // It is started too often, and runs too shortly, for the costly compiler to earn what it takes.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RedlineMain.class.getName(),
                        "up",
                        "--port=" + port,
                        "--kafka-port=" + kafkaPort,
                        "--registry-port=" + registryPort,
                        "--data=" + data))
                .redirectErrorStream(true);
        command.environment().putAll(variables);
        Process process = command.start();
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, ready), "read-up");
        reader.setDaemon(true);
        reader.start();
        if (!ready.completeOnTimeout(false, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()) {
            process.destroyForcibly();
            throw new IllegalStateException("the process ended or hung while starting");
        }
        return new UpProcess(process, data, kafkaPort, registryPort, URI.create("http://127.0.0.1:" + port), variables);
    }

    ApiClient api() {
        return new ApiClient(url);
    }

    /** The variables that point a client at its broker and registry. */
    Map<String, String> environment() {
        return Map.of(
                "REDLINE_BOOTSTRAP_SERVERS", "127.0.0.1:" + kafkaPort,
                "REDLINE_SCHEMA_REGISTRY_URL", "http://127.0.0.1:" + registryPort + "/apis/ccompat/v7");
    }

    /** Its broker and registry alone, on the same data and ports; to be closed before it is started again. */
    EmbeddedPlatform platformAlone() {
        return EmbeddedPlatform.start(data, kafkaPort, registryPort, fault -> {});
    }

    /** Ends it as a power switch would: no hook runs, nothing is flushed. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (process.waitFor() != KILLED) {
            throw new IllegalStateException("the process had ended before it was killed");
        }
    }

    /** Asks it to end, as Ctrl-C does, and returns its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    private static void read(Process process, CompletableFuture<Boolean> ready) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println("up: " + line);
                if (line.startsWith("Console: ")) {
                    ready.complete(true);
                }
            }
        } catch (IOException ended) {
            System.out.println("up: (" + ended.getMessage() + ")");
        } finally {
            ready.complete(false);
        }
    }
}
