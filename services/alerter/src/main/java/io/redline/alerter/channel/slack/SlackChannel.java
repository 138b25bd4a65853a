package io.redline.alerter.channel.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.DigestWording;
import io.redline.alerter.channel.Endpoint;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.alerter.channel.Wording;
import io.redline.alerter.channel.http.GuardedHttpClient;
import io.redline.alerter.channel.http.HttpAnswer;
import io.redline.alerter.channel.http.WebAddress;
import io.redline.schemas.Channel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Posts an alert to a Slack incoming webhook. Slack takes about one message a second for each; its address is a secret, since
 * whoever has it may post.
 */
public final class SlackChannel implements DeliveryChannel {

    /** A little over the second that Slack asks for, since what counts is when messages get there. */
    private static final Duration PACE = Duration.ofMillis(1_050);

    private final GuardedHttpClient http;
    private final InstantSource clock;

    /** Slack through this client. */
    public SlackChannel(GuardedHttpClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String type() {
        return "slack";
    }

    @Override
    public String shown(Channel to) {
        return address(to).getHost();
    }

    @Override
    public Endpoint endpoint(Channel to) {
        return new Endpoint("slack " + address(to), 1, PACE);
    }

    @Override
    public CompletableFuture<Outcome> deliver(Event event) {
        Event.Digest digest = event.digest();
        ObjectNode message =
                digest == null ? SlackMessage.of(Wording.of(event)) : SlackMessage.of(DigestWording.of(event, digest));
        byte[] body = message.toString().getBytes(StandardCharsets.UTF_8);
        return http.post(address(event.to()), Map.of(), body, this::judge);
    }

    @Override
    public void close() {}

    private Outcome judge(HttpAnswer answer) {
        int status = answer.status();
        if (answer.success()) {
            return new Outcome.Delivered(status);
        }
        String reason = "Slack answered " + status + (answer.excerpt().isEmpty() ? "" : " (" + answer.excerpt() + ")");
        return switch (status) {
            case 400, 413 -> new Outcome.Rejected(reason, status);
            case 403, 404, 410 ->
                new Outcome.Disabled(reason + ": the webhook has been revoked or its channel is gone", status);
            default -> new Outcome.RetryLater(reason, answer.pause(clock.instant()), status);
        };
    }

    private static URI address(Channel to) {
        return WebAddress.of(to.getUrl());
    }
}
