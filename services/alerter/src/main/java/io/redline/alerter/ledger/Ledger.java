package io.redline.alerter.ledger;

import io.redline.runtime.KeyedState;
import io.redline.schemas.Delivery;
import io.redline.schemas.internal.DisabledRoute;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Who was told what, and who is still to be told: one {@link LedgerEntry} for each alert version and route. A route is one
 * channel of a watch; the versions of an alert on one route are a lane, told in order.
 *
 * <p>An agenda beside the entries says when each is to be looked at again, so that finding what is due costs what is due and
 * not what is remembered. Everything lives in what it is given: whoever has that goes on where another stopped.
 */
public final class Ledger {

    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");
    private static final char PARTED = '|';

    /** Sorts after every character that a key holds behind {@link #PARTED}. */
    private static final char LAST = '~';

    private final KeyedState<LedgerEntry> entries;
    private final KeyedState<String> agenda;
    private final KeyedState<DisabledRoute> disabled;

    /** Nothing on the agenda is due before this: spares looking, and passing over what was deleted. */
    private Instant earliest = Instant.EPOCH;

    /** A ledger that remembers in these. */
    public Ledger(KeyedState<LedgerEntry> entries, KeyedState<String> agenda, KeyedState<DisabledRoute> disabled) {
        this.entries = entries;
        this.agenda = agenda;
        this.disabled = disabled;
    }

    /** The entry of an alert version on a route. */
    public Optional<LedgerEntry> find(String alertId, String route, int version) {
        return Optional.ofNullable(entries.get(key(alertId, route, version)));
    }

    /** All entries of an alert on a route, oldest version first. */
    public List<LedgerEntry> lane(String alertId, String route) {
        String lane = alertId + PARTED + route + PARTED;
        List<LedgerEntry> found = new ArrayList<>();
        try (KeyedState.Values<LedgerEntry> values = entries.between(lane, lane + LAST)) {
            values.forEachRemaining(found::add);
        }
        return found;
    }

    /** Writes an entry, new or changed, and puts it on the agenda for its {@code dueAt}. */
    public void write(LedgerEntry entry) {
        String key = keyOf(entry);
        LedgerEntry before = entries.get(key);
        if (before != null && !before.getDueAt().equals(entry.getDueAt())) {
            agenda.remove(agendaKey(before.getDueAt(), key));
        }
        entries.put(key, entry);
        agenda.put(agendaKey(entry.getDueAt(), key), key);
        if (entry.getDueAt().isBefore(earliest)) {
            earliest = entry.getDueAt();
        }
    }

    /** Forgets an entry. */
    public void forget(LedgerEntry entry) {
        String key = keyOf(entry);
        agenda.remove(agendaKey(entry.getDueAt(), key));
        entries.remove(key);
    }

    /** Entries due by now, the longest due first, at most so many. */
    public List<LedgerEntry> due(Instant now, int most) {
        List<LedgerEntry> due = new ArrayList<>();
        if (earliest.isAfter(now)) {
            return due;
        }
        Instant first = FAR;
        try (KeyedState.Values<String> keys = agenda.between(agendaKey(earliest, ""), String.valueOf(LAST))) {
            while (keys.hasNext() && due.size() < most) {
                LedgerEntry entry = Objects.requireNonNull(entries.get(keys.next()), "the agenda names what is kept");
                first = due.isEmpty() ? entry.getDueAt() : first;
                if (entry.getDueAt().isAfter(now)) {
                    break;
                }
                due.add(entry);
            }
        }
        earliest = first;
        return due;
    }

    /** Entries on the agenda before this time, the soonest first, at most so many. */
    public List<LedgerEntry> upTo(Instant time, int most) {
        List<LedgerEntry> found = new ArrayList<>();
        if (earliest.isAfter(time)) {
            return found;
        }
        try (KeyedState.Values<String> keys = agenda.between(agendaKey(earliest, ""), agendaKey(time, ""))) {
            while (keys.hasNext() && found.size() < most) {
                found.add(Objects.requireNonNull(entries.get(keys.next()), "the agenda names what is kept"));
            }
        }
        return found;
    }

    /** Nothing is due before this; at this time it is worth looking. */
    public Instant nextDue() {
        return earliest;
    }

    /** Why nothing is sent through a route of a watch, if its receiver once said that it wants nothing more. */
    public Optional<DisabledRoute> disabled(String watchId, String route) {
        return Optional.ofNullable(disabled.get(watchId + PARTED + route));
    }

    /** Remembers that a receiver wants nothing more. */
    public void disable(String watchId, String route, DisabledRoute why) {
        disabled.put(watchId + PARTED + route, why);
    }

    /** Gives a route a new chance. */
    public void enable(String watchId, String route) {
        disabled.remove(watchId + PARTED + route);
    }

    private static String keyOf(LedgerEntry entry) {
        Delivery delivery = entry.getDelivery();
        return key(delivery.getAlertId(), entry.getRoute(), delivery.getAlertVersion());
    }

    private static String key(String alertId, String route, int version) {
        return alertId + PARTED + route + PARTED + String.format(Locale.ROOT, "%010d", version);
    }

    private static String agendaKey(Instant at, String key) {
        return String.format(Locale.ROOT, "%015d", at.toEpochMilli()) + PARTED + key;
    }
}
