package io.redline.alerter.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.channel.email.DeliveryReport.Recipient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DeliveryReportTest {

    private static final String GONE = "550 5.1.1 <desk@example.org>: nobody of that name";
    private static final String STAMP = MailStamp.HEADER + ": abc\n def";

    @Example
    void aReportWithHeadersSaysWhatBecameOfWhichMail() {
        DeliveryReport report = read(ReturnedMail.withHeaders("failed", "5.1.1", "desk@example.org", GONE, STAMP));
        assertThat(report.reporter()).isEqualTo("relay.example.net");
        assertThat(report.recipients()).containsExactly(new Recipient("desk@example.org", "failed", "5.1.1", GONE));
        assertThat(report.stamp()).hasValueSatisfying(stamp -> assertThat(stamp).startsWith("abc"));
        Recipient recipient = report.recipients().get(0);
        assertThat(recipient.failed()).isTrue();
        assertThat(recipient.replyCode()).isEqualTo(550);
    }

    @Example
    void aReportInBase64WithTheWholeMailSaysTheSame() {
        DeliveryReport report = read(ReturnedMail.withMail("5.1.10", "desk@example.org", GONE, STAMP));
        assertThat(report.reporter()).isEqualTo("MAIL07.office.example");
        assertThat(report.recipients()).containsExactly(new Recipient("desk@example.org", "failed", "5.1.10", GONE));
        assertThat(report.stamp()).isPresent();
    }

    @Example
    void aDelayIsNoFailure() {
        Recipient recipient = read(ReturnedMail.withHeaders(
                        "delayed", "4.4.1", "desk@example.org", "connect to mx.desk.example: timed out", STAMP))
                .recipients()
                .get(0);
        assertThat(recipient.failed()).isFalse();
        assertThat(recipient.delayed()).isTrue();
        assertThat(recipient.replyCode()).isNull();
    }

    @Example
    void aServerThatHasGivenUpWaitingHasFailed() {
        DeliveryReport report =
                read(ReturnedMail.withHeaders("failed", "4.4.7", "desk@example.org", "queue time exceeded", STAMP));
        assertThat(report.recipients().get(0).failed()).isTrue();
    }

    @Example
    void whatArrivedHasNotFailed() {
        DeliveryReport report =
                read(ReturnedMail.withHeaders("delivered", "2.0.0", "desk@example.org", "250 ok", STAMP));
        assertThat(report.recipients().get(0).failed()).isFalse();
    }

    @Example
    void aMailWithoutReportIsNone() {
        assertThat(DeliveryReport.read(ReturnedMail.bytes(ReturnedMail.outOfOffice())))
                .isEmpty();
        assertThat(DeliveryReport.read(new byte[0])).isEmpty();
        assertThat(DeliveryReport.read("Content-Type: multipart/report; report-type=".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Example
    void theStartOfALongReportIsEnough() {
        byte[] long10MegaBytes = ReturnedMail.bytes(ReturnedMail.withHeaders(
                "failed", "5.1.1", "desk@example.org", GONE, STAMP + "\n\n" + "all the mail ".repeat(800_000)));
        assertThat(long10MegaBytes).hasSizeGreaterThan(10_000_000);
        DeliveryReport report = DeliveryReport.read(Arrays.copyOf(long10MegaBytes, BounceReader.BYTES_OF_A_MESSAGE))
                .orElseThrow();
        assertThat(report.recipients()).hasSize(1);
        assertThat(report.stamp()).isPresent();
    }

    @Example
    void recipientsPartsAndAnswersWithoutEndAreCutOff() {
        String recipients = "\nFinal-Recipient: rfc822; x@example.org\nAction: failed\nStatus: 5.0.0\n".repeat(10_000);
        String mail = ReturnedMail.withHeaders(
                "failed", "5.1.1", "desk@example.org", GONE + " no".repeat(10_000) + "\n" + recipients, STAMP);
        DeliveryReport report = read(mail);
        assertThat(report.recipients()).hasSizeLessThanOrEqualTo(100);
        assertThat(report.recipients().get(0).diagnostic()).hasSizeLessThanOrEqualTo(320);
    }

    @Example
    void anAnswerIsOneLine() {
        String diagnostic = "550 no\u001b[31m\n such\n\tdesk\u202Egro";
        DeliveryReport report =
                read(ReturnedMail.withHeaders("failed", "5.1.1", "desk@example.org", diagnostic, STAMP));
        assertThat(report.recipients().get(0).diagnostic()).doesNotContainPattern("[\\p{Cntrl}\u202E]");
    }

    @Property(tries = 500)
    void noMailTripsTheReader(@ForAll @IntRange(max = 4_000) int at, @ForAll byte what) {
        byte[] mail = ReturnedMail.bytes(ReturnedMail.withMail("5.1.1", "desk@example.org", GONE, STAMP));
        mail[at % mail.length] = what;
        DeliveryReport.read(mail);
        DeliveryReport.read(Arrays.copyOf(mail, at % mail.length));
    }

    private static DeliveryReport read(String mail) {
        return DeliveryReport.read(ReturnedMail.bytes(mail)).orElseThrow();
    }
}
