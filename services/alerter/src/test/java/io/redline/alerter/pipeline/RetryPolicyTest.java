package io.redline.alerter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.Fixtures;
import io.redline.alerter.channel.Outcome;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final RetryPolicy policy = new RetryPolicy(Duration.ofHours(24));

    @Test
    void pausesGrowUpToAnHourAndDeviateByAQuarter() {
        assertThat(policy.pause("d", 1, Optional.empty())).isBetween(Duration.ofMillis(750), Duration.ofMillis(1_250));
        assertThat(policy.pause("d", 3, Optional.empty()))
                .isBetween(Duration.ofMillis(6_750), Duration.ofMillis(11_250));
        assertThat(policy.pause("d", 100, Optional.empty())).isBetween(Duration.ofMinutes(45), Duration.ofMinutes(75));
    }

    @Test
    void aPauseIsTheSameOnEachMachineAndAnotherForEachDelivery() {
        assertThat(policy.pause("d", 5, Optional.empty())).isEqualTo(policy.pause("d", 5, Optional.empty()));
        assertThat(policy.pause("d", 5, Optional.empty())).isNotEqualTo(policy.pause("e", 5, Optional.empty()));
    }

    @Test
    void whoAsksForALongerPauseGetsIt() {
        assertThat(policy.pause("d", 1, Optional.of(Duration.ofMinutes(3)))).isEqualTo(Duration.ofMinutes(3));
        assertThat(policy.pause("d", 1, Optional.of(Duration.ZERO))).isGreaterThan(Duration.ofMillis(700));
    }

    @Test
    void aDeliveryIsGivenUpWhenTheNextAttemptWouldComeTooLate() {
        Outcome busy = new Outcome.RetryLater("busy", 503);
        Delivery soon = policy.conclude(entry(), busy, Duration.ofMillis(5), NOON.plus(Duration.ofHours(23)))
                .getDelivery();
        assertThat(soon.getState()).isEqualTo("retrying");
        assertThat(soon.getNextAttemptAt()).isAfter(NOON.plus(Duration.ofHours(23)));
        Delivery late = policy.conclude(entry(), busy, Duration.ofMillis(5), NOON.plus(Duration.ofHours(24)))
                .getDelivery();
        assertThat(late.getState()).isEqualTo("failed");
        assertThat(late.getReason()).isEqualTo("given up after 1 attempt: busy");
        assertThat(late.getNextAttemptAt()).isNull();
    }

    @Test
    void everyOutcomeIsWrittenDownWithItsReason() {
        Delivery delivered = policy.conclude(entry(), new Outcome.Delivered(204), Duration.ofMillis(7), NOON)
                .getDelivery();
        assertThat(delivered.getState()).isEqualTo("delivered");
        assertThat(delivered.getStatusCode()).isEqualTo(204);
        assertThat(delivered.getLatencyMillis()).isEqualTo(7);
        assertThat(delivered.getAttempt()).isEqualTo(1);
        var disabled = policy.conclude(entry(), new Outcome.Disabled("gone", 410), Duration.ZERO, NOON);
        assertThat(disabled.getDisablesRoute()).isTrue();
        assertThat(disabled.getDelivery().getState()).isEqualTo("failed");
        assertThat(disabled.getDelivery().getReason()).isEqualTo("gone");
    }

    private static LedgerEntry entry() {
        Alert alert = Fixtures.alert("a", "w");
        return Fixtures.entry(Fixtures.delivery("d", alert, "alert.created"), "r", NOON, alert);
    }
}
