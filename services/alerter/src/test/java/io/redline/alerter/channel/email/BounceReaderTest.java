package io.redline.alerter.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redline.alerter.Fixtures;
import io.redline.alerter.channel.ActionLinks;
import io.redline.alerter.channel.Bounce;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.runtime.DeliveryIds;
import io.redline.runtime.Settings;
import io.redline.runtime.SignedTokens;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BounceReaderTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Channel DESK = Fixtures.email("desk@example.org");
    private static final String GONE = "550 5.1.1 <desk@example.org>: nobody of that name";

    @RegisterExtension
    private final GreenMailExtension server = new GreenMailExtension(
            new ServerSetup[] {ServerSetupTest.SMTP.dynamicPort(), ServerSetupTest.IMAP.dynamicPort()});

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Bounce> bounces = new ArrayList<>();
    private CompletionStage<?> written = CompletableFuture.completedFuture(null);

    @Test
    void aMailThatComesBackIsKnownByItsStamp() throws Exception {
        String headers = headersOfASentMail();
        comesIn(ReturnedMail.withHeaders("failed", "5.1.1", "desk@example.org", GONE, headers));
        comesIn(ReturnedMail.withMail("5.7.1", "Desk@example.org", "550 5.7.1 not from you", headers));
        assertThat(round()).isEqualTo(MINUTE);
        assertThat(bounces)
                .extracting(Bounce::mailboxGone, Bounce::statusCode)
                .containsExactly(tuple(true, 550), tuple(false, 550));
        Bounce first = bounces.get(0);
        Delivery sent = first.sent().getDelivery();
        assertThat(sent.getId()).isEqualTo("d-1");
        assertThat(sent.getWatchId()).isEqualTo("W 1");
        assertThat(first.sent().getRoute()).isEqualTo(DeliveryIds.route(DESK));
        assertThat(first.reason()).contains("came back from relay.example.net", GONE, "no such mailbox");
        assertThat(read("failed")).isEqualTo(2);
    }

    @Test
    void aMessageIsReadOnce() throws Exception {
        comesIn(ReturnedMail.withHeaders("failed", "5.1.1", "desk@example.org", GONE, headersOfASentMail()));
        round();
        round();
        assertThat(bounces).hasSize(1);
        assertThat(seen()).containsExactly(true);
    }

    @Test
    void aMessageWhoseOutcomeIsNotSafeIsReadAgain() throws Exception {
        comesIn(ReturnedMail.outOfOffice());
        comesIn(ReturnedMail.withHeaders("failed", "5.1.1", "desk@example.org", GONE, headersOfASentMail()));
        written = CompletableFuture.failedFuture(new IllegalStateException("the broker is away"));
        try (BounceReader reader = reader(mailbox("imap", server.getImap().getPort()))) {
            assertThat(reader.round()).isEqualTo(MINUTE.multipliedBy(2));
            assertThat(reader.round()).isEqualTo(MINUTE.multipliedBy(4));
            assertThat(seen()).containsExactly(true, false);
            written = CompletableFuture.completedFuture(null);
            assertThat(reader.round()).isEqualTo(MINUTE);
            assertThat(seen()).containsExactly(true, true);
        }
        assertThat(bounces)
                .hasSize(3)
                .extracting(Bounce::sent)
                .containsOnly(bounces.get(0).sent());
    }

    @Test
    void nobodyCanMakeUpABounce() throws Exception {
        String headers = headersOfASentMail();
        String forged = ReturnedMail.headersOf(sent(key("another-key-of-some-other-pilots-1")));
        String changed = headers.replaceFirst("(?s)(" + MailStamp.HEADER + ": .{60})(.)", "$1" + "_-");
        comesIn(ReturnedMail.withHeaders("failed", "5.1.1", "desk@example.org", GONE, forged));
        comesIn(ReturnedMail.withHeaders("failed", "5.1.1", "desk@example.org", GONE, changed));
        comesIn(ReturnedMail.withHeaders("failed", "5.1.1", "desk@example.org", GONE, "Message-ID: <d-1@example.org>"));
        round();
        assertThat(bounces).isEmpty();
        assertThat(read("unsigned")).isEqualTo(3);
        assertThat(seen()).containsOnly(true);
    }

    @Test
    void aMailThatComesBackFromWhereItWasForwardedSaysNothingOfTheMailbox() throws Exception {
        comesIn(ReturnedMail.withHeaders("failed", "5.1.1", "mira@home.example", GONE, headersOfASentMail()));
        round();
        assertThat(bounces).isEmpty();
        assertThat(read("forwarded")).isEqualTo(1);
    }

    @Test
    void everythingElseIsCountedAndLeftAlone() throws Exception {
        String headers = headersOfASentMail();
        comesIn(ReturnedMail.withHeaders("delayed", "4.4.1", "desk@example.org", "timed out", headers));
        comesIn(ReturnedMail.withHeaders("delivered", "2.1.5", "desk@example.org", "250 ok", headers));
        comesIn(ReturnedMail.outOfOffice());
        comesIn("Subject: cheap\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"x\n\nbuy");
        comesIn(ReturnedMail.outOfOffice() + "buy this ".repeat(1_200_000));
        assertThat(round()).isEqualTo(MINUTE);
        assertThat(bounces).isEmpty();
        assertThat(read("delayed")).isEqualTo(1);
        assertThat(read("other")).isEqualTo(4);
        assertThat(seen()).hasSize(5).containsOnly(true);
    }

    @Test
    void aRoundReadsSoManyMessagesAndTheNextFollowsAtOnce() throws Exception {
        for (int i = 0; i <= BounceReader.MESSAGES_AT_ONCE; i++) {
            comesIn(ReturnedMail.outOfOffice());
        }
        assertThat(round()).isZero();
        assertThat(read("other")).isEqualTo(BounceReader.MESSAGES_AT_ONCE);
        assertThat(round()).isEqualTo(MINUTE);
        assertThat(read("other")).isEqualTo(BounceReader.MESSAGES_AT_ONCE + 1);
    }

    @Test
    void aMailboxThatIsAwayIsLeftAloneForLongerEachTimeAndReadOnceItIsBack() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (BounceReader reader = reader(mailbox("imap", port))) {
            for (int minutes = 2; minutes < 60; minutes *= 2) {
                assertThat(reader.round()).isEqualTo(Duration.ofMinutes(minutes));
            }
            assertThat(reader.round()).isEqualTo(BounceReader.LONGEST_PAUSE);
            assertThat(reader.round()).isEqualTo(BounceReader.LONGEST_PAUSE);
            GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
            back.start();
            try {
                back.setUser("bounces@example.org", "bounces", "anchor")
                        .deliver(ReturnedMail.message(ReturnedMail.outOfOffice()));
                assertThat(reader.round()).isEqualTo(MINUTE);
            } finally {
                back.stop();
            }
        }
        assertThat(read("other")).isEqualTo(1);
        assertThat(metrics.counter("redline.bounces.rounds", "outcome", "failed")
                        .count())
                .isEqualTo(7);
    }

    @Test
    void aServerThatCannotProveWhoItIsGetsNoPassword() throws Exception {
        GreenMail unproven = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS));
        unproven.start();
        try (BounceReader reader = reader(mailbox("imaps", unproven.getImaps().getPort()))) {
            unproven.setUser("bounces@example.org", "bounces", "anchor");
            assertThat(reader.round()).isEqualTo(MINUTE.multipliedBy(2));
        } finally {
            unproven.stop();
        }
    }

    private Duration round() throws Exception {
        try (BounceReader reader = reader(mailbox("imap", server.getImap().getPort()))) {
            return reader.round();
        }
    }

    private BounceReader reader(BounceMailbox mailbox) {
        return new BounceReader(
                mailbox,
                MINUTE,
                Duration.ofSeconds(10),
                key(Fixtures.LINK_KEY),
                bounce -> {
                    bounces.add(bounce);
                    return written;
                },
                metrics);
    }

    private BounceMailbox mailbox(String scheme, int port) {
        return BounceMailbox.parse(scheme + "://bounces:anchor@127.0.0.1:" + port + "/INBOX");
    }

    private void comesIn(String mail) throws Exception {
        user().deliver(ReturnedMail.message(mail));
    }

    private GreenMailUser user() {
        return server.setUser("bounces@example.org", "bounces", "anchor");
    }

    private List<Boolean> seen() throws Exception {
        return server.getManagers().getImapHostManager().getInbox(user()).getMessages().stream()
                .map(BounceReaderTest::seen)
                .toList();
    }

    private static boolean seen(StoredMessage message) {
        return message.isSet(Flags.Flag.SEEN);
    }

    private double read(String kind) {
        return metrics.counter("redline.bounces.read", "kind", kind).count();
    }

    private String headersOfASentMail() throws Exception {
        return ReturnedMail.headersOf(sent(key(Fixtures.LINK_KEY)));
    }

    /** An alert's mail, as it arrives at its receiver's. */
    private MimeMessage sent(SignedTokens key) throws Exception {
        int before = server.getReceivedMessages().length;
        Alert alert = Fixtures.alert("a", "W 1");
        Delivery delivery = Delivery.newBuilder(Fixtures.delivery("d-1", alert, "alert.created"))
                .setChannel("email")
                .setEndpoint("desk@example.org")
                .build();
        MailSender sender = new MailSender(
                new InternetAddress("Redline <redline@example.org>"),
                Optional.of(new InternetAddress("bounces@example.org")),
                Optional.of(key));
        try (EmailChannel channel = new EmailChannel(
                Optional.of(
                        SmtpServer.parse("smtp://127.0.0.1:" + server.getSmtp().getPort())),
                sender,
                Duration.ofSeconds(10),
                new ActionLinks(Optional.empty(), InstantSource.system()),
                InstantSource.system())) {
            assertThat(channel.deliver(new Event(delivery, alert, DESK)).get(30, TimeUnit.SECONDS))
                    .isInstanceOf(Outcome.Delivered.class);
        }
        server.waitForIncomingEmail(before + 1);
        return List.of(server.getReceivedMessages()).stream()
                .filter(mail -> has(mail, MailStamp.HEADER))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static boolean has(MimeMessage mail, String header) {
        try {
            return mail.getHeader(header) != null;
        } catch (MessagingException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static SignedTokens key(String key) {
        return SignedTokens.of(Settings.of(Map.of("REDLINE_LINK_KEY", key))).orElseThrow();
    }
}
