package io.redline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.schemas.Alert;
import io.redline.schemas.AlertTimes;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Delivery;
import io.redline.schemas.StoryRef;
import io.redline.schemas.WatchRef;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiptBookTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final ReceiptBook book = new ReceiptBook();
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver(Manner.PROMPT, book::saw);
        book.expect(alert(1), receiver);
        book.expect(alert(2), receiver);
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    @Test
    void whatWasTakenInOrderAndIsInTheLedgerIsWell() {
        saw("d-1", 1, true);
        saw("d-1", 1, true);
        saw("d-2", 2, true);
        assertThat(book.faults(List.of(delivery("d-1", "delivered"), delivery("d-2", "delivered"))))
                .isEmpty();
        assertThat(book.repeated()).isEqualTo(1);
        assertThat(book.outstanding(List.of())).isZero();
    }

    @Test
    void aLostEventIsAFault() {
        saw("d-1", 1, true);
        saw("d-2", 2, false);
        assertThat(book.outstanding(List.of())).isEqualTo(1);
        assertThat(book.faults(List.of(delivery("d-1", "delivered"), delivery("d-2", "retrying"))))
                .singleElement()
                .asString()
                .startsWith("never told: alert version 2");
    }

    @Test
    void aVersionThatTheLedgerLeavesOutIsNotMissed() {
        saw("d-2", 2, true);
        Delivery leftOut = delivery("d-1", "skipped");
        leftOut.setDecision("grouped-into");
        Delivery newer = delivery("d-2", "delivered");
        newer.setAlertVersion(2);
        assertThat(book.faults(List.of(leftOut, newer))).isEmpty();
        assertThat(book.outstanding(List.of(leftOut))).isZero();
    }

    @Test
    void twoIdsForOneEventAreAFault() {
        saw("d-1", 1, true);
        saw("other", 1, true);
        saw("d-2", 2, true);
        assertThat(book.faults(List.of(
                        delivery("d-1", "delivered"), delivery("other", "delivered"), delivery("d-2", "delivered"))))
                .singleElement()
                .asString()
                .startsWith("several ids for one event");
    }

    @Test
    void anOlderVersionAfterANewerOneIsAFault() {
        saw("d-2", 2, true);
        saw("d-1", 1, true);
        assertThat(book.faults(List.of(delivery("d-1", "delivered"), delivery("d-2", "delivered"))))
                .singleElement()
                .asString()
                .contains("came after version 2");
    }

    @Test
    void aLedgerThatSaysOtherwiseIsAFault() {
        saw("d-1", 1, true);
        saw("d-2", 2, true);
        assertThat(book.faults(List.of(
                        delivery("d-1", "delivered"), delivery("d-2", "retrying"), delivery("d-3", "delivered"))))
                .hasSize(2)
                .anySatisfy(fault -> assertThat(fault).contains("\"retrying\" of d-2"))
                .anySatisfy(fault -> assertThat(fault).contains("d-3, which nobody saw"));
    }

    private void saw(String id, int version, boolean taken) {
        book.saw(new Receiver.Receipt(receiver, id, "alert", version, taken));
    }

    private static Alert alert(int version) {
        return Alert.newBuilder()
                .setId("alert")
                .setVersion(version)
                .setState(version == 1 ? "new" : "updated")
                .setKind("keyword")
                .setWatch(new WatchRef("w", "W"))
                .setArticle(ArticleRef.newBuilder()
                        .setId("urn:a")
                        .setVersion(1)
                        .setHeadline("Harbour board meets")
                        .setSource("Merrow Courier")
                        .setPublishedAt(NOON)
                        .build())
                .setStory(new StoryRef("s", 1, 1))
                .setReason("\"harbour\" in the headline.")
                .setAt(AlertTimes.newBuilder()
                        .setPublishedAt(NOON)
                        .setReceivedAt(NOON)
                        .setDetectedAt(NOON)
                        .build())
                .build();
    }

    private static Delivery delivery(String id, String state) {
        return Delivery.newBuilder()
                .setId(id)
                .setAlertId("alert")
                .setAlertVersion(1)
                .setWatchId("w")
                .setChannel("webhook")
                .setEndpoint("127.0.0.1")
                .setEvent("alert.created")
                .setState(state)
                .setAt(NOON)
                .build();
    }
}
