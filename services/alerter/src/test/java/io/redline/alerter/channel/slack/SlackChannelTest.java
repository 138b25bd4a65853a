package io.redline.alerter.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.alerter.Fixtures;
import io.redline.alerter.HandClock;
import io.redline.alerter.WebhookReceiver;
import io.redline.alerter.channel.ActionLinks;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.alerter.channel.http.AddressGuard;
import io.redline.alerter.channel.http.AddressRange;
import io.redline.alerter.channel.http.GuardedHttpClient;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import io.redline.schemas.Term;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackChannelTest {

    private static final String CHANNEL = "C0HARBOUR";

    private final HandClock clock = new HandClock();
    private final GuardedHttpClient http =
            new GuardedHttpClient(new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8"))), Duration.ofSeconds(10));
    private SlackChannel channel;
    private SlackStandIn slack;

    @BeforeEach
    void start() throws IOException {
        slack = SlackStandIn.start(clock);
        channel = new SlackChannel(http, slack.apiUrl(), new ActionLinks(Optional.of(Fixtures.links()), clock), clock);
    }

    @AfterEach
    void stop() {
        channel.close();
        http.close();
        slack.close();
    }

    @Test
    void aMessageShowsHeadlineMatchedWordsReasonSourceAndLink() throws Exception {
        assertThat(deliver(alert()))
                .isEqualTo(new Outcome.Delivered(
                        200, "\"Harbour talks resume after pilots' walkout\" of 1 Mar 2026, 12:00 UTC"));
        JsonNode blocks = slack.messages().get(0).get("blocks");
        assertThat(blocks.at("/0/text/text").asText()).isEqualTo("Alert: Harbour talks resume after pilots' walkout");
        assertThat(blocks.at("/1/text/text").asText())
                .isEqualTo("The *harbour* *talks* are to resume on Monday, both sides said.");
        assertThat(blocks.at("/2/elements/0/text").asText())
                .isEqualTo("Coast Wire · 1 Mar 2026, 12:00 UTC · 2 independent sources");
        assertThat(blocks.at("/2/elements/1/text").asText())
                .isEqualTo("Harbour talks: \"harbour AND talks\" matched the headline");
        assertThat(blocks.at("/3/elements/0/url").asText()).isEqualTo("https://news.example/harbour");
        assertThat(blocks.at("/3/elements"))
                .extracting(button -> button.at("/text/text").asText())
                .containsExactly("Read the article", "Acknowledge", "Claim", "Snooze 1 h");
        assertThat(blocks.at("/3/elements/1/url").asText()).startsWith("https://redline.example.org/act/");
    }

    @Test
    void whatFollowsThroughAWebhookNamesTheFirstMessage() throws Exception {
        String first = ((Outcome.Delivered) deliver(alert())).receipt();
        clock.advance(Duration.ofMinutes(5));
        Alert killed = alert();
        killed.setState("retracted");
        killed.setReason("Coast Wire has withdrawn the article: wrong ship");
        assertThat(deliver(event(killed, "alert.retracted", Fixtures.slack(slack.url()), null, first)))
                .isEqualTo(new Outcome.Delivered(200, first));
        JsonNode blocks = slack.messages().get(1).get("blocks");
        assertThat(blocks.at("/0/text/text").asText())
                .isEqualTo("*Taken back:* ~Harbour talks resume after pilots' walkout~");
        assertThat(blocks.at("/1/text/text").asText()).contains("wrong ship");
        assertThat(blocks.at("/2/elements/2/text").asText())
                .isEqualTo("Follows \"Harbour talks resume after pilots' walkout\" of 1 Mar 2026, 12:00 UTC");
    }

    @Test
    void withATokenTheFirstMessageIsEditedAndWhatIsNewStandsInItsThread() throws Exception {
        String first = receiptOf(deliver(event(alert(), "alert.created", bot(), null, null)));
        clock.advance(Duration.ofMinutes(5));
        Alert update = alert();
        update.setReason("A second source has it: Harbour Radio");
        assertThat(receiptOf(deliver(event(update, "alert.updated", bot(), null, first))))
                .isEqualTo(first);
        List<SlackStandIn.Message> messages = slack.channel(CHANNEL);
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).edits()).isEqualTo(1);
        assertThat(messages.get(0).body().at("/blocks/0/text/text").asText()).startsWith("Update: Harbour talks");
        assertThat(messages.get(1).threadTs()).isEqualTo(messages.get(0).ts());
        assertThat(messages.get(1).body().at("/blocks/0/text/text").asText())
                .isEqualTo("*Update:* A second source has it: Harbour Radio");
    }

    @Test
    void whatIsTakenBackIsStruckThroughAndSaidInTheThread() throws Exception {
        String first = receiptOf(deliver(event(alert(), "alert.created", bot(), null, null)));
        clock.advance(Duration.ofMinutes(5));
        Alert killed = alert();
        killed.getArticle().setHeadline("Harbour ~talks~ <resume>");
        killed.setReason("Coast Wire has withdrawn the article: wrong ship");
        deliver(event(killed, "alert.retracted", bot(), null, first));
        List<SlackStandIn.Message> messages = slack.channel(CHANNEL);
        assertThat(messages.get(0).body().at("/blocks/0/text/text").asText())
                .isEqualTo("*Taken back:* ~Harbour -talks- &lt;resume&gt;~");
        assertThat(messages.get(0).body().toString()).doesNotContain("/act/");
        assertThat(messages.get(1).threadTs()).isEqualTo(messages.get(0).ts());
        assertThat(messages.get(1).body().toString()).contains("wrong ship");
    }

    @Test
    void anEditThatIsTriedAgainPostsItsAnswerOnce() throws Exception {
        String first = receiptOf(deliver(event(alert(), "alert.created", bot(), null, null)));
        Event update = event(alert(), "alert.updated", bot(), null, first);
        assertThat(deliver(update))
                .isEqualTo(new Outcome.RetryLater(
                        "Slack answered 429 (ratelimited)", Optional.of(Duration.ofSeconds(1)), 429));
        clock.advance(Duration.ofSeconds(1));
        assertThat(receiptOf(deliver(update))).isEqualTo(first);
        assertThat(slack.channel(CHANNEL)).hasSize(2);
    }

    @Test
    void aFirstMessageThatSomebodyDeletedIsTheReasonForANewOne() throws Exception {
        assertThat(receiptOf(deliver(event(alert(), "alert.updated", bot(), null, CHANNEL + ":1.000"))))
                .isNotEqualTo(CHANNEL + ":1.000");
        assertThat(slack.channel(CHANNEL)).singleElement().satisfies(message -> assertThat(message.threadTs())
                .isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_auth, Disabled",
        "account_inactive, Disabled",
        "channel_not_found, Disabled",
        "is_archived, Disabled",
        "msg_too_long, Rejected",
        "msg_blocks_too_long, Rejected",
        "ratelimited, RetryLater",
        "not_in_channel, RetryLater",
        "internal_error, RetryLater",
        "something_new, RetryLater"
    })
    void whatTheApiSaysInItsBodyDecides(String error, String outcome) throws Exception {
        slack.failing("chat.postMessage", error);
        Outcome ended = deliver(event(alert(), "alert.created", bot(), null, null));
        assertThat(ended.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(ended.toString()).contains(error).doesNotContain(SlackStandIn.TOKEN);
    }

    @Test
    void aWrongTokenDisablesTheChannelAndIsNotShown() throws Exception {
        Channel wrong =
                Channel.newBuilder(bot()).setToken("xoxb-of-somebody-else").build();
        Outcome ended = deliver(event(alert(), "alert.created", wrong, null, null));
        assertThat(ended).isInstanceOf(Outcome.Disabled.class);
        assertThat(ended.toString()).doesNotContain("somebody-else");
    }

    @Test
    void aTokenWithoutAChannelPointsNowhere() {
        Channel lost = Channel.newBuilder(bot()).setChannel(null).build();
        assertThatIllegalArgumentException().isThrownBy(() -> channel.endpoint(lost));
        assertThat(channel.shown(bot())).isEqualTo(CHANNEL);
    }

    @Test
    void aDigestListsTheNewestThatThereIsRoomForAndCountsTheRest() throws Exception {
        Alert alert = alert();
        alert.getArticle().setHeadline("& ".repeat(5_000));
        Event.Digest digest = new Event.Digest(
                clock.instant().minus(Duration.ofHours(1)),
                clock.instant(),
                300,
                Collections.nCopies(300, alert),
                false);
        assertThat(deliver(event(alert, "alert.digest", bot(), digest, null))).isInstanceOf(Outcome.Delivered.class);
        JsonNode blocks = slack.channel(CHANNEL).get(0).body().get("blocks");
        assertThat(blocks.at("/0/text/text").asText()).isEqualTo("Digest: 300 alerts of Harbour talks");
        assertThat(blocks.at("/" + (blocks.size() - 1) + "/elements/1/text").asText())
                .matches("29\\d more in the console\\.");
    }

    @Test
    void oldNewsIsOneLineThatCountsIt() throws Exception {
        Event.Digest filed = new Event.Digest(
                clock.instant().minus(Duration.ofDays(2)), clock.instant(), 40, List.of(alert()), true);
        deliver(event(alert(), "alert.digest", Fixtures.slack(slack.url()), filed, null));
        assertThat(slack.messages().get(0).at("/blocks/0/text/text").asText())
                .isEqualTo("Old news: 40 alerts filed, not told, of Harbour talks");
        assertThat(slack.messages().get(0).get("blocks")).hasSize(2);
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
        assertThat(deliver(alert)).isInstanceOf(Outcome.Delivered.class);
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
        assertThat(deliver(alert)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void anAlertWithNothingButAHeadlineIsAMessage() throws Exception {
        Alert alert = alert();
        alert.setExcerpt("");
        alert.setReason("");
        alert.getArticle().setSource("");
        alert.getArticle().setUrl(null);
        assertThat(deliver(alert)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void tooManyMessagesAreTriedAgainWhenSlackSays() throws Exception {
        deliver(alert());
        assertThat(deliver(alert()))
                .isEqualTo(new Outcome.RetryLater(
                        "Slack answered 429 (rate_limited)", Optional.of(Duration.ofSeconds(1)), 429));
        clock.advance(channel.endpoint(Fixtures.slack(slack.url())).pace());
        assertThat(deliver(alert())).isInstanceOf(Outcome.Delivered.class);
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

    @Test
    void anAddressThatAVariableHoldsIsNamedAfterTheVariable() throws Exception {
        Channel named = Fixtures.slack("env:REDLINE_SECRET_SLACK");
        assertThat(channel.shown(named)).isEqualTo("env:REDLINE_SECRET_SLACK");
        assertThat(channel.endpoint(named).key()).isEqualTo("slack env:REDLINE_SECRET_SLACK");
        assertThat(deliver(alert(), "what the variable holds is no address"))
                .isEqualTo(new Outcome.Rejected("\"url\" should be an http or https address", null));
    }

    private Outcome deliver(Alert alert) throws Exception {
        return deliver(alert, slack.url());
    }

    private Outcome deliver(Alert alert, String url) throws Exception {
        return deliver(event(alert, "alert.created", Fixtures.slack(url), null, null));
    }

    private Outcome deliver(Event event) throws Exception {
        return channel.deliver(event).get(30, TimeUnit.SECONDS);
    }

    private static String receiptOf(Outcome outcome) {
        return Objects.requireNonNull(((Outcome.Delivered) outcome).receipt());
    }

    private static Event event(
            Alert alert, String type, Channel to, Event.@Nullable Digest digest, @Nullable String first) {
        return new Event(Fixtures.delivery("d", alert, type), alert, to, digest, first);
    }

    private static Channel bot() {
        return Channel.newBuilder()
                .setType("slack")
                .setToken(SlackStandIn.TOKEN)
                .setChannel(CHANNEL)
                .build();
    }

    private static Alert alert() {
        return Fixtures.alert("a", "w", 1, "new", Instant.parse("2026-03-01T12:00:00Z"));
    }
}
