package io.redline.local;

import io.redline.embedded.EmbeddedPlatform;
import io.redline.embedded.Ports;
import io.redline.runtime.Infrastructure;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import io.redline.runtime.Settings;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole of Redline on this machine: broker and registry, and every service in this process. */
public final class LocalSystem implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSystem.class);

    /** Started in this order, so that what is told is heard; stopped in the opposite one. */
    private static final List<LocalService> SERVICES = List.of();

    private final EmbeddedPlatform platform;
    private final Deque<AutoCloseable> running;
    private final URI url;

    private LocalSystem(EmbeddedPlatform platform, Deque<AutoCloseable> running, URI url) {
        this.platform = platform;
        this.running = running;
        this.url = url;
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
        Settings.of(environment).validate(ServiceMain.settings());
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
            ServiceContext context = ServiceMain.context(variables(environment, platform, port), fatal);
            Infrastructure infrastructure = new Infrastructure(context);
            running.push(infrastructure);
            infrastructure.prepare();
            for (LocalService service : SERVICES) {
                running.push(service.starter().start(context));
            }
            progress.done("all services run", begun);
            return new LocalSystem(platform, running, URI.create("http://127.0.0.1:" + port));
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

    private static Map<String, String> variables(Map<String, String> environment, EmbeddedPlatform platform, int port) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.putAll(platform.environment());
        variables.put("REDLINE_HTTP_PORT", Integer.toString(port));
        int ingestPort = Ports.free();
        variables.put("REDLINE_INGEST_PORT", Integer.toString(ingestPort));
        variables.put("REDLINE_INGEST_URL", "http://127.0.0.1:" + ingestPort);
        variables.putIfAbsent("REDLINE_WEBHOOK_ALLOW", "127.0.0.0/8,::1/128");
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
