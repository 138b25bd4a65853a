package io.redline.alerter.ledger;

import io.redline.schemas.Delivery;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one alert on one route, told in order: what a decision on any of them looks at.
 *
 * @param entries oldest version first
 */
public record Lane(List<LedgerEntry> entries) {

    private static final String RETRACTED = "alert.retracted";

    /** Keeps a copy of the list. */
    public Lane {
        entries = List.copyOf(entries);
    }

    /** The state of an entry. */
    public static DeliveryState state(LedgerEntry entry) {
        return DeliveryState.of(entry.getDelivery());
    }

    /** The version that an entry tells. */
    public static int version(LedgerEntry entry) {
        return entry.getDelivery().getAlertVersion();
    }

    /** True for a version that takes the alert back. */
    public static boolean retracts(LedgerEntry entry) {
        return entry.getDelivery().getEvent().equals(RETRACTED);
    }

    /** The entry of a version. */
    public Optional<LedgerEntry> find(int version) {
        return entries.stream().filter(entry -> version(entry) == version).findFirst();
    }

    /** The newest entry. */
    public Optional<LedgerEntry> newest() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    /** The lane with this entry in the place of the one of its version. */
    public Lane with(LedgerEntry changed) {
        List<LedgerEntry> all = new ArrayList<>(entries);
        all.removeIf(entry -> version(entry) == version(changed));
        all.add(changed);
        all.sort(Comparator.comparingInt(Lane::version));
        return new Lane(all);
    }

    /** The oldest entry that has been let go and has not ended: nothing else of the lane goes before it has. */
    public Optional<LedgerEntry> underWay() {
        return entries.stream()
                .filter(entry -> state(entry) == DeliveryState.PENDING || state(entry) == DeliveryState.RETRYING)
                .findFirst();
    }

    /** The oldest held entry that takes the alert back. */
    public Optional<LedgerEntry> retraction() {
        return held().stream().filter(Lane::retracts).findFirst();
    }

    /** Entries that are held, oldest first. */
    public List<LedgerEntry> held() {
        return entries.stream()
                .filter(entry -> state(entry) == DeliveryState.HELD)
                .toList();
    }

    /** True when a later version than this takes the alert back. */
    public boolean takesBack(int version) {
        return entries.stream().anyMatch(entry -> retracts(entry) && version(entry) > version);
    }

    /** True for an entry that has ended and was told, or may have been. */
    public static boolean mayHaveArrived(LedgerEntry entry) {
        return state(entry) == DeliveryState.DELIVERED
                || (entry.getPerhapsTold() && !state(entry).open());
    }

    /** True when this lane was told of the alert, or may have been, and not that it is taken back after that. */
    public boolean perhapsTold() {
        return entries.stream()
                .filter(entry -> state(entry) == DeliveryState.DELIVERED || entry.getPerhapsTold())
                .reduce((first, last) -> last)
                .filter(last -> !retracts(last))
                .isPresent();
    }

    /** When this lane was told last; empty when it never was. */
    public Optional<Instant> toldAt() {
        return delivered().stream().map(Delivery::getAt).max(Comparator.naturalOrder());
    }

    /** How the receiver named the first message that it got of this lane. */
    public @Nullable String firstReceipt() {
        return delivered().stream()
                .map(Delivery::getReceipt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private List<Delivery> delivered() {
        return entries.stream()
                .map(LedgerEntry::getDelivery)
                .filter(delivery -> DeliveryState.of(delivery) == DeliveryState.DELIVERED)
                .toList();
    }
}
