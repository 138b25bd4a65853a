package io.redline.alerter.channel.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.Endpoint;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.alerter.channel.http.GuardedHttpClient;
import io.redline.alerter.channel.http.HttpAnswer;
import io.redline.alerter.channel.http.WebAddress;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Timestamps;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Posts an alert to a watch's address, as the Standard Webhooks specification says: {@code webhook-id} stays the same on
 * each attempt, {@code webhook-timestamp} and {@code webhook-signature} are made anew. A watch may name several secrets,
 * parted by spaces, while its receiver changes from one to the next; each gives a signature.
 */
public final class WebhookChannel implements DeliveryChannel {

    private static final int GONE = 410;

    private static final int MOST_IN_DIGEST = 100;

    /** What stands around the alerts of a digest, the longest name of a watch included. */
    private static final int ROOM_FOR_THE_REST = 4 * 1024;

    private final GuardedHttpClient http;
    private final InstantSource clock;
    private final int concurrency;
    private final int mostBytes;

    /**
     * Webhooks through this client.
     *
     * @param concurrency how many attempts to one address may be under way at once
     * @param mostBytes length of a body; a digest names fewer alerts then, and a longer alert is rejected
     */
    public WebhookChannel(GuardedHttpClient http, InstantSource clock, int concurrency, int mostBytes) {
        this.http = http;
        this.clock = clock;
        this.concurrency = concurrency;
        this.mostBytes = mostBytes;
    }

    @Override
    public String type() {
        return "webhook";
    }

    @Override
    public String shown(Channel to) {
        return address(to).getHost();
    }

    @Override
    public Endpoint endpoint(Channel to) {
        return new Endpoint("webhook " + address(to), concurrency, Duration.ZERO);
    }

    @Override
    public CompletableFuture<Outcome> deliver(Event event) {
        byte[] body = body(event);
        if (body.length > mostBytes) {
            return CompletableFuture.completedFuture(new Outcome.Rejected(
                    "the alert takes " + body.length + " bytes, and REDLINE_WEBHOOK_MAX_BYTES allows " + mostBytes,
                    null));
        }
        Map<String, String> headers;
        try {
            headers = headers(event, body);
        } catch (WebhookSigningException | IllegalArgumentException wrongSecret) {
            return CompletableFuture.completedFuture(
                    new Outcome.Rejected("the watch's secret should be whsec_ and Base64", null));
        }
        return http.post(address(event.to()), headers, body, this::judge);
    }

    @Override
    public void close() {}

    /** The JSON that is posted: the same bytes on each attempt. */
    private byte[] body(Event event) {
        Event.Digest digest = event.digest();
        ObjectNode body = AvroJson.MAPPER.createObjectNode();
        body.put("type", event.type());
        body.put(
                "timestamp",
                Timestamps.format(digest == null ? event.alert().getAt().getDetectedAt() : digest.to()));
        body.set("data", digest == null ? AvroJson.toJson(event.alert()) : data(event, digest));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A digest: the newest alerts that there is room for, oldest first, and how many more there are. */
    private ObjectNode data(Event event, Event.Digest digest) {
        List<Alert> all = digest.filed() ? List.of() : digest.alerts();
        Deque<ObjectNode> listed = new ArrayDeque<>();
        int room = mostBytes - ROOM_FOR_THE_REST;
        for (int i = all.size() - 1; i >= 0 && listed.size() < MOST_IN_DIGEST; i--) {
            ObjectNode alert = AvroJson.toJson(all.get(i));
            room -= alert.toString().getBytes(StandardCharsets.UTF_8).length + 1;
            if (room < 0) {
                break;
            }
            listed.addFirst(alert);
        }
        ObjectNode data = AvroJson.MAPPER.createObjectNode();
        data.set("watch", AvroJson.toJson(event.alert().getWatch()));
        data.put("from", Timestamps.format(digest.from()));
        data.put("to", Timestamps.format(digest.to()));
        data.put("count", digest.count());
        data.put("filed", digest.filed());
        data.putArray("alerts").addAll(listed);
        data.put("omitted", digest.count() - listed.size());
        return data;
    }

    private Map<String, String> headers(Event event, byte[] body) throws WebhookSigningException {
        Instant now = clock.instant();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", event.id());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        List<String> signatures = new ArrayList<>();
        for (String secret : secrets(event.to().getSecret())) {
            signatures.add(new Webhook(secret)
                    .sign(event.id(), now.getEpochSecond(), new String(body, StandardCharsets.UTF_8)));
        }
        if (!signatures.isEmpty()) {
            headers.put("webhook-signature", String.join(" ", signatures));
        }
        return headers;
    }

    private static List<String> secrets(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.asList(text.strip().split(" +"));
    }

    private Outcome judge(HttpAnswer answer) {
        if (answer.success()) {
            return new Outcome.Delivered(answer.status());
        }
        if (answer.status() == GONE) {
            return new Outcome.Disabled("the receiver answered 410 Gone: it wants nothing more", GONE);
        }
        return new Outcome.RetryLater(reason(answer), answer.pause(clock.instant()), answer.status());
    }

    private static String reason(HttpAnswer answer) {
        if (answer.status() >= 300 && answer.status() < 400) {
            return "the receiver answered " + answer.status() + ", and redirects are not followed";
        }
        return "the receiver answered " + answer.status() + (answer.excerpt().isEmpty() ? "" : ": " + answer.excerpt());
    }

    private static URI address(Channel to) {
        return WebAddress.of(to.getUrl());
    }
}
