package io.redline.alerter.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.alerter.Fixtures;
import io.redline.alerter.HandClock;
import io.redline.alerter.WebhookReceiver;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.alerter.channel.http.AddressGuard;
import io.redline.alerter.channel.http.AddressRange;
import io.redline.alerter.channel.http.GuardedHttpClient;
import io.redline.schemas.Alert;
import io.redline.schemas.Term;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackChannelTest {

    private final HandClock clock = new HandClock();
    private final GuardedHttpClient http =
            new GuardedHttpClient(new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8"))), Duration.ofSeconds(10));
    private final SlackChannel channel = new SlackChannel(http, clock);
    private SlackStandIn slack;

    @BeforeEach
    void start() throws IOException {
        slack = SlackStandIn.start(clock);
    }

    @AfterEach
    void stop() {
        channel.close();
        http.close();
        slack.close();
    }

    @Test
    void aMessageShowsHeadlineMatchedWordsReasonSourceAndLink() throws Exception {
        assertThat(deliver(alert())).isEqualTo(new Outcome.Delivered(200));
        JsonNode blocks = slack.messages().get(0).get("blocks");
        assertThat(blocks.at("/0/text/text").asText()).isEqualTo("Alert: Harbour talks resume after pilots' walkout");
        assertThat(blocks.at("/1/text/text").asText())
                .isEqualTo("The *harbour* *talks* are to resume on Monday, both sides said.");
        assertThat(blocks.at("/2/elements/0/text").asText())
                .isEqualTo("Coast Wire · 1 Mar 2026, 12:00 UTC · 2 independent sources");
        assertThat(blocks.at("/2/elements/1/text").asText())
                .isEqualTo("Harbour talks: \"harbour AND talks\" matched the headline");
        assertThat(blocks.at("/3/elements/0/url").asText()).isEqualTo("https://news.example/harbour");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<!channel> now", "<https://evil.example|click>", "a & b < c > d", "x\r\n*y*", "&lt;!here&gt;"})
    void whatPeopleSendCanNeitherMentionNorLink(String text) throws Exception {
        Alert alert = alert();
        alert.getArticle().setHeadline(text);
        alert.setExcerpt(text);
        alert.setReason(text);
        alert.getWatch().setName(text);
        alert.setTerms(List.of(new Term("<!channel>", "headline", 0, 10)));
        assertThat(deliver(alert)).isEqualTo(new Outcome.Delivered(200));
    }

    @Test
    void theLongestTextsStayWithinSlacksLimits() throws Exception {
        Alert alert = alert();
        String endless = "harbour & <talks> ".repeat(5_000);
        alert.getArticle().setHeadline(endless);
        alert.getArticle().setSource(endless);
        alert.getArticle().setUrl("https://news.example/" + "x".repeat(4_000));
        alert.setExcerpt(endless);
        alert.setReason(endless);
        alert.getWatch().setName(endless);
        assertThat(deliver(alert)).isEqualTo(new Outcome.Delivered(200));
    }

    @Test
    void anAlertWithNothingButAHeadlineIsAMessage() throws Exception {
        Alert alert = alert();
        alert.setExcerpt("");
        alert.setReason("");
        alert.getArticle().setSource("");
        alert.getArticle().setUrl(null);
        assertThat(deliver(alert)).isEqualTo(new Outcome.Delivered(200));
    }

    @Test
    void tooManyMessagesAreTriedAgainWhenSlackSays() throws Exception {
        deliver(alert());
        assertThat(deliver(alert()))
                .isEqualTo(new Outcome.RetryLater(
                        "Slack answered 429 (rate_limited)", Optional.of(Duration.ofSeconds(1)), 429));
        clock.advance(channel.endpoint(Fixtures.slack(slack.url())).pace());
        assertThat(deliver(alert())).isEqualTo(new Outcome.Delivered(200));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410})
    void aRevokedWebhookDisablesTheChannel(int status) throws Exception {
        try (WebhookReceiver revoked = WebhookReceiver.start()) {
            revoked.answer(exchange -> WebhookReceiver.status(exchange, status));
            assertThat(deliver(alert(), revoked.url())).isInstanceOf(Outcome.Disabled.class);
        }
    }

    @Test
    void whatSlackRefusesIsNotTriedAgain() throws Exception {
        try (WebhookReceiver refusing = WebhookReceiver.start()) {
            refusing.answer(exchange -> WebhookReceiver.status(exchange, 400));
            assertThat(deliver(alert(), refusing.url())).isInstanceOf(Outcome.Rejected.class);
        }
    }

    @Test
    void theAddressIsASecretAndOnlyItsHostIsShown() {
        assertThat(channel.shown(Fixtures.slack("https://hooks.slack.com/services/T0/B0/secret")))
                .isEqualTo("hooks.slack.com");
    }

    private Outcome deliver(Alert alert) throws Exception {
        return deliver(alert, slack.url());
    }

    private Outcome deliver(Alert alert, String url) throws Exception {
        Event event = new Event(Fixtures.delivery("d", alert, "alert.created"), alert, Fixtures.slack(url));
        return channel.deliver(event).get(30, TimeUnit.SECONDS);
    }

    private static Alert alert() {
        return Fixtures.alert("a", "w", 1, "new", Instant.parse("2026-03-01T12:00:00Z"));
    }
}
