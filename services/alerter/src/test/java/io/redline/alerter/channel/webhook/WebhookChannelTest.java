package io.redline.alerter.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.redline.alerter.Fixtures;
import io.redline.alerter.WebhookReceiver;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.alerter.channel.http.AddressGuard;
import io.redline.alerter.channel.http.AddressRange;
import io.redline.alerter.channel.http.GuardedHttpClient;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookChannelTest {

    private static final String NEXT_SECRET = "whsec_dGhlLW5leHQtc2VjcmV0LW9mLXRoZS1oYXJib3Vy";

    private static final int MOST_BYTES = 16 * 1024;

    private final GuardedHttpClient http =
            new GuardedHttpClient(new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8"))), Duration.ofSeconds(10));
    private final WebhookChannel channel = new WebhookChannel(http, InstantSource.system(), 4, MOST_BYTES);
    private final Alert alert = Fixtures.alert("a", "w", 2, "updated", Instant.now());
    private WebhookReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = WebhookReceiver.start();
    }

    @AfterEach
    void stop() {
        channel.close();
        http.close();
        receiver.close();
    }

    @Test
    void theBodyIsTheAlertUnderItsTypeAndTime() throws Exception {
        assertThat(deliver(Fixtures.webhook(receiver.url()))).isEqualTo(new Outcome.Delivered(200));
        JsonNode body = AvroJson.MAPPER.readTree(call().body());
        assertThat(body.properties()).extracting(field -> field.getKey()).containsExactly("type", "timestamp", "data");
        assertThat(body.get("type").textValue()).isEqualTo("alert.updated");
        assertThat(body.get("timestamp")).isEqualTo(body.at("/data/at/detectedAt"));
        assertThat(AvroJson.fromJson(body.get("data"), Alert.class, Set.of()))
                .isEqualTo(AvroJson.fromJson(AvroJson.toJson(alert), Alert.class, Set.of()));
        assertThat(call().method()).isEqualTo("POST");
        assertThat(call().header("content-type")).startsWith("application/json");
    }

    @Test
    void aDigestNamesTheNewestAlertsThatFitAndCountsTheRest() throws Exception {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        List<Alert> alerts = IntStream.range(0, 150)
                .mapToObj(i -> Fixtures.alert("a-" + i, "w", 1, "new", noon.plusSeconds(i)))
                .toList();
        assertThat(deliver(digest(new Event.Digest(noon, noon.plusSeconds(3_600), 400, alerts, false))))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(call().body().getBytes(StandardCharsets.UTF_8).length).isBetween(MOST_BYTES / 2, MOST_BYTES);
        JsonNode body = AvroJson.MAPPER.readTree(call().body());
        assertThat(body.path("type").asText()).isEqualTo("alert.digest");
        assertThat(body.path("timestamp").asText()).isEqualTo("2026-03-01T13:00:00.000Z");
        JsonNode data = body.path("data");
        assertThat(data.properties())
                .extracting(field -> field.getKey())
                .containsExactly("watch", "from", "to", "count", "filed", "alerts", "omitted");
        assertThat(data.at("/watch/id").asText()).isEqualTo("w");
        assertThat(data.path("filed").asBoolean()).isFalse();
        assertThat(data.path("count").asInt()).isEqualTo(400);
        int listed = data.path("alerts").size();
        assertThat(listed).isPositive();
        assertThat(data.path("omitted").asInt()).isEqualTo(400 - listed);
        assertThat(data.path("alerts").get(listed - 1).path("id").asText()).isEqualTo("a-149");
        new Webhook(Fixtures.SECRET).verify(call().body(), call().headers());
    }

    @Test
    void oldNewsIsOnlyCounted() throws Exception {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        deliver(digest(new Event.Digest(noon, noon, 40, List.of(alert), true)));
        JsonNode data = AvroJson.MAPPER.readTree(call().body()).path("data");
        assertThat(data.path("filed").asBoolean()).isTrue();
        assertThat(data.path("alerts")).isEmpty();
        assertThat(data.path("omitted").asInt()).isEqualTo(40);
    }

    @Test
    void anAlertThatIsTooLongIsNotSent() throws Exception {
        alert.setExcerpt("x".repeat(MOST_BYTES));
        Outcome outcome = deliver(Fixtures.webhook(receiver.url()));
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(outcome.toString()).contains("REDLINE_WEBHOOK_MAX_BYTES");
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void aRedirectIsSaidToBeOneAndTriedAgain() throws Exception {
        receiver.answer(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
            WebhookReceiver.status(exchange, 308);
        });
        assertThat(deliver(Fixtures.webhook(receiver.url())))
                .isEqualTo(new Outcome.RetryLater("the receiver answered 308, and redirects are not followed", 308));
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void anOffTheShelfLibraryAcceptsTheSignatureAndNoOther() throws Exception {
        deliver(Fixtures.webhook(receiver.url()));
        new Webhook(Fixtures.SECRET).verify(call().body(), call().headers());
        assertThatThrownBy(() -> new Webhook(NEXT_SECRET).verify(call().body(), call().headers()))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(Fixtures.SECRET).verify(call().body() + " ", call().headers()))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void duringAKeyChangeBothSecretsVerify() throws Exception {
        deliver(Channel.newBuilder(Fixtures.webhook(receiver.url()))
                .setSecret(Fixtures.SECRET + " " + NEXT_SECRET)
                .build());
        new Webhook(Fixtures.SECRET).verify(call().body(), call().headers());
        new Webhook(NEXT_SECRET).verify(call().body(), call().headers());
    }

    @Test
    void theIdAndTheBodyStayTheSameOnEachAttempt() throws Exception {
        deliver(Fixtures.webhook(receiver.url()));
        deliver(Fixtures.webhook(receiver.url()));
        assertThat(receiver.calls())
                .extracting(call -> call.header("webhook-id"))
                .containsExactly("delivery-1", "delivery-1");
        assertThat(receiver.calls().get(0).body())
                .isEqualTo(receiver.calls().get(1).body());
    }

    @Test
    void withoutASecretNothingIsSigned() throws Exception {
        deliver(Channel.newBuilder().setType("webhook").setUrl(receiver.url()).build());
        assertThat(call().headers()).doesNotContainKey("webhook-signature").containsKey("webhook-id");
    }

    @Test
    void aSecretThatIsNoneIsRejectedWithoutShowingIt() throws Exception {
        Outcome outcome = deliver(Channel.newBuilder(Fixtures.webhook(receiver.url()))
                .setSecret("whsec_not base64!")
                .build());
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(outcome.toString()).doesNotContain("base64!");
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void goneDisablesTheEndpoint() throws Exception {
        receiver.answer(exchange -> WebhookReceiver.status(exchange, 410));
        assertThat(deliver(Fixtures.webhook(receiver.url()))).isInstanceOf(Outcome.Disabled.class);
    }

    @Test
    void whoAsksForPatienceIsHeard() throws Exception {
        receiver.answer(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "90");
            WebhookReceiver.status(exchange, 429);
        });
        assertThat(deliver(Fixtures.webhook(receiver.url())))
                .isEqualTo(
                        new Outcome.RetryLater("the receiver answered 429", Optional.of(Duration.ofSeconds(90)), 429));
    }

    @Test
    void aFaultIsTriedAgainAndItsReasonIsOneCleanLine() throws Exception {
        receiver.answer(exchange -> {
            byte[] body = "out of\r\norder\u001b[31m".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(500, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        assertThat(deliver(Fixtures.webhook(receiver.url())))
                .isEqualTo(new Outcome.RetryLater("the receiver answered 500: out of order [31m", 500));
    }

    @Test
    void onlyTheHostIsShown() {
        assertThat(channel.shown(Fixtures.webhook("https://desk.example/hook/very-secret?token=1")))
                .isEqualTo("desk.example");
    }

    private Event digest(Event.Digest digest) {
        Channel to = Fixtures.webhook(receiver.url());
        return new Event(Fixtures.delivery("delivery-1", alert, "alert.digest"), alert, to, digest, null);
    }

    private Outcome deliver(Channel to) throws Exception {
        return deliver(new Event(Fixtures.delivery("delivery-1", alert, "alert.updated"), alert, to));
    }

    private Outcome deliver(Event event) throws Exception {
        return channel.deliver(event).get(30, TimeUnit.SECONDS);
    }

    private WebhookReceiver.Call call() {
        return receiver.calls().get(0);
    }
}
