package io.redline.endtoend;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.redline.alerter.channel.slack.SlackStandIn;
import io.redline.local.LocalOptions;
import io.redline.local.LocalSystem;
import io.redline.local.Progress;
import io.redline.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole system with a mail server, a Slack, a webhook receiver and feeds, started once for the test JVM. */
final class TestSystem {

    private static @Nullable TestSystem shared;

    private final LocalSystem local;
    private final GreenMail mail;
    private final WebhookReceiver webhooks;
    private final SlackStandIn slack;
    private final FeedServer feeds;
    private final TopicLog alerts;
    private final ApiClient api;
    private final Canary canary;

    private TestSystem(Path data) throws Exception {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        webhooks = WebhookReceiver.start();
        slack = SlackStandIn.start(InstantSource.system());
        feeds = FeedServer.start();
        Map<String, String> environment = Map.of(
                "REDLINE_SMTP_URL",
                "smtp://127.0.0.1:" + mail.getSmtp().getPort(),
                "REDLINE_MAIL_FROM",
                "redline@example.org",
                "REDLINE_SLACK_API_URL",
                slack.apiUrl().toString(),
                "REDLINE_FEEDS",
                feeds.addresses(),
                "REDLINE_STREAM_THREADS",
                "1");
        local = LocalSystem.start(LocalOptions.anyPorts(data), environment, Progress.silent(), fault -> {});
        alerts = TopicLog.follow(local.platform().environment(), Topics.ALERTS);
        api = new ApiClient(local.url());
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

    GreenMail mail() {
        return mail;
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
