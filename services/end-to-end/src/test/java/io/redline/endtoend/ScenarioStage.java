package io.redline.endtoend;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.redline.alerter.channel.slack.SlackStandIn;
import io.redline.embedded.EmbeddedPlatform;
import io.redline.runtime.AvroJson;
import io.redline.runtime.AvroSerdes;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.SchemaRegistry;
import io.redline.runtime.Settings;
import io.redline.schemas.Article;
import io.redline.schemas.Topic;
import io.redline.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** {@code redline up} as a process of its own, and receivers beside it that outlive its ends. */
final class ScenarioStage implements AutoCloseable {

    private static final String DETECTOR = "redline-detector";

    private final Path data;
    private final GreenMail mail;
    private final WebhookReceiver webhooks;
    private final SlackStandIn slack;
    private final ApiClient api;
    private final TopicLog alerts;
    private final Canary canary;
    private UpProcess process;
    private volatile boolean killed;

    private ScenarioStage(
            Path data, GreenMail mail, WebhookReceiver webhooks, SlackStandIn slack, Map<String, String> variables)
            throws Exception {
        // A kill cuts the receivers' connections too; what their threads say to that is not a failure of the one who
        // waits.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        this.data = data;
        this.mail = mail;
        this.webhooks = webhooks;
        this.slack = slack;
        this.process = UpProcess.start(data, variables);
        this.api = process.api().patiently();
        this.alerts = TopicLog.follow(process.environment(), Topics.ALERTS);
        this.canary = new Canary(api, alerts);
    }

    /** Starts everything, with this directory for the data. */
    static ScenarioStage open(Path data) throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        return new ScenarioStage(
                data,
                mail,
                WebhookReceiver.start(),
                SlackStandIn.start(InstantSource.system()),
                Map.of(
                        "REDLINE_SMTP_URL",
                        "smtp://127.0.0.1:" + mail.getSmtp().getPort(),
                        "REDLINE_MAIL_FROM",
                        "redline@example.org",
                        "REDLINE_STREAM_THREADS",
                        "1"));
    }

    /** Speaks to the desk, however often it is killed. */
    ApiClient api() {
        return api;
    }

    /** Follows another topic. */
    TopicLog follow(Topic<?, ?> topic) {
        return TopicLog.follow(process.environment(), topic);
    }

    TopicLog alerts() {
        return alerts;
    }

    Canary canary() {
        return canary;
    }

    GreenMail mail() {
        return mail;
    }

    WebhookReceiver webhooks() {
        return webhooks;
    }

    SlackStandIn slack() {
        return slack;
    }

    /** What the system has logged. */
    String log() throws IOException {
        return Files.readString(data.resolve("logs").resolve("redline.log"));
    }

    /** Does what somebody who runs Redline does; {@link Step.Deed#REPUBLISH} is up to the scenario, which has the articles. */
    synchronized void operate(Step.Deed deed) throws Exception {
        switch (deed) {
            case RESTART -> process.stop();
            case KILL -> {
                killed = true;
                process.kill();
            }
            case REPROCESS -> forgetWhatWasDetected();
            case REPUBLISH -> throw new IllegalArgumentException("nothing is known of the articles here");
        }
        process = process.again();
    }

    /** Whether it has ever been killed. */
    boolean wasKilled() {
        return killed;
    }

    /** Stops the system, has the articles stand on the topic, and starts it again. */
    synchronized void putBehind(List<ObjectNode> articles) throws Exception {
        process.stop();
        try (EmbeddedPlatform platform = process.platformAlone()) {
            KafkaSettings kafka = KafkaSettings.of(Settings.of(platform.environment()));
            AvroSerdes serdes = new AvroSerdes(SchemaRegistry.at(kafka));
            try (KafkaProducer<String, Article> producer = new KafkaProducer<>(
                    kafka.clientConfig("backlog"),
                    new StringSerializer(),
                    serdes.valuesOf(Topics.ARTICLES).serializer())) {
                for (ObjectNode article : articles) {
                    Article record = AvroJson.fromJson(article, Article.class, Set.of());
                    producer.send(new ProducerRecord<>(Topics.ARTICLES.name(), record.getId(), record))
                            .get();
                }
            }
        }
        process = process.again();
    }

    @Override
    public synchronized void close() throws InterruptedException {
        process.stop();
        alerts.close();
        webhooks.close();
        slack.close();
        mail.stop();
    }

    /** What Kafka's own reset tool does, on the broker and on this machine. */
    private void forgetWhatWasDetected() throws Exception {
        process.stop();
        try (EmbeddedPlatform platform = process.platformAlone();
                Admin admin = Admin.create(
                        KafkaSettings.of(Settings.of(platform.environment())).clientConfig("reset"))) {
            admin.deleteConsumerGroups(List.of(DETECTOR)).all().get();
            List<String> internal = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(DETECTOR + "-"))
                    .toList();
            admin.deleteTopics(internal).all().get();
        }
        Path state = data.resolve("streams").resolve(DETECTOR);
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException unremovable) {
            throw new IOException("the detector's state is not gone: " + state, unremovable);
        }
    }
}
