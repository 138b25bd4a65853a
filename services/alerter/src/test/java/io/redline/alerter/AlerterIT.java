package io.redline.alerter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import com.standardwebhooks.Webhook;
import io.redline.alerter.channel.email.ReturnedMail;
import io.redline.embedded.EmbeddedPlatform;
import io.redline.runtime.Infrastructure;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import io.redline.schemas.Topic;
import io.redline.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AlerterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path data;

    @RegisterExtension
    private final GreenMailExtension mail = new GreenMailExtension(
            new ServerSetup[] {ServerSetupTest.SMTP.dynamicPort(), ServerSetupTest.IMAP.dynamicPort()});

    private GreenMailUser bounces;
    private ServiceContext context;
    private Infrastructure infrastructure;
    private AlerterService alerter;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> environment =
                new HashMap<>(EmbeddedPlatform.shared().environment());
        environment.put("REDLINE_DATA_DIR", data.toString());
        environment.put("REDLINE_WEBHOOK_ALLOW", "127.0.0.0/8");
        bounces = mail.setUser("bounces@example.org", "bounces", "anchor");
        environment.put("REDLINE_SMTP_URL", "smtp://127.0.0.1:" + mail.getSmtp().getPort());
        environment.put(
                "REDLINE_BOUNCES_URL",
                "imap://bounces:anchor@127.0.0.1:" + mail.getImap().getPort());
        environment.put("REDLINE_BOUNCES_EVERY", "PT1S");
        environment.put("REDLINE_LINK_KEY", Fixtures.LINK_KEY);
        context = ServiceMain.context(environment, fault -> {});
        infrastructure = new Infrastructure(context);
        infrastructure.prepare();
        alerter = AlerterService.start(context);
    }

    @AfterEach
    void stop() {
        alerter.close();
        infrastructure.close();
    }

    @Test
    void alertReachesItsWebhookSignedAndIsFiledAsDelivered() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            write(Topics.WATCHES, "w-signed", Fixtures.watch("w-signed", Fixtures.webhook(receiver.url())));
            Alert alert = Fixtures.alert("a-signed", "w-signed");
            write(Topics.ALERTS, "w-signed", alert);

            await().atMost(PATIENCE).until(() -> !receiver.calls().isEmpty());
            WebhookReceiver.Call call = receiver.calls().get(0);
            new Webhook(Fixtures.SECRET).verify(call.body(), call.headers());
            assertThat(call.body()).startsWith("{\"type\":\"alert.created\",\"timestamp\":\"");
            List<Delivery> deliveries = deliveriesOf("a-signed", "delivered");
            assertThat(deliveries).extracting(Delivery::getState).containsExactly("pending", "delivered");
            assertThat(deliveries).extracting(Delivery::getId).containsOnly(call.header("webhook-id"));
        }
    }

    @Test
    void aMailThatComesBackIsNotDeliveredAndTheOtherChannelsAreToldSo() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Channel desk = Fixtures.email("desk@example.org");
            write(Topics.WATCHES, "w-back", Fixtures.watch("w-back", desk, Fixtures.webhook(receiver.url())));
            write(Topics.ALERTS, "w-back", Fixtures.alert("a-back", "w-back"));
            await().atMost(PATIENCE).until(() -> mail.getReceivedMessages().length > 0);
            String headers = ReturnedMail.headersOf(mail.getReceivedMessages()[0]);
            bounces.deliver(ReturnedMail.message(ReturnedMail.withHeaders(
                    "failed", "5.1.1", "desk@example.org", "550 5.1.1 nobody of that name", headers)));

            assertThat(deliveriesOf("a-back", "failed"))
                    .filteredOn(delivery -> delivery.getChannel().equals("email"))
                    .extracting(Delivery::getDecision)
                    .containsExactly("sent", "sent", "returned");
            await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
            assertThat(receiver.calls().get(1).body())
                    .contains("Alerts no longer reach email desk@example.org", "550 5.1.1 nobody of that name");
        }
    }

    @Test
    void whatWasUnderWayIsToldAfterARestartUnderTheSameId() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            receiver.answer(exchange -> WebhookReceiver.status(exchange, 503));
            write(Topics.WATCHES, "w-restart", Fixtures.watch("w-restart", Fixtures.webhook(receiver.url())));
            write(Topics.ALERTS, "w-restart", Fixtures.alert("a-restart", "w-restart"));
            deliveriesOf("a-restart", "retrying");
            alerter.close();
            receiver.answer(exchange -> WebhookReceiver.status(exchange, 204));
            alerter = AlerterService.start(context);

            List<Delivery> deliveries = deliveriesOf("a-restart", "delivered");
            assertThat(deliveries)
                    .extracting(Delivery::getId)
                    .containsOnly(deliveries.get(0).getId());
            assertThat(receiver.calls())
                    .extracting(call -> call.header("webhook-id"))
                    .containsOnly(deliveries.get(0).getId());
        }
    }

    @Test
    void unreliableReceiversAndARestartCostNothingAndRepeatNothing() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            receiver.answer(exchange -> WebhookReceiver.status(exchange, calls.incrementAndGet() % 3 == 0 ? 500 : 200));
            write(Topics.WATCHES, "w-flaky", Fixtures.watch("w-flaky", Fixtures.webhook(receiver.url())));
            List<Alert> alerts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                alerts.add(Fixtures.alert("a-flaky-" + i, "w-flaky", 1, "new", now));
                alerts.add(Fixtures.alert("a-flaky-" + i, "w-flaky", 2, "updated", now));
            }
            for (Alert alert : alerts.subList(0, 20)) {
                write(Topics.ALERTS, "w-flaky", alert);
            }
            alerter.close();
            alerter = AlerterService.start(context);
            for (Alert alert : alerts) {
                // The first half comes twice, as after a replay.
                write(Topics.ALERTS, "w-flaky", alert);
            }
            List<Delivery> deliveries = deliveries(
                    "flaky",
                    delivery -> delivery.getWatchId().equals("w-flaky"),
                    all -> all.stream()
                                    .filter(delivery -> delivery.getState().equals("delivered"))
                                    .count()
                            == alerts.size());
            DeliveryGuarantee.on(receiver.calls()).everyAlertOnce(alerts).asTheLedgerSays(deliveries);
        }
    }

    /** All deliveries of an alert, once one of them is in this state. */
    private List<Delivery> deliveriesOf(String alertId, String state) {
        return deliveries(alertId + state, delivery -> delivery.getAlertId().equals(alertId), all -> all.stream()
                .anyMatch(delivery -> delivery.getState().equals(state)));
    }

    /** All deliveries of this kind, once there are enough. */
    private List<Delivery> deliveries(String group, Predicate<Delivery> wanted, Predicate<List<Delivery>> enough) {
        List<Delivery> found = new ArrayList<>();
        Map<String, Object> config = context.kafka().clientConfig("test");
        config.put("group.id", "test-" + group);
        config.put("auto.offset.reset", "earliest");
        config.put("isolation.level", "read_committed");
        try (Consumer<String, Delivery> consumer = new KafkaConsumer<>(
                config,
                new StringDeserializer(),
                context.serdes().valuesOf(Topics.DELIVERIES).deserializer())) {
            consumer.subscribe(List.of(Topics.DELIVERIES.name()));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (wanted.test(record.value())) {
                        found.add(record.value());
                    }
                });
                return enough.test(found);
            });
        }
        return found;
    }

    private <V extends SpecificRecord> void write(Topic<String, V> topic, String key, V value) throws Exception {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                context.kafka().clientConfig("test"),
                new StringSerializer(),
                context.serdes().valuesOf(topic).serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get(60, TimeUnit.SECONDS);
        }
    }
}
