package io.redline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Apicurio Registry as a process of its own on loopback, speaking Confluent's API. Schemas must stay compatible both ways
 * ({@code FULL}), since producers and consumers here are upgraded in any order.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    /** Where the build unpacked the registry, if not beside this class's own jar. */
    private static final String HOME_PROPERTY = "redline.registry.home";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final String JAR_GLOB = "apicurio-registry-app-*-runner.jar";
    private static final String CONFLUENT_API = "/apis/ccompat/v7";
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Duration ASKED_EVERY = Duration.ofMillis(100);
    private static final int REQUEST_TIMEOUT_MILLIS = 2_000;

    private final Process process;
    private final URI url;

    private EmbeddedRegistry(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts the registry and returns when it answers. Its schemas are those of the last time.
     *
     * @param directory where it keeps its database and its log
     * @param port where clients connect; 0 for any free port
     * @throws CannotStartException when the port is taken or the registry does not come up
     */
    public static EmbeddedRegistry start(Path directory, int port) {
        Path log = directory.resolve("registry.log");
        try {
            Files.createDirectories(directory);
            Leftover.in(directory).end(STOP);
            int claimed = Ports.claim("the schema registry", port);
            Process process = new ProcessBuilder(command(directory, claimed))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Leftover.in(directory).remember(process.toHandle());
            EmbeddedRegistry registry =
                    new EmbeddedRegistry(process, URI.create("http://127.0.0.1:" + claimed + CONFLUENT_API));
            registry.awaitAnswer(log);
            return registry;
        } catch (IOException fault) {
            throw new CannotStartException(
                    "The schema registry cannot start in " + directory + " (" + fault.getMessage() + ")", fault);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("The start of the schema registry was interrupted", stopping);
        }
    }

    /** Base address of Confluent's API. */
    public URI url() {
        return url;
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** Stops it in order. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (IOException alreadyGone) {
            LOG.debug("The registry had gone before it was stopped", alreadyGone);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    private static List<String> command(Path directory, int port) throws IOException {
        Path jar = jar();
        return List.of(
                // Ctrl-C reaches the whole foreground group; the registry has to outlive the services that use it.
                "/bin/sh",
                "-c",
                "trap '' INT; exec \"$@\"",
                "registry",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=48m",
                "-cp",
                jar + System.getProperty("path.separator") + ownLocation(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.http.access-log.enabled=false",
                "-Dapicurio.storage.kind=sql",
                "-Dapicurio.storage.sql.kind=h2",
                // A schema number that was given out must be there after a kill.
                "-Dapicurio.datasource.url=jdbc:h2:file:"
                        + directory.toAbsolutePath().resolve("schemas") + ";WRITE_DELAY=0",
                RegistryMain.class.getName(),
                jar.toString());
    }

    private static Path jar() throws IOException {
        String configured = System.getProperty(HOME_PROPERTY);
        Path home = configured != null
                ? Path.of(configured)
                : Optional.ofNullable(ownLocation().getParent()).orElseThrow().resolve("registry");
        if (Files.isDirectory(home)) {
            try (var jars = Files.newDirectoryStream(home, JAR_GLOB)) {
                for (Path jar : jars) {
                    return jar.toAbsolutePath();
                }
            }
        }
        throw new CannotStartException(
                "The schema registry is not in " + home + ": build Redline with mvn package first");
    }

    private static Path ownLocation() {
        try {
            return Path.of(EmbeddedRegistry.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private void awaitAnswer(Path log) throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!requireCompatibility()) {
            if (process.waitFor(ASKED_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CannotStartException("The schema registry ended while starting (exit code "
                        + process.exitValue() + "): its log " + log + " says why");
            }
            if (System.nanoTime() > deadline) {
                close();
                throw new CannotStartException("The schema registry did not answer within " + START.toSeconds()
                        + " seconds: its log " + log + " may say why");
            }
        }
    }

    /** Sets the rule for all subjects; true when the registry took it, which shows that it works. */
    private boolean requireCompatibility() {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) URI.create(url + "/config").toURL().openConnection();
            request.setConnectTimeout(REQUEST_TIMEOUT_MILLIS);
            request.setReadTimeout(REQUEST_TIMEOUT_MILLIS);
            request.setRequestMethod("PUT");
            request.setRequestProperty("Content-Type", "application/json");
            request.setDoOutput(true);
            try (var body = request.getOutputStream()) {
                body.write("{\"compatibility\":\"FULL\"}".getBytes(StandardCharsets.UTF_8));
            }
            return request.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The registry process of an earlier start, which ends by itself, though perhaps not soon enough. */
    private record Leftover(Path file) {

        static Leftover in(Path directory) {
            return new Leftover(directory.resolve("registry.pid"));
        }

        /** Notes the process and its start, since numbers are used again. */
        void remember(ProcessHandle process) throws IOException {
            Files.writeString(file, process.pid() + " " + startOf(process));
        }

        /** Waits for it to end, and ends it when it does not. */
        void end(Duration patience) throws InterruptedException {
            Optional<ProcessHandle> left = find();
            if (left.isEmpty()) {
                return;
            }
            ProcessHandle process = left.get();
            try {
                process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException stubborn) {
                process.destroyForcibly();
                process.onExit().join();
            } catch (java.util.concurrent.ExecutionException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        }

        private Optional<ProcessHandle> find() {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try {
                String[] noted = Files.readString(file).strip().split(" ", 2);
                return ProcessHandle.of(Long.parseLong(noted[0]))
                        .filter(process -> noted.length == 2 && startOf(process).equals(noted[1]));
            } catch (NumberFormatException cutShort) {
                return Optional.empty();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        private static String startOf(ProcessHandle process) {
            return process.info().startInstant().map(Object::toString).orElse("unknown");
        }
    }
}
