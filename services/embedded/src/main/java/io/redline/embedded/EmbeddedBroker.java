package io.redline.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker in this process: KRaft, one node that is its own controller, listening on loopback only. It is the real
 * broker with small buffers; clients of any language may use it.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker and returns when it is ready for clients. Its topics are those of the last time.
     *
     * @param directory where it keeps its logs; made ready for a broker when it is not yet
     * @param port where clients connect; 0 for any free port
     * @param fatal told when the broker cannot go on, as when its disk is full
     * @throws CannotStartException when the port is taken or the directory does not serve
     */
    public static EmbeddedBroker start(Path directory, int port, Consumer<Throwable> fatal) {
        return start(directory, port, Map.of(), fatal);
    }

    /**
     * As {@link #start(Path, int, Consumer)}, with further settings of the broker's own, which overrule these. Clients come
     * to the listener {@code PLAINTEXT}, whatever protocol these settings make it speak.
     */
    public static EmbeddedBroker start(
            Path directory, int port, Map<String, String> further, Consumer<Throwable> fatal) {
        int clientPort = Ports.claim("the Kafka broker", port);
        surviveFaults(fatal);
        try {
            Properties properties = properties(directory, clientPort, Ports.free());
            properties.putAll(further);
            format(directory, properties);
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, clientPort);
        } catch (IOException | RuntimeException fault) {
            throw new CannotStartException(
                    "The Kafka broker cannot start on " + directory + " (" + fault.getMessage()
                            + "): choose another data directory, or remove this one if its articles are not needed",
                    fault);
        }
    }

    /** Where clients connect, {@code host:port}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Stops the broker after its logs are closed. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory, Properties broker) throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Path config = Files.createTempFile("broker-", ".properties");
        try (Writer writer = Files.newBufferedWriter(config)) {
            broker.store(writer, null);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = {
            "format",
            "--config",
            config.toString(),
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--ignore-formatted"
        };
        int exitCode = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        Files.delete(config);
        if (exitCode != 0) {
            throw new IOException(said.toString(StandardCharsets.UTF_8).strip());
        }
    }

    private static Properties properties(Path directory, int port, int controllerPort) {
        Properties broker = new Properties();
        broker.put("process.roles", "broker,controller");
        broker.put("node.id", Integer.toString(NODE_ID));
        broker.put("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        broker.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        broker.put("controller.listener.names", "CONTROLLER");
        broker.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        broker.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        broker.put("log.dirs", directory.toString());
        broker.put("auto.create.topics.enable", "false");

        // One node: everything has one copy.
        broker.put("offsets.topic.replication.factor", "1");
        broker.put("transaction.state.log.replication.factor", "1");
        broker.put("transaction.state.log.min.isr", "1");
        broker.put("share.coordinator.state.topic.replication.factor", "1");
        broker.put("share.coordinator.state.topic.min.isr", "1");

        // A few services, not a data centre: less memory, fewer threads and files, nobody to wait for.
        broker.put("offsets.topic.num.partitions", "4");
        broker.put("transaction.state.log.num.partitions", "4");
        broker.put("num.network.threads", "2");
        broker.put("num.io.threads", "2");
        broker.put("background.threads", "2");
        broker.put("num.recovery.threads.per.data.dir", "2");
        broker.put("group.coordinator.threads", "1");
        broker.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
        broker.put("log.segment.bytes", Integer.toString(128 * 1024 * 1024));
        broker.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
        broker.put("group.initial.rebalance.delay.ms", "0");
        return broker;
    }

    /** The broker ends the process on a fatal fault; here it shares the process, so whoever started it decides. */
    private static void surviveFaults(Consumer<Throwable> fatal) {
        Exit.Procedure tell = (status, message) -> {
            IllegalStateException fault = new IllegalStateException(
                    "the Kafka broker cannot go on" + (message == null ? "" : " (" + message + ")"));
            fatal.accept(fault);
            throw fault;
        };
        Exit.setExitProcedure(tell);
        Exit.setHaltProcedure(tell);
    }
}
