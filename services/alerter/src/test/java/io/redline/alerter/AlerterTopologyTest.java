package io.redline.alerter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.redline.alerter.channel.Bounce;
import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.Endpoint;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.alerter.pipeline.Backlog;
import io.redline.alerter.pipeline.DeliveryPipeline;
import io.redline.alerter.pipeline.Dispatcher;
import io.redline.alerter.pipeline.LateOutcome;
import io.redline.alerter.pipeline.RetryPolicy;
import io.redline.runtime.ChannelVault;
import io.redline.runtime.DeliveryIds;
import io.redline.runtime.Health;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.SchemaRegistry;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.Settings;
import io.redline.runtime.StreamsRunner;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import io.redline.schemas.DeliveryOutcome;
import io.redline.schemas.Silence;
import io.redline.schemas.Topic;
import io.redline.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlerterTopologyTest {

    @TempDir
    private Path data;

    private final HandClock clock = new HandClock();
    private final List<DeliveryOutcome> outcomes = new ArrayList<>();
    private final FlakyChannel channel = new FlakyChannel();
    private ServiceContext context;
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        Settings settings = Settings.of(Map.of("REDLINE_DATA_DIR", data.toString()));
        context = new ServiceContext(
                settings,
                KafkaSettings.of(settings),
                SchemaRegistry.inMemory(),
                new Health(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                clock,
                fault -> {});
        driver = new TopologyTestDriver(topology(), StreamsRunner.config("alerter", context), clock.instant());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void theTopologyDoesNotChangeUnintentionally() throws IOException {
        try (InputStream golden =
                Objects.requireNonNull(getClass().getResourceAsStream("/io/redline/alerter/topology.txt"))) {
            assertThat(topology().describe().toString().strip())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    @Test
    void anAlertBecomesADeliveryKeyedByItsAlert() {
        channel.answers(new Outcome.Delivered(200));
        write(Topics.WATCHES, "w", Fixtures.watch("w", Fixtures.webhook("https://desk.example/hook")));
        write(Topics.ALERTS, "w", Fixtures.alert("a", "w", 1, "new", clock.instant()));
        outcomesReturn();
        List<KeyValue<String, Delivery>> deliveries = read(Topics.DELIVERIES);
        assertThat(deliveries).extracting(pair -> pair.key).containsOnly("a");
        assertThat(deliveries).extracting(pair -> pair.value.getState()).containsExactly("pending", "delivered");
    }

    @Test
    void aRetryIsMadeWhenItsTimeHasCome() {
        channel.answers(new Outcome.RetryLater("busy", 503));
        write(Topics.WATCHES, "w", Fixtures.watch("w", Fixtures.webhook("https://desk.example/hook")));
        write(Topics.ALERTS, "w", Fixtures.alert("a", "w", 1, "new", clock.instant()));
        outcomesReturn();
        channel.answers(new Outcome.Delivered(200));
        pass(Duration.ofSeconds(2));
        outcomesReturn();
        assertThat(read(Topics.DELIVERIES))
                .extracting(pair -> pair.value.getState())
                .containsExactly("pending", "retrying", "delivered");
    }

    @Test
    void whatComesBackLaterIsNotDelivered() {
        channel.answers(new Outcome.Delivered(200));
        write(Topics.WATCHES, "w", Fixtures.watch("w", Fixtures.webhook("https://desk.example/hook")));
        write(Topics.ALERTS, "w", Fixtures.alert("a", "w", 1, "new", clock.instant()));
        outcomesReturn();
        outcomes.add(LateOutcome.of(new Bounce(channel.sent(), "it came back", 550, true), clock.instant()));
        outcomesReturn();
        assertThat(read(Topics.DELIVERIES))
                .extracting(pair -> pair.value.getState())
                .containsExactly("pending", "delivered", "failed");
    }

    @Test
    void aSilenceHoldsAnAlertUntilItIsEnded() {
        channel.answers(new Outcome.Delivered(200));
        write(Topics.WATCHES, "w", Fixtures.watch("w", Fixtures.webhook("https://desk.example/hook")));
        write(
                Topics.SILENCES,
                "s",
                Silence.newBuilder()
                        .setId("s")
                        .setWatchId("w")
                        .setBy("Mira")
                        .setReason("the pilots are on a break")
                        .setFrom(clock.instant())
                        .setUntil(clock.instant().plus(Duration.ofHours(1)))
                        .build());
        write(Topics.ALERTS, "w", Fixtures.alert("a", "w", 1, "new", clock.instant()));
        pass(Duration.ofSeconds(20));
        assertThat(read(Topics.DELIVERIES))
                .extracting(pair -> pair.value.getDecision())
                .containsExactly("muted-by");
        input(Topics.SILENCES).pipeInput("s", null);
        pass(Duration.ofMinutes(6));
        outcomesReturn();
        assertThat(read(Topics.DELIVERIES))
                .extracting(pair -> pair.value.getState())
                .containsExactly("pending", "delivered");
    }

    @Test
    void aRemovedWatchIsToldNothing() {
        channel.answers(new Outcome.Delivered(200));
        write(Topics.WATCHES, "w", Fixtures.watch("w", Fixtures.webhook("https://desk.example/hook")));
        input(Topics.WATCHES).pipeInput("w", null);
        write(Topics.ALERTS, "w", Fixtures.alert("a", "w", 1, "new", clock.instant()));
        pass(Duration.ofSeconds(20));
        assertThat(read(Topics.DELIVERIES))
                .extracting(pair -> pair.value.getState())
                .containsExactly("skipped");
    }

    private Topology topology() {
        Dispatcher dispatcher = new Dispatcher(
                new Dispatcher.Limits(100, 100),
                new RetryPolicy(Duration.ofHours(24)),
                Runnable::run,
                clock::after,
                clock,
                outcome -> {
                    outcomes.add(outcome);
                    return CompletableFuture.completedFuture(null);
                },
                context.metrics());
        DeliveryPipeline.Rules rules = new DeliveryPipeline.Rules(
                Duration.ofHours(1), Duration.ofHours(24), Duration.ofDays(5), Duration.ofDays(30));
        return AlerterTopology.build(
                context.serdes(),
                clock,
                (ledger, wishes, deliveries) -> new DeliveryPipeline(
                        rules,
                        ledger,
                        wishes,
                        Map.of(channel.type(), channel),
                        ChannelVault.of(context.settings()),
                        dispatcher,
                        deliveries,
                        clock,
                        context.metrics(),
                        new Backlog(context.metrics(), clock)));
    }

    private void outcomesReturn() {
        List<DeliveryOutcome> onTheirWay = List.copyOf(outcomes);
        outcomes.clear();
        onTheirWay.forEach(
                outcome -> write(Topics.DELIVERY_OUTCOMES, outcome.getDelivery().getWatchId(), outcome));
    }

    private void pass(Duration time) {
        Duration step = Duration.ofMillis(100);
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            clock.advance(step);
            driver.advanceWallClockTime(step);
        }
    }

    private <V extends SpecificRecord> void write(Topic<String, V> topic, String key, V value) {
        input(topic).pipeInput(key, value, clock.instant());
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<String, V> topic) {
        return driver.createInputTopic(
                topic.name(),
                new StringSerializer(),
                context.serdes().valuesOf(topic).serializer());
    }

    private <V extends SpecificRecord> List<KeyValue<String, V>> read(Topic<String, V> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        new StringDeserializer(),
                        context.serdes().valuesOf(topic).deserializer())
                .readKeyValuesToList();
    }

    /** Ends each attempt at once, as told. */
    private static final class FlakyChannel implements DeliveryChannel {

        private Optional<Outcome> outcome = Optional.empty();
        private Optional<Event> last = Optional.empty();

        /** The delivery as the last message carried it. */
        DeliveryOutcome sent() {
            return new DeliveryOutcome(
                    last.orElseThrow().delivery(),
                    DeliveryIds.route(last.orElseThrow().to()),
                    false);
        }

        void answers(Outcome next) {
            outcome = Optional.of(next);
        }

        @Override
        public String type() {
            return "webhook";
        }

        @Override
        public String shown(Channel to) {
            return "desk.example";
        }

        @Override
        public Endpoint endpoint(Channel to) {
            return new Endpoint("desk.example", 1, Duration.ZERO);
        }

        @Override
        public CompletableFuture<Outcome> deliver(Event event) {
            last = Optional.of(event);
            return CompletableFuture.completedFuture(outcome.orElseThrow());
        }

        @Override
        public void close() {}
    }
}
