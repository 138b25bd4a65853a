package io.redline.alerter.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.redline.alerter.Fixtures;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.schemas.Alert;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailChannelTest {

    @RegisterExtension
    private final GreenMailExtension server = new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

    @Test
    void aMailIsPlainTextBesideHtmlWithMatchedWordsMarked() throws Exception {
        assertThat(deliver(alert(1))).isEqualTo(new Outcome.Delivered(250));
        MimeMessage mail = received();
        assertThat(mail.getSubject()).isEqualTo("Alert: Harbour talks resume after pilots' walkout");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(part(mail, 0))
                .contains("both sides said.", "Coast Wire", "https://news.example/harbour", "Harbour talks");
        assertThat(part(mail, 1))
                .contains("<mark>harbour</mark>", "pilots&#39;", "href=\"https://news.example/harbour\"");
    }

    @Test
    void theMessageIdIsTheDeliverysAndAllMailsOnAnAlertAreOneThread() throws Exception {
        deliver(alert(1));
        deliver(alert(2));
        server.waitForIncomingEmail(2);
        List<MimeMessage> mails = List.of(server.getReceivedMessages());
        assertThat(mails)
                .extracting(MimeMessage::getMessageID)
                .containsExactly("<d-1@example.org>", "<d-2@example.org>");
        for (MimeMessage mail : mails) {
            assertThat(mail.getHeader("References")).containsExactly("<a@example.org>");
            assertThat(mail.getHeader("In-Reply-To")).containsExactly("<a@example.org>");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getHeader("List-Id")).containsExactly("<w-1.watches.example.org>");
        }
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
        assertThat(deliver(alert)).isEqualTo(new Outcome.Delivered(250));
        MimeMessage mail = received();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("Alert: Talks Bcc: victim@example.org <script>alert(1)</script>");
        assertThat(Collections.list(mail.getAllHeaderLines())).noneMatch(line -> line.startsWith("Bcc"));
        assertThat(part(mail, 1)).doesNotContain("<script>");
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
                Optional.empty(),
                new InternetAddress("redline@example.org"),
                Duration.ofSeconds(5),
                InstantSource.system());
        Outcome outcome = deliver(unset, alert(1), "desk@example.org");
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(((Outcome.Rejected) outcome).reason()).contains("REDLINE_SMTP_URL", "REDLINE_MAIL_FROM");
    }

    @Test
    void aServerThatDoesNotAnswerIsTriedAgainLater() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(deliver(channel("smtp://127.0.0.1:" + port), alert(1), "desk@example.org"))
                .isInstanceOf(Outcome.RetryLater.class);
    }

    @Test
    void whatTheServerRefusesForGoodIsNotTriedAgain() throws Exception {
        try (SmtpScript refusing = SmtpScript.start("550 5.1.1 no such desk")) {
            Outcome outcome = deliver(channel(refusing.url()), alert(1), "desk@example.org");
            assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
            assertThat(outcome.statusCode()).isEqualTo(550);
        }
    }

    @Test
    void whatTheServerRefusesForNowIsTriedAgain() throws Exception {
        try (SmtpScript greylisting = SmtpScript.start("451 4.7.1 come back later")) {
            Outcome outcome = deliver(channel(greylisting.url()), alert(1), "desk@example.org");
            assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
            assertThat(outcome.statusCode()).isEqualTo(451);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "desk", "a@example.org, b@example.org", "desk@example.org\r\nBcc: victim@example.org"})
    void whatIsNoAddressIsRefused(String to) throws Exception {
        EmailChannel channel = channel("smtp://127.0.0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> channel.shown(Fixtures.email(to)));
    }

    private Outcome deliver(Alert alert) throws Exception {
        return deliver(channel("smtp://127.0.0.1:" + server.getSmtp().getPort()), alert, "desk@example.org");
    }

    private static Outcome deliver(EmailChannel channel, Alert alert, String to) throws Exception {
        try (channel) {
            String event = alert.getVersion() == 1 ? "alert.created" : "alert.updated";
            return channel.deliver(new Event(
                            Fixtures.delivery("d-" + alert.getVersion(), alert, event), alert, Fixtures.email(to)))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static EmailChannel channel(String url) throws Exception {
        return new EmailChannel(
                Optional.of(SmtpServer.parse(url)),
                new InternetAddress("Redline <redline@example.org>"),
                Duration.ofSeconds(10),
                InstantSource.system());
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
