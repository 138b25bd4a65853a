package io.redline.detector.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redline.detector.Fixtures;
import io.redline.embedded.EmbeddedBroker;
import io.redline.runtime.AvroSerdes;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.SchemaRegistry;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import io.redline.schemas.Topics;
import io.redline.schemas.Watch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Timeout(180)
class WatchConsumerIT {

    private static final Logger LOG = LoggerFactory.getLogger(WatchConsumerIT.class);
    private static final int PARTITIONS = 6;
    private static final int MANY = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SchemaRegistry schemas = SchemaRegistry.inMemory();
    private final Serializer<Watch> values =
            new AvroSerdes(schemas).valuesOf(Topics.WATCHES).serializer();
    private final WatchRegistry registry = new WatchRegistry();

    private EmbeddedBroker broker;
    private KafkaProducer<byte[], byte[]> producer;
    private ServiceContext context;

    @BeforeEach
    void startBroker(@TempDir Path directory) throws Exception {
        broker = EmbeddedBroker.start(directory, 0, fault -> {});
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(Topics.WATCHES.name(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        ServiceContext system = ServiceMain.context(
                Map.of(
                        KafkaSettings.BOOTSTRAP_SERVERS.name(), broker.bootstrapServers(),
                        KafkaSettings.DATA_DIR.name(), directory.toString()),
                fault -> {});
        context = new ServiceContext(
                system.settings(),
                system.kafka(),
                schemas,
                system.health(),
                system.metrics(),
                system.clock(),
                system.fatal());
    }

    @AfterEach
    void stopBroker() {
        producer.close();
        broker.close();
    }

    @Test
    void badWatchesInTheTopicStopNeitherTheOthersNorThoseToCome() throws Exception {
        write("before", bytes(Fixtures.watch("before").build()));
        write("noise", "no Avro at all".getBytes(StandardCharsets.UTF_8));
        write("stranger", new byte[] {0, 0, 15, 66, 64, 1, 2, 3});
        write("broken", bytes(Fixtures.watch("broken").setQuery("(talks OR").build()));
        write(
                "excluding",
                bytes(Fixtures.watch("excluding").setQuery("NOT talks").build()));
        write(
                "endless",
                bytes(Fixtures.watch("endless").setQuery("(".repeat(20_000)).build()));
        write("after", bytes(Fixtures.watch("after").build()));
        try (WatchConsumer consumer = WatchConsumer.start(registry, context)) {
            consumer.awaitCaughtUp();
            assertThat(registry.size()).isEqualTo(2);
            assertThat(registry.get("before")).isNotNull();
            assertThat(registry.get("after")).isNotNull();
            write("broken", bytes(Fixtures.watch("broken").build()));
            await().atMost(PATIENCE).until(() -> registry.get("broken") != null);
            write("before", null);
            await().atMost(PATIENCE).until(() -> registry.get("before") == null);
        }
    }

    @Test
    void aHundredThousandWatchesAreInForceBeforeTheDetectorIsReady() throws Exception {
        for (int i = 0; i < MANY; i++) {
            String id = "watch-" + i;
            String query = "(\"harbour " + i % 997 + "\" OR pier" + i + " OR dock*) AND (strike OR lockout" + i % 31
                    + ") NOT \"ferry line\"";
            send(id, bytes(Fixtures.watch(id).setQuery(query).build()));
        }
        producer.flush();
        long begun = System.nanoTime();
        try (WatchConsumer consumer = WatchConsumer.start(registry, context)) {
            assertThat(context.health().faults().toString()).contains("still reading watches");
            consumer.awaitCaughtUp();
            LOG.info("{} watches in force after {} ms", MANY, (System.nanoTime() - begun) / 1_000_000);
            assertThat(registry.size()).isEqualTo(MANY);
            assertThat(context.health().faults()).doesNotContainKey("watches");
        }
    }

    private byte[] bytes(Watch watch) {
        return values.serialize(Topics.WATCHES.name(), watch);
    }

    private void write(String key, byte @Nullable [] value) throws Exception {
        send(key, value);
        producer.flush();
    }

    private void send(String key, byte @Nullable [] value) {
        producer.send(new ProducerRecord<>(Topics.WATCHES.name(), key.getBytes(StandardCharsets.UTF_8), value));
    }
}
