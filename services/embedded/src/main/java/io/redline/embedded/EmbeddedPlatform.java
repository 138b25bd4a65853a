package io.redline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A broker and a registry that belong together, on one data directory. */
public final class EmbeddedPlatform implements AutoCloseable {

    /** One for each of a service's two stream threads: here nobody else shares the work, and each costs every commit. */
    private static final String PARTITIONS = "2";

    private static @Nullable EmbeddedPlatform shared;

    private final DataDirectory data;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;

    private EmbeddedPlatform(DataDirectory data, EmbeddedBroker broker, EmbeddedRegistry registry) {
        this.data = data;
        this.broker = broker;
        this.registry = registry;
    }

    /**
     * Starts both side by side and returns when both are ready.
     *
     * @param directory where both keep what survives a restart
     * @param kafkaPort 0 for any free port
     * @param registryPort 0 for any free port
     * @param fatal told when the broker cannot go on
     * @throws CannotStartException when one of them cannot start; nothing is left running then
     */
    public static EmbeddedPlatform start(Path directory, int kafkaPort, int registryPort, Consumer<Throwable> fatal) {
        DataDirectory data = DataDirectory.claim(directory);
        CompletableFuture<EmbeddedBroker> broker = startAside(
                "start-broker", () -> EmbeddedBroker.start(data.path().resolve("kafka"), kafkaPort, fatal));
        CompletableFuture<EmbeddedRegistry> registry = startAside(
                "start-registry", () -> EmbeddedRegistry.start(data.path().resolve("registry"), registryPort));
        try {
            return new EmbeddedPlatform(data, broker.join(), registry.join());
        } catch (CompletionException failed) {
            registry.thenAccept(EmbeddedRegistry::close)
                    .exceptionally(fault -> null)
                    .join();
            broker.thenAccept(EmbeddedBroker::close)
                    .exceptionally(fault -> null)
                    .join();
            data.close();
            if (failed.getCause() instanceof CannotStartException unfit) {
                throw unfit;
            }
            throw failed;
        }
    }

    /**
     * The platform of this test JVM: started on free ports and a temporary directory when first asked for, stopped and
     * removed when the JVM ends.
     */
    public static synchronized EmbeddedPlatform shared() {
        if (shared == null) {
            try {
                Path directory = Files.createTempDirectory("redline-");
                EmbeddedPlatform platform = start(directory, 0, 0, fault -> {});
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    platform.close();
                    remove(directory);
                }));
                shared = platform;
            } catch (IOException noTemporaryDirectory) {
                throw new UncheckedIOException(noTemporaryDirectory);
            }
        }
        return shared;
    }

    /** Where Kafka clients connect, {@code host:port}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Base address of the registry's Confluent API. */
    public URI registryUrl() {
        return registry.url();
    }

    /** The number of the registry's process; the broker is in this one. */
    public long registryPid() {
        return registry.pid();
    }

    /** Absolute path of the data directory; services may keep theirs beside the broker's and the registry's. */
    public Path directory() {
        return data.path();
    }

    /** The variables that point a service here. */
    public Map<String, String> environment() {
        return Map.of(
                "REDLINE_BOOTSTRAP_SERVERS", bootstrapServers(),
                "REDLINE_SCHEMA_REGISTRY_URL", registryUrl().toString(),
                "REDLINE_PARTITIONS", PARTITIONS,
                "REDLINE_DATA_DIR", directory().toString());
    }

    @Override
    public void close() {
        broker.close();
        registry.close();
        data.close();
    }

    private static <T> CompletableFuture<T> startAside(String threadName, Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, task -> new Thread(task, threadName).start());
    }

    private static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftBehind) {
            System.err.println("The temporary directory " + directory + " stays: " + leftBehind.getMessage());
        }
    }
}
