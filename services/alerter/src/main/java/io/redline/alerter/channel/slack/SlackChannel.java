package io.redline.alerter.channel.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.alerter.channel.ActionLinks;
import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.DigestWording;
import io.redline.alerter.channel.Endpoint;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.MarkedText;
import io.redline.alerter.channel.Outcome;
import io.redline.alerter.channel.Wording;
import io.redline.alerter.channel.http.GuardedHttpClient;
import io.redline.alerter.channel.http.HttpAnswer;
import io.redline.alerter.channel.http.WebAddress;
import io.redline.runtime.ChannelVault;
import io.redline.schemas.Channel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Posts alerts to a Slack channel, in one of two ways. A bot token can edit: the first message on an alert is kept up to date,
 * and what is new stands in its thread as well, since an edit rings for nobody. An incoming webhook can only post: what
 * follows names the message that it follows. The webhook's address and the token are secrets, since whoever has one may post.
 * Slack takes about one message a second for each.
 */
public final class SlackChannel implements DeliveryChannel {

    /** A little over the second that Slack asks for, since what counts is when messages get there. */
    private static final Duration PACE = Duration.ofMillis(1_050);

    private static final int NAME_CHARS = 150;

    private final GuardedHttpClient http;
    private final SlackApi api;
    private final ActionLinks links;
    private final InstantSource clock;

    /**
     * Slack through this client.
     *
     * @param api address of Slack's Web API
     */
    public SlackChannel(GuardedHttpClient http, URI api, ActionLinks links, InstantSource clock) {
        this.http = http;
        this.api = new SlackApi(http, api, clock);
        this.links = links;
        this.clock = clock;
    }

    @Override
    public String type() {
        return "slack";
    }

    @Override
    public String shown(Channel to) {
        return token(to).isPresent()
                ? channel(to)
                : reference(to).orElseGet(() -> address(to).getHost());
    }

    @Override
    public Endpoint endpoint(Channel to) {
        String key = token(to)
                .map(token -> token + " " + channel(to))
                .or(() -> reference(to))
                .orElseGet(() -> address(to).toString());
        return new Endpoint("slack " + key, 1, PACE);
    }

    @Override
    public CompletableFuture<Outcome> deliver(Event event) {
        Optional<String> token = token(event.to());
        if (token.isEmpty()) {
            return postToWebhook(event);
        }
        Optional<SlackReceipt> first = SlackReceipt.parse(event.firstReceipt());
        return event.digest() == null && first.isPresent()
                ? amend(token.get(), first.get(), event)
                : api.post(token.get(), channel(event.to()), message(event, Optional.empty()));
    }

    @Override
    public void close() {}

    /**
     * Edits the first message, then answers to it; each has the time limit for itself. Tried again as a whole, the edit changes
     * nothing the second time.
     */
    private CompletableFuture<Outcome> amend(String token, SlackReceipt first, Event event) {
        return api.update(token, first, message(event, Optional.empty())).thenCompose(edited -> {
            if (!(edited instanceof Outcome.Delivered delivered)) {
                return CompletableFuture.completedFuture(edited);
            }
            return delivered.receipt() == null
                    ? api.post(token, channel(event.to()), message(event, Optional.empty()))
                    : api.reply(token, first, SlackMessage.reply(Wording.of(event)))
                            .thenApply(reply -> underFirst(reply, first));
        });
    }

    /** What comes later refers to the first message, not to the answer. */
    private static Outcome underFirst(Outcome reply, SlackReceipt first) {
        return reply instanceof Outcome.Delivered delivered
                ? new Outcome.Delivered(delivered.statusCode(), first.toString())
                : reply;
    }

    private CompletableFuture<Outcome> postToWebhook(Event event) {
        URI address;
        try {
            address = address(event.to());
        } catch (IllegalArgumentException wrong) {
            // Only now is it known what a variable holds.
            return CompletableFuture.completedFuture(new Outcome.Rejected(String.valueOf(wrong.getMessage()), null));
        }
        Optional<String> follows = Optional.ofNullable(event.firstReceipt());
        byte[] body = message(event, follows).toString().getBytes(StandardCharsets.UTF_8);
        return http.post(address, Map.of(), body, answer -> judge(event, answer));
    }

    private ObjectNode message(Event event, Optional<String> follows) {
        Event.Digest digest = event.digest();
        return digest == null
                ? SlackMessage.of(
                        Wording.of(event),
                        links.of(event, "Slack " + event.delivery().getEndpoint()),
                        follows)
                : SlackMessage.of(DigestWording.of(event, digest));
    }

    /** Names a message to people, since a webhook gives it no name to point to. */
    private String inWords(Event event) {
        String first = event.firstReceipt();
        return first != null
                ? first
                : "\"" + MarkedText.start(Wording.of(event).headline().plain(), NAME_CHARS) + "\" of "
                        + Wording.time(clock.instant());
    }

    private Outcome judge(Event event, HttpAnswer answer) {
        int status = answer.status();
        if (answer.success()) {
            return new Outcome.Delivered(status, inWords(event));
        }
        String reason = "Slack answered " + status + (answer.excerpt().isEmpty() ? "" : " (" + answer.excerpt() + ")");
        return switch (status) {
            case 400, 413 -> new Outcome.Rejected(reason, status);
            case 403, 404, 410 ->
                new Outcome.Disabled(reason + ": the webhook has been revoked or its channel is gone", status);
            default -> new Outcome.RetryLater(reason, answer.pause(clock.instant()), status);
        };
    }

    private static Optional<String> token(Channel to) {
        return Optional.ofNullable(to.getToken()).filter(token -> !token.isBlank());
    }

    private static String channel(Channel to) {
        return Optional.ofNullable(to.getChannel())
                .filter(channel -> !channel.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("\"channel\" should be the id of a Slack channel"));
    }

    /** The name of the variable that holds the address; it stands for that wherever the address itself must not be seen. */
    private static Optional<String> reference(Channel to) {
        return Optional.ofNullable(to.getUrl()).filter(ChannelVault::isReference);
    }

    private static URI address(Channel to) {
        return WebAddress.of(to.getUrl());
    }
}
