package io.redline.local;

import io.redline.alerter.AlerterService;
import io.redline.alerter.AlerterSettings;
import io.redline.desk.DeskService;
import io.redline.detector.DetectorService;
import io.redline.embedded.EmbeddedPlatform;
import io.redline.embedded.Ports;
import io.redline.ingest.IngestService;
import io.redline.runtime.ApiTokens;
import io.redline.runtime.Infrastructure;
import io.redline.runtime.SecretBox;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import io.redline.runtime.Settings;
import io.redline.runtime.SignedLinks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole of Redline on this machine: broker and registry, and every service in this process. */
public final class LocalSystem implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSystem.class);

    private static final Duration CHECKED_EVERY = Duration.ofMillis(50);
    private static final Duration SAID_EVERY = Duration.ofSeconds(5);

    /** Started in this order, so that what is told is heard; stopped in the opposite one. */
    private static final List<LocalService> SERVICES = List.of(
            new LocalService("desk", DeskService.SETTINGS, DeskService::start),
            new LocalService("alerter", AlerterSettings.ALL, AlerterService::start),
            new LocalService("detector", DetectorService.SETTINGS, DetectorService::start),
            new LocalService("ingest", IngestService.SETTINGS, IngestService::start));

    private final EmbeddedPlatform platform;
    private final Deque<AutoCloseable> running;
    private final URI url;
    private final @Nullable String token;

    private LocalSystem(EmbeddedPlatform platform, Deque<AutoCloseable> running, URI url, @Nullable String token) {
        this.platform = platform;
        this.running = running;
        this.url = url;
        this.token = token;
    }

    /**
     * Starts everything and returns when the desk answers.
     *
     * @param options ports and data directory
     * @param environment variables that the services read, as an operator would set them
     * @param progress told what is going on
     * @param fatal told when the system cannot go on
     * @throws io.redline.embedded.CannotStartException when broker or registry cannot start
     * @throws io.redline.runtime.WrongSettingException when a variable is wrong
     * @throws Exception what a service throws when it cannot start; nothing is left running then
     */
    public static LocalSystem start(
            LocalOptions options, Map<String, String> environment, Progress progress, Consumer<Throwable> fatal)
            throws Exception {
        Settings settings = Settings.of(environment);
        settings.validate(ServiceMain.settings());
        SERVICES.forEach(service -> settings.validate(service.settings()));
        int port = Ports.claim("the desk", options.port());
        long begun = System.nanoTime();
        progress.say("Starting the Kafka broker and the schema registry ...");
        EmbeddedPlatform platform =
                EmbeddedPlatform.start(options.data(), options.kafkaPort(), options.registryPort(), fatal);
        progress.done("broker at " + platform.bootstrapServers() + ", registry at " + platform.registryUrl(), begun);
        Deque<AutoCloseable> running = new ArrayDeque<>();
        try {
            begun = System.nanoTime();
            progress.say("Starting the services ...");
            Map<String, String> variables = variables(environment, platform, port, options.data());
            Optional<String> token = Optional.empty();
            if (!ApiTokens.of(settings).none()) {
                // Those that are set may be hashes, and may not allow what this process does.
                token = Optional.of(UUID.randomUUID().toString());
                variables.merge(
                        ApiTokens.TOKENS.name(), "redline-itself:admin:" + token.get(), (set, own) -> set + "," + own);
            }
            ServiceContext context = ServiceMain.context(variables, fatal);
            Infrastructure infrastructure = new Infrastructure(context);
            running.push(infrastructure);
            infrastructure.prepare();
            for (LocalService service : SERVICES) {
                running.push(service.starter().start(context));
            }
            awaitReady(context, progress);
            progress.done("all services run", begun);
            URI url = URI.create("http://127.0.0.1:" + port);
            return new LocalSystem(platform, running, url, token.orElse(null));
        } catch (Exception fault) {
            stop(running);
            platform.close();
            throw fault;
        }
    }

    /** Address of the console and the HTTP API. */
    public URI url() {
        return url;
    }

    /** A client of the HTTP API, with a token when the system asks for one. */
    DeskClient client() {
        return new DeskClient(url, token);
    }

    /** The broker and the registry beneath. */
    public EmbeddedPlatform platform() {
        return platform;
    }

    /** Stops the services, each after what it has under way is done, then registry and broker. */
    @Override
    public void close() {
        stop(running);
        platform.close();
    }

    /** Waits until everything works, and says what it waits for. */
    private static void awaitReady(ServiceContext context, Progress progress) throws InterruptedException {
        long saidAt = System.nanoTime();
        for (Map<String, String> faults = context.health().faults();
                !faults.isEmpty();
                faults = context.health().faults()) {
            if (System.nanoTime() - saidAt > SAID_EVERY.toNanos()) {
                progress.say("  waiting: " + String.join("; ", faults.values()));
                saidAt = System.nanoTime();
            }
            TimeUnit.MILLISECONDS.sleep(CHECKED_EVERY.toMillis());
        }
    }

    private static Map<String, String> variables(
            Map<String, String> environment, EmbeddedPlatform platform, int port, Path data) throws IOException {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.putAll(platform.environment());
        variables.put("REDLINE_HTTP_PORT", Integer.toString(port));
        int ingestPort = Ports.free();
        variables.put("REDLINE_INGEST_PORT", Integer.toString(ingestPort));
        variables.put("REDLINE_INGEST_URL", "http://127.0.0.1:" + ingestPort);
        variables.putIfAbsent("REDLINE_WEBHOOK_ALLOW", "127.0.0.0/8,::1/128");
        variables.putIfAbsent(SignedLinks.PUBLIC_URL.name(), "http://127.0.0.1:" + port);
        if (!variables.containsKey(SignedLinks.LINK_KEY.name())) {
            variables.put(SignedLinks.LINK_KEY.name(), LocalKey.in(data, "link-key"));
        }
        if (!variables.containsKey(SecretBox.KEYS.name())) {
            variables.put(SecretBox.KEYS.name(), LocalKey.in(data, "secrets-key"));
        }
        return variables;
    }

    private static void stop(Deque<AutoCloseable> running) {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception fault) {
                LOG.warn("A service did not stop in order: {}", fault.getMessage(), fault);
            }
        }
    }
}
