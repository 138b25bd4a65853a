package io.redline.alerter.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.Fixtures;
import io.redline.runtime.KeyedState;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.internal.DisabledRoute;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final KeyedState<LedgerEntry> entries = KeyedState.inMemory();
    private final KeyedState<String> agenda = KeyedState.inMemory();
    private final Ledger ledger =
            new Ledger(entries, agenda, KeyedState.inMemory(), KeyedState.inMemory(), KeyedState.inMemory());

    @Test
    void aLaneHoldsTheVersionsOfOneAlertOnOneRouteInOrder() {
        ledger.write(entry("a", "r1", 10, NOON));
        ledger.write(entry("a", "r1", 2, NOON));
        ledger.write(entry("a", "r2", 3, NOON));
        ledger.write(entry("b", "r1", 4, NOON));
        assertThat(ledger.lane("a", "r1").entries())
                .extracting(entry -> entry.getDelivery().getAlertVersion())
                .containsExactly(2, 10);
    }

    @Test
    void whatIsDueComesInTheOrderOfItsTimeAndNoMoreThanAskedFor() {
        ledger.write(entry("late", "r", 1, NOON.plusSeconds(2)));
        ledger.write(entry("early", "r", 1, NOON));
        ledger.write(entry("later", "r", 1, NOON.plusSeconds(60)));
        assertThat(ledger.due(NOON.plusSeconds(5), 10))
                .extracting(entry -> entry.getDelivery().getAlertId())
                .containsExactly("early", "late");
        assertThat(ledger.due(NOON.plusSeconds(5), 1)).hasSize(1);
    }

    @Test
    void anEntryWrittenAgainIsDueOnlyAtItsNewTime() {
        ledger.write(entry("a", "r", 1, NOON));
        ledger.write(entry("a", "r", 1, NOON.plus(Duration.ofHours(1))));
        assertThat(ledger.due(NOON.plusSeconds(1), 10)).isEmpty();
        assertThat(ledger.nextDue()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(ledger.due(NOON.plus(Duration.ofHours(1)), 10)).hasSize(1);
        assertThat(agenda.keysWithPrefix("")).hasSize(1);
    }

    @Test
    void somethingDueSoonerThanAllBeforeIsFound() {
        ledger.write(entry("far", "r", 1, NOON.plusSeconds(60)));
        assertThat(ledger.due(NOON, 10)).isEmpty();
        ledger.write(entry("near", "r", 1, NOON.plusSeconds(1)));
        assertThat(ledger.nextDue()).isEqualTo(NOON.plusSeconds(1));
        assertThat(ledger.due(NOON.plusSeconds(1), 10)).hasSize(1);
    }

    @Test
    void aForgottenEntryLeavesNothingBehind() {
        LedgerEntry entry = entry("a", "r", 1, NOON);
        ledger.write(entry);
        ledger.forget(entry);
        assertThat(ledger.find("a", "r", 1)).isEmpty();
        assertThat(entries.keysWithPrefix("")).isEmpty();
        assertThat(agenda.keysWithPrefix("")).isEmpty();
    }

    @Test
    void aRouteStaysDisabledUntilItIsEnabled() {
        ledger.disable("w", "r", new DisabledRoute(NOON, "gone", 1L, NOON));
        assertThat(ledger.disabled("w", "r")).isPresent();
        assertThat(ledger.disabled("w", "other")).isEmpty();
        ledger.enable("w", "r");
        assertThat(ledger.disabled("w", "r")).isEmpty();
    }

    private static LedgerEntry entry(String alertId, String route, int version, Instant dueAt) {
        Alert alert = Fixtures.alert(alertId, "w", version, "new", NOON);
        Delivery delivery = Fixtures.delivery("d-" + alertId + route + version, alert, "alert.created");
        return Fixtures.entry(delivery, route, dueAt, null);
    }
}
