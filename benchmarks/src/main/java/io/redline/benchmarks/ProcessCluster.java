package io.redline.benchmarks;

import io.redline.alerter.AlerterMain;
import io.redline.embedded.Ports;
import io.redline.runtime.Infrastructure;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A broker with its registry, and alerters, each a process of its own that can be killed. Used by one thread at a time. */
final class ProcessCluster implements AutoCloseable {

    private static final int ALERTER_MEGABYTES = 256;
    private static final int PLATFORM_MEGABYTES = 512;

    private final Path directory;
    private final Path ready;
    private final int partitions;
    private final Start start;
    private final int kafkaPort = Ports.free();
    private final int registryPort = Ports.free();
    private final int[] healthPorts;
    private final @Nullable ChildJvm[] alerters;
    private @Nullable ChildJvm platform;

    /** What the processes are compiled for. */
    enum Start {
        /** To be up soon. */
        QUICK,
        /** To be fast when warm. */
        THOROUGH
    }

    /**
     * A cluster of which nothing runs yet.
     *
     * @param directory where the processes keep their data, and their logs
     * @param alerters how many there can be
     * @param partitions of each topic
     */
    ProcessCluster(Path directory, int alerters, int partitions, Start start) {
        this.directory = directory;
        this.ready = directory.resolve("platform.properties");
        this.partitions = partitions;
        this.start = start;
        this.alerters = new ChildJvm[alerters];
        this.healthPorts = new int[alerters];
    }

    /** The variables that point a service here; it keeps its data under this name. */
    Map<String, String> environment(String name) throws IOException {
        Properties variables = new Properties();
        try (Reader reader = Files.newBufferedReader(ready)) {
            variables.load(reader);
        }
        Map<String, String> environment = new TreeMap<>();
        variables.forEach((key, value) -> environment.put(key.toString(), value.toString()));
        environment.put("REDLINE_PARTITIONS", Integer.toString(partitions));
        environment.put("REDLINE_WEBHOOK_ALLOW", "127.0.0.0/8");
        environment.put("REDLINE_DATA_DIR", directory.resolve(name).toString());
        return environment;
    }

    /** Starts broker and registry with everything that alerters need there, and returns what this process works with. */
    ServiceContext open() throws IOException, InterruptedException {
        startPlatform();
        ServiceContext context = ServiceMain.context(environment("bench"), fault -> {});
        try (Infrastructure infrastructure = new Infrastructure(context)) {
            infrastructure.prepare();
        }
        return context;
    }

    /** Starts broker and registry, and returns when both are ready. */
    private void startPlatform() throws IOException, InterruptedException {
        Files.deleteIfExists(ready);
        ChildJvm started = ChildJvm.start(
                PlatformMain.class,
                List.of(
                        directory.resolve("platform").toString(),
                        Integer.toString(kafkaPort),
                        Integer.toString(registryPort),
                        ready.toString()),
                Map.of(),
                options(PLATFORM_MEGABYTES),
                directory.resolve("platform.log"));
        platform = started;
        while (!Files.exists(ready)) {
            if (!started.alive()) {
                throw new IOException("the broker's process ended: see " + directory.resolve("platform.log"));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Stops broker and registry, by asking or with {@code kill -9}, and starts them on the same data. */
    void restartPlatform(boolean kill) throws IOException, InterruptedException {
        if (platform != null && kill) {
            platform.kill();
        } else if (platform != null) {
            platform.close();
        }
        startPlatform();
    }

    void startAlerter(int number) throws IOException {
        Map<String, String> environment = environment("alerter-" + number);
        healthPorts[number] = Ports.free();
        environment.put("REDLINE_HEALTH_PORT", Integer.toString(healthPorts[number]));
        alerters[number] = ChildJvm.start(
                AlerterMain.class,
                List.of(),
                environment,
                options(ALERTER_MEGABYTES),
                directory.resolve("alerter-" + number + ".log"));
    }

    /** Kills an alerter with {@code kill -9} and starts it on the same data. */
    void killAlerter(int number) throws IOException, InterruptedException {
        ChildJvm alerter = alerters[number];
        if (alerter != null) {
            alerter.kill();
        }
        startAlerter(number);
    }

    /** Starts those that ended by themselves, and says which they were. */
    List<Integer> reviveAlerters() throws IOException {
        List<Integer> ended = new ArrayList<>();
        for (int number = 0; number < alerters.length; number++) {
            ChildJvm alerter = alerters[number];
            if (alerter != null && !alerter.alive()) {
                ended.add(number);
                startAlerter(number);
            }
        }
        return ended;
    }

    /** Where an alerter answers for its health and metrics. */
    String healthUrl(int number) {
        return "http://127.0.0.1:" + healthPorts[number];
    }

    /** The number of an alerter's process, or nothing when it does not run. */
    long alerterPid(int number) {
        ChildJvm alerter = alerters[number];
        if (alerter == null) {
            throw new IllegalStateException("alerter " + number + " does not run");
        }
        return alerter.pid();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (ChildJvm alerter : alerters) {
            if (alerter != null) {
                alerter.close();
            }
        }
        if (platform != null) {
            platform.close();
        }
    }

    private List<String> options(int megabytes) {
        List<String> options = new ArrayList<>(List.of("-Xmx" + megabytes + "m", "-XX:+UseSerialGC"));
        if (start == Start.QUICK) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        return options;
    }
}
