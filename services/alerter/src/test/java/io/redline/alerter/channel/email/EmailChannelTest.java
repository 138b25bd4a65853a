package io.redline.alerter.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.redline.alerter.Fixtures;
import io.redline.alerter.channel.ActionLinks;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.runtime.LinkClaim;
import io.redline.runtime.LinkVerdict;
import io.redline.runtime.SignedLinks;
import io.redline.schemas.Alert;
import jakarta.mail.Header;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailChannelTest {

    @RegisterExtension
    private final GreenMailExtension server = new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

    @Test
    void aMailIsPlainTextBesideHtmlWithMatchedWordsMarked() throws Exception {
        assertThat(deliver(alert(1))).isEqualTo(new Outcome.Delivered(250, "<d-1@example.org>"));
        MimeMessage mail = received();
        assertThat(mail.getSubject()).isEqualTo("Alert: Harbour talks resume after pilots' walkout");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(part(mail, 0))
                .contains("both sides said.", "Coast Wire", "https://news.example/harbour", "Harbour talks");
        assertThat(part(mail, 1))
                .contains("<mark>harbour</mark>", "pilots&#39;", "href=\"https://news.example/harbour\"");
    }

    @Test
    void theMessageIdIsTheDeliverysAndLaterMailsAnswerToTheFirst() throws Exception {
        String first = ((Outcome.Delivered) deliver(alert(1))).receipt();
        deliver(event(alert(2), "alert.updated", null, first));
        Alert killed = alert(3);
        killed.setReason("Coast Wire has withdrawn the article: wrong ship");
        deliver(event(killed, "alert.retracted", null, first));
        server.waitForIncomingEmail(3);
        List<MimeMessage> mails = List.of(server.getReceivedMessages());
        assertThat(mails)
                .extracting(MimeMessage::getMessageID)
                .containsExactly("<d-1@example.org>", "<d-2@example.org>", "<d-3@example.org>");
        assertThat(mails.get(0).getHeader("References")).isNull();
        for (MimeMessage mail : mails.subList(1, 3)) {
            assertThat(mail.getHeader("References")).containsExactly("<d-1@example.org>");
            assertThat(mail.getHeader("In-Reply-To")).containsExactly("<d-1@example.org>");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getHeader("List-Id")).containsExactly("<w-1.watches.example.org>");
        }
        assertThat(mails.get(2).getSubject()).isEqualTo("Taken back: Harbour talks resume after pilots' walkout");
        assertThat(part(mails.get(2), 0)).contains("wrong ship").doesNotContain("Acknowledge", "both sides said");
        assertThat(part(mails.get(2), 1)).contains("<s><mark>Harbour</mark>");
    }

    @Test
    void aMailCarriesTheLinksThatItsReaderActsWith() throws Exception {
        deliver(alert(1));
        MimeMessage mail = received();
        assertThat(part(mail, 0))
                .contains(
                        "Acknowledge: https://redline.example.org/act/",
                        "Claim: https://redline.example.org/act/",
                        "Snooze 1 h: https://redline.example.org/act/");
        assertThat(part(mail, 1)).contains(">Acknowledge</a> · <a href=\"https://redline.example.org/act/");
        String leave = mail.getHeader("List-Unsubscribe", null);
        assertThat(leave).matches("<https://redline\\.example\\.org/act/[A-Za-z0-9_-]+>");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        String token = leave.substring(leave.lastIndexOf('/') + 1, leave.length() - 1);
        assertThat(Fixtures.links().verify(token, Instant.now()))
                .isInstanceOfSatisfying(LinkVerdict.Valid.class, valid -> {
                    assertThat(valid.claim().act()).isEqualTo(LinkClaim.Act.UNSUBSCRIBE);
                    assertThat(valid.claim().watchId()).isEqualTo("W 1");
                    assertThat(valid.claim().person()).isEqualTo("desk@example.org");
                });
    }

    @Test
    void withoutAKeyAMailHasNoLinksToActWith() throws Exception {
        try (EmailChannel unsigned = channel(smtp(), Optional.empty())) {
            send(unsigned, event(alert(1), "alert.created", null, null));
        }
        assertThat(part(received(), 0)).doesNotContain("/act/");
        assertThat(received().getHeader("List-Unsubscribe")).isNull();
        assertThat(received().getHeader(MailStamp.HEADER)).isNull();
    }

    @Test
    void aDigestListsItsAlertsAndCountsTheRest() throws Exception {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        deliver(event(
                alert(1),
                "alert.digest",
                new Event.Digest(noon.minusSeconds(3_600), noon, 5, List.of(alert(1), alert(2)), false),
                null));
        MimeMessage mail = received();
        assertThat(mail.getSubject()).isEqualTo("Digest: 5 alerts of Harbour talks");
        assertThat(part(mail, 0))
                .contains("1 Mar 2026, 11:00 UTC to 1 Mar 2026, 12:00 UTC", "https://news.example/harbour")
                .contains("3 more in the console.");
        assertThat(part(mail, 1)).contains("<mark>Harbour</mark>");
    }

    @Test
    void whatComesBackSaysWhichDeliveryItWas() throws Exception {
        deliver(alert(1));
        assertThat(received().getHeader("Return-Path")).containsExactly("<bounces+d-1@example.org>");
        String tooLong = "d".repeat(60);
        assertThat(sender().envelope(tooLong)).isEqualTo("bounces@example.org");
    }

    @Test
    void aHeadlineCannotAddHeadersOrMarkup() throws Exception {
        Alert alert = alert(1);
        String attack = "Talks\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script>\u0000";
        alert.getArticle().setHeadline(attack);
        alert.getWatch().setName(attack);
        alert.getWatch().setId("w\r\nBcc: victim@example.org");
        alert.setReason(attack);
        alert.setExcerpt(attack);
        assertThat(deliver(alert)).isInstanceOf(Outcome.Delivered.class);
        MimeMessage mail = received();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("Alert: Talks Bcc: victim@example.org <script>alert(1)</script>");
        assertThat(Collections.list(mail.getAllHeaderLines())).noneMatch(line -> line.startsWith("Bcc"));
        assertThat(part(mail, 1)).doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?utf-8?Q?Talks=0D=0ABcc:_victim@example.org?=",
                "=?utf-8?B?VGFsa3MNCkJjYzogdmljdGltQGV4YW1wbGUub3Jn?=",
                "Talks\nBcc: victim@example.org",
                "Talks\rBcc: victim@example.org",
                "Talks\u2028Bcc: victim@example.org",
                "Talks\u202E\u2066gro.elpmaxe@mitciv :ccB",
                "Talks\u0085Bcc: victim@example.org\u000B\u000C\u0000"
            })
    void aHeadlineStaysInsideItsSubject(String headline) throws Exception {
        Alert alert = alert(1);
        alert.getArticle().setHeadline(headline + " x".repeat(100_000));
        deliver(event(alert, "alert.created", null, "<first@example.org>\r\nBcc: victim@example.org"));
        MimeMessage mail = received();
        assertThat(Collections.list(mail.getAllHeaders()))
                .extracting(Header::getName)
                .doesNotContain("Bcc", "In-Reply-To");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject())
                .startsWith("Alert: ")
                .hasSizeLessThan(300)
                .doesNotContainPattern("[\\p{Cntrl}\u2028\u202E\u2066]");
    }

    @Test
    void lettersOfAnyScriptArrive() throws Exception {
        Alert alert = alert(1);
        alert.getArticle().setHeadline("محادثات الميناء — Häfen 港 \uD83D\uDEA2");
        deliver(alert);
        assertThat(received().getSubject()).isEqualTo("Alert: محادثات الميناء — Häfen 港 \uD83D\uDEA2");
    }

    @Test
    void withoutAServerTheReasonSaysWhatToSet() throws Exception {
        EmailChannel unset = new EmailChannel(
                Optional.empty(), sender(), Duration.ofSeconds(5), links(Optional.empty()), InstantSource.system());
        Outcome outcome = send(unset, event(alert(1), "alert.created", null, null));
        unset.close();
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(((Outcome.Rejected) outcome).reason()).contains("REDLINE_SMTP_URL", "REDLINE_MAIL_FROM");
    }

    @Test
    void aServerThatDoesNotAnswerIsTriedAgainLater() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(deliverTo("smtp://127.0.0.1:" + port)).isInstanceOf(Outcome.RetryLater.class);
    }

    @Test
    void aMailThatWasTakenIsDeliveredHoweverTheServerHangsUp() throws Exception {
        try (SmtpScript server = SmtpScript.start("250 fine", "250 taken", "")) {
            assertThat(deliverTo(server.url())).isEqualTo(new Outcome.Delivered(250, "<d-1@example.org>"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.7.1 not from you, Rejected, 550",
        "552 5.3.4 too big, Rejected, 552",
        "550 no, Rejected, 550",
        "550 5.1.1 no such desk, Disabled, 550",
        "550 5.2.1 the desk has closed, Disabled, 550",
        "556 5.1.10 this domain takes no mail, Disabled, 556",
        "450 greylisted, Deferred, 450",
        "451 4.7.1 come back later, Deferred, 451",
        "452 4.2.2 the mailbox is full, Deferred, 452",
        "452 4.3.1 no disk left, RetryLater, 452",
        "421 4.3.2 closing down, RetryLater, 421",
        "421 too many connections, RetryLater, 421"
    })
    void whatTheServerSaysOfTheAddressDecides(String answer, String kind, int code) throws Exception {
        try (SmtpScript server = SmtpScript.start(answer)) {
            Outcome outcome = deliverTo(server.url());
            assertThat(outcome.getClass().getSimpleName()).isEqualTo(kind);
            assertThat(outcome.statusCode()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "452 4.2.2 the mailbox is full, Deferred",
        "451 4.3.0 the queue is not to be had, RetryLater",
        "451 try later, RetryLater"
    })
    void whatTheServerSaysOfTheMailDelaysOthersUnlessItIsAboutTheMailbox(String answer, String kind) throws Exception {
        try (SmtpScript server = SmtpScript.start("250 fine", answer, "221 bye")) {
            assertThat(deliverTo(server.url()).getClass().getSimpleName()).isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "desk",
                "a@example.org, b@example.org",
                "desk@example.org\r\nBcc: victim@example.org",
                "night..desk@example.org"
            })
    void whatIsNoAddressIsRefused(String to) throws Exception {
        EmailChannel channel = channel("smtp://127.0.0.1", Optional.empty());
        assertThatIllegalArgumentException().isThrownBy(() -> channel.shown(Fixtures.email(to)));
        assertThatIllegalArgumentException().isThrownBy(() -> channel.endpoint(Fixtures.email(to)));
    }

    private Outcome deliver(Alert alert) throws Exception {
        return deliver(event(alert, alert.getVersion() == 1 ? "alert.created" : "alert.updated", null, null));
    }

    private Outcome deliver(Event event) throws Exception {
        try (EmailChannel channel = channel(smtp(), Optional.of(Fixtures.links()))) {
            return send(channel, event);
        }
    }

    private static Outcome deliverTo(String url) throws Exception {
        try (EmailChannel channel = channel(url, Optional.empty())) {
            return send(channel, event(alert(1), "alert.created", null, null));
        }
    }

    private static Outcome send(EmailChannel channel, Event event) throws Exception {
        return channel.deliver(event).get(30, TimeUnit.SECONDS);
    }

    private static Event event(Alert alert, String type, Event.@Nullable Digest digest, @Nullable String firstReceipt) {
        return new Event(
                Fixtures.delivery("d-" + alert.getVersion(), alert, type),
                alert,
                Fixtures.email("desk@example.org"),
                digest,
                firstReceipt);
    }

    private String smtp() {
        return "smtp://127.0.0.1:" + server.getSmtp().getPort();
    }

    private static EmailChannel channel(String url, Optional<SignedLinks> links) throws Exception {
        return new EmailChannel(
                Optional.of(SmtpServer.parse(url)),
                sender(),
                Duration.ofSeconds(10),
                links(links),
                InstantSource.system());
    }

    private static MailSender sender() throws Exception {
        return new MailSender(
                new InternetAddress("Redline <redline@example.org>"),
                Optional.of(new InternetAddress("bounces@example.org")),
                Optional.empty());
    }

    private static ActionLinks links(Optional<SignedLinks> links) {
        return new ActionLinks(links, InstantSource.system());
    }

    private MimeMessage received() {
        server.waitForIncomingEmail(1);
        return server.getReceivedMessages()[0];
    }

    private static String part(MimeMessage mail, int index) throws Exception {
        return ((Multipart) mail.getContent()).getBodyPart(index).getContent().toString();
    }

    private static Alert alert(int version) {
        return Fixtures.alert("a", "W 1", version, "new", Instant.parse("2026-03-01T12:00:00Z"));
    }
}
