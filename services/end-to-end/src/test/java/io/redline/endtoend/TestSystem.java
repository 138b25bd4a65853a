package io.redline.endtoend;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.redline.alerter.channel.slack.SlackStandIn;
import io.redline.local.LocalOptions;
import io.redline.local.LocalSystem;
import io.redline.local.Progress;
import io.redline.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The whole system with a mail server, a Slack, a webhook receiver and feeds, started once for the test JVM. It asks for a
 * token, and holds every secret that a system can have; the mail server takes no password of ours.
 */
final class TestSystem {

    static final String API_TOKEN = "sesame-for-the-api-of-the-tests";
    static final String MAIL_PASSWORD = "sesame-for-the-mail-server";
    static final String LINK_KEY = "sesame-for-the-links-in-messages";
    static final String SECRETS_KEY =
            Base64.getEncoder().encodeToString("sesame-that-seals-other-secrets.".getBytes(StandardCharsets.US_ASCII));

    /** The path of the Slack address that watches can name by {@link #SLACK_REFERENCE}. */
    static final String SLACK_PATH = "sesame-in-a-variable";

    static final String SLACK_REFERENCE = "env:REDLINE_SECRET_SLACK";

    private static @Nullable TestSystem shared;

    private final LocalSystem local;
    private final GreenMail mail;
    private final WebhookReceiver webhooks;
    private final SlackStandIn slack;
    private final FeedServer feeds;
    private final TopicLog alerts;
    private final ApiClient api;
    private final Canary canary;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private TestSystem(Path data) throws Exception {
        log.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        mail.setUser("locks@example.org", "locks", "another-password");
        mail.start();
        webhooks = WebhookReceiver.start();
        slack = SlackStandIn.start(InstantSource.system());
        feeds = FeedServer.start();
        Map<String, String> environment = Map.ofEntries(
                Map.entry(
                        "REDLINE_SMTP_URL",
                        "smtp://locks:" + MAIL_PASSWORD + "@127.0.0.1:"
                                + mail.getSmtp().getPort()),
                Map.entry(
                        "REDLINE_BOUNCES_URL",
                        "imap://locks:" + MAIL_PASSWORD + "@127.0.0.1:"
                                + mail.getImap().getPort()),
                Map.entry("REDLINE_MAIL_FROM", "redline@example.org"),
                Map.entry("REDLINE_SLACK_API_URL", slack.apiUrl().toString()),
                Map.entry("REDLINE_SECRET_SLACK", slack.url(SLACK_PATH)),
                Map.entry("REDLINE_API_TOKENS", API_TOKEN),
                Map.entry("REDLINE_SECRETS_KEY", SECRETS_KEY),
                Map.entry("REDLINE_LINK_KEY", LINK_KEY),
                Map.entry("REDLINE_FEEDS", feeds.addresses()),
                Map.entry("REDLINE_STREAM_THREADS", "1"));
        local = LocalSystem.start(LocalOptions.anyPorts(data), environment, Progress.silent(), fault -> {});
        alerts = TopicLog.follow(local.platform().environment(), Topics.ALERTS);
        api = new ApiClient(local.url(), API_TOKEN);
        canary = new Canary(api, alerts);
    }

    static synchronized TestSystem shared() {
        if (shared == null) {
            try {
                Path data = Files.createTempDirectory("redline-system-");
                TestSystem system = new TestSystem(data);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> system.stop(data)));
                shared = system;
            } catch (Exception cannotStart) {
                throw new IllegalStateException(cannotStart);
            }
        }
        return shared;
    }

    LocalSystem local() {
        return local;
    }

    WebhookReceiver webhooks() {
        return webhooks;
    }

    SlackStandIn slack() {
        return slack;
    }

    /** The topic {@code alerts}. */
    TopicLog alerts() {
        return alerts;
    }

    ApiClient api() {
        return api;
    }

    Canary canary() {
        return canary;
    }

    /** What has been logged in this process, with the faults behind it. */
    String log() {
        synchronized (log) {
            return log.list.stream()
                    .map(event ->
                            event.getFormattedMessage() + " " + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                    .collect(Collectors.joining("\n"));
        }
    }

    private void stop(Path data) {
        local.close();
        webhooks.close();
        slack.close();
        feeds.close();
        mail.stop();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftBehind) {
            System.err.println("The test's data stays in " + data + ": " + leftBehind.getMessage());
        }
    }
}
