package io.redline.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one service as a process of its own: settings from the environment, validated; then the service; until it is asked
 * to stop (exit code 0), cannot go on (1) or was set up wrongly (2).
 */
public final class ServiceMain {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);
    private static final int NAME_ASKED_EVERY_SECONDS = 5;

    /** Starts a service; what it returns is closed at the end. */
    @FunctionalInterface
    public interface Starter {

        /** Starts the service and returns once it runs. */
        AutoCloseable start(ServiceContext context) throws Exception;
    }

    private ServiceMain() {}

    /** Settings that every process reads. */
    public static List<Setting<?>> settings() {
        List<Setting<?>> settings = new ArrayList<>(KafkaSettings.ALL);
        settings.addAll(StreamsRunner.SETTINGS);
        settings.addAll(HealthServer.SETTINGS);
        return settings;
    }

    /**
     * Runs a service that has no HTTP API: a {@link HealthServer} stands beside it. Never returns; the process exits.
     *
     * @param name the service's name
     * @param settings its own settings, validated before anything starts
     */
    public static void run(String name, Collection<? extends Setting<?>> settings, Starter starter) {
        runBare(name, settings, context -> {
            HealthServer health = HealthServer.start(context);
            AutoCloseable service = starter.start(context);
            return () -> {
                service.close();
                health.close();
            };
        });
    }

    /** As {@link #run}, for a service that answers health and metrics itself. */
    public static void runBare(String name, Collection<? extends Setting<?>> settings, Starter starter) {
        System.exit(execute(name, System.getenv(), settings, starter));
    }

    /** A context made from these variables, with fresh health and metrics. */
    public static ServiceContext context(Map<String, String> environment, Consumer<Throwable> fatal) {
        Settings settings = Settings.of(environment);
        KafkaSettings kafka = KafkaSettings.of(settings);
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        bindGc(metrics);
        Health health = new Health();
        Gauge.builder("redline.ready", health, asked -> asked.ready() ? 1 : 0)
                .description("1 while /health/ready says yes")
                .strongReference(true)
                .register(metrics);
        return new ServiceContext(
                settings, kafka, SchemaRegistry.at(kafka), health, metrics, InstantSource.system(), fatal);
    }

    @SuppressWarnings("resource") // lives as long as the process
    private static void bindGc(PrometheusMeterRegistry metrics) {
        new JvmGcMetrics().bindTo(metrics);
    }

    /** Runs the service until its end and returns the exit code. */
    static int execute(
            String name, Map<String, String> environment, Collection<? extends Setting<?>> own, Starter starter) {
        CompletableFuture<Throwable> stop = new CompletableFuture<>();
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicReference<@Nullable Thread> starting = new AtomicReference<>(Thread.currentThread());
        try {
            Settings settings = Settings.of(environment);
            settings.validate(settings());
            settings.validate(own);
            ServiceContext context = context(environment, stop::complete);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> stopAndWait(stop, starting, stopped), "stop-" + name));
            LOG.info("Starting {}", name);
            context.health().register(name, () -> Optional.of(name + " is starting"));
            awaitBrokerName(context.kafka(), stop);
            AutoCloseable service = starter.start(context);
            starting.set(null);
            context.health().remove(name);
            LOG.info("{} runs", name);
            Throwable fault = stop.get();
            LOG.info("Stopping {}", name);
            service.close();
            LOG.info("{} stopped", name);
            return fault instanceof StopRequest ? 0 : 1;
        } catch (WrongSettingException wrong) {
            System.err.println(wrong.getMessage());
            return 2;
        } catch (InterruptedException | ExecutionException stopping) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (Exception fault) {
            LOG.error("{} cannot start: {}", name, fault.getMessage(), fault);
            return 1;
        } finally {
            stopped.countDown();
        }
    }

    /** Names of containers come and go with them; a broker that has none yet is waited for like one that is silent. */
    private static void awaitBrokerName(KafkaSettings kafka, CompletableFuture<Throwable> stop)
            throws InterruptedException {
        while (!kafka.findable() && !stop.isDone()) {
            LOG.warn("Waiting: no broker of {} can be found by its name", kafka.bootstrapServers());
            TimeUnit.SECONDS.sleep(NAME_ASKED_EVERY_SECONDS);
        }
    }

    /**
     * The shutdown hook: the process ends when it returns, so it waits until the service is closed. A start that waits for
     * its broker waits no longer.
     */
    private static void stopAndWait(
            CompletableFuture<Throwable> stop, AtomicReference<@Nullable Thread> starting, CountDownLatch stopped) {
        if (stop.complete(new StopRequest())) {
            Thread starter = starting.get();
            if (starter != null) {
                starter.interrupt();
            }
            try {
                stopped.await();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
            // Else the signal would decide the exit code.
            Runtime.getRuntime().halt(0);
        }
    }

    /** Says that the process was asked to stop, which is no fault. */
    private static final class StopRequest extends Throwable {
        private static final long serialVersionUID = 1L;
    }
}
