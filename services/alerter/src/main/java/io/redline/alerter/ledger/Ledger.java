package io.redline.alerter.ledger;

import io.redline.runtime.KeyedState;
import io.redline.schemas.Delivery;
import io.redline.schemas.internal.DisabledRoute;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who was told what, and who is still to be told: one {@link LedgerEntry} for each alert version and route. A route is one
 * channel of a watch; the versions of an alert on one route are a {@link Lane}, told in order.
 *
 * <p>An agenda beside the entries says when each open one is to be looked at again, so that finding what is due costs what is
 * due and not what is remembered. Entries whose endpoint has no room are parked by endpoint instead: thousands of them cost
 * nothing until it has. A third list says when to forget what has ended. Everything lives in what it is given: whoever has
 * that goes on where another stopped.
 */
public final class Ledger {

    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");
    private static final char PARTED = '|';

    /** Sorts after every character that a key holds behind {@link #PARTED}. */
    private static final char LAST = '~';

    /** Marks the keys of parked entries; sorts after the digits of a time. */
    private static final char PARKED = 'p';

    private final KeyedState<LedgerEntry> entries;
    private final KeyedState<String> agenda;
    private final KeyedState<String> retention;
    private final KeyedState<DisabledRoute> disabled;
    private final KeyedState<String> failing;

    /** Nothing on the agenda is due before this: spares looking, and passing over what was deleted. */
    private Instant earliest = Instant.EPOCH;

    /** Nothing is parked for these endpoints that was planned before this: spares the same. */
    private final Map<String, Instant> parkedSince = new HashMap<>();

    /** Nothing is to be forgotten before this. */
    private Instant oldest = Instant.EPOCH;

    /** How much is open. */
    public record Tally(int open, int held, Instant oldest) {}

    /**
     * A ledger that remembers in these.
     *
     * @param agenda when to look at open entries
     * @param retention when to forget ended ones
     * @param disabled routes that are told nothing
     * @param failing since when a route has been failing
     */
    public Ledger(
            KeyedState<LedgerEntry> entries,
            KeyedState<String> agenda,
            KeyedState<String> retention,
            KeyedState<DisabledRoute> disabled,
            KeyedState<String> failing) {
        this.entries = entries;
        this.agenda = agenda;
        this.retention = retention;
        this.disabled = disabled;
        this.failing = failing;
    }

    /** The entry of an alert version on a route. */
    public Optional<LedgerEntry> find(String alertId, String route, int version) {
        return Optional.ofNullable(entries.get(key(alertId, route, version)));
    }

    /** All entries of an alert on a route. */
    public Lane lane(String alertId, String route) {
        return new Lane(startingWith(alertId + PARTED + route + PARTED));
    }

    /** The routes on which an alert has entries. */
    public List<String> routes(String alertId) {
        return startingWith(alertId + PARTED).stream()
                .map(LedgerEntry::getRoute)
                .distinct()
                .toList();
    }

    /** Writes an entry, new or changed; while it is open it is on the agenda for its {@code dueAt} or parked. */
    public void write(LedgerEntry entry) {
        String key = keyOf(entry);
        LedgerEntry before = entries.get(key);
        if (before != null) {
            unlist(before, key);
        }
        entries.put(key, entry);
        if (!Lane.state(entry).open()) {
            retention.put(timeKey(entry.getDueAt(), key), key);
        } else {
            agenda.put(agendaKey(entry, key), noteOf(entry, key));
            String endpoint = entry.getParkedFor();
            if (endpoint != null) {
                parkedSince.computeIfPresent(
                        endpoint,
                        (known, since) -> entry.getPlannedAt().isBefore(since) ? entry.getPlannedAt() : since);
            } else if (entry.getDueAt().isBefore(earliest)) {
                earliest = entry.getDueAt();
            }
        }
    }

    /** Forgets an entry. */
    public void forget(LedgerEntry entry) {
        String key = keyOf(entry);
        unlist(entry, key);
        entries.remove(key);
    }

    /** Open entries due by now, the longest due first, at most so many. */
    public List<LedgerEntry> due(Instant now, int most) {
        List<LedgerEntry> due = new ArrayList<>();
        if (earliest.isAfter(now)) {
            return due;
        }
        Instant first = FAR;
        try (KeyedState.Values<String> notes = agenda.between(timeKey(earliest, ""), timeKey(FAR, ""))) {
            while (notes.hasNext() && due.size() < most) {
                LedgerEntry entry = noted(notes.next());
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

    /** No entry is due before this; at this time it is worth looking. */
    public Instant nextDue() {
        return earliest;
    }

    /** Entries that wait for room at an endpoint, the longest planned first, at most so many. */
    public List<LedgerEntry> parked(String endpoint, int most) {
        List<LedgerEntry> parked = new ArrayList<>();
        String prefix = parkedKey(endpoint);
        String from = prefix + timeKey(parkedSince.getOrDefault(endpoint, Instant.EPOCH), "");
        try (KeyedState.Values<String> notes = agenda.between(from, prefix + LAST)) {
            while (notes.hasNext() && parked.size() < most) {
                parked.add(noted(notes.next()));
            }
        }
        if (parked.isEmpty()) {
            parkedSince.remove(endpoint);
        } else {
            parkedSince.put(endpoint, parked.get(0).getPlannedAt());
        }
        return parked;
    }

    /** The endpoints that entries wait for. */
    public List<String> awaitedEndpoints() {
        TreeSet<String> endpoints = new TreeSet<>();
        String after = String.valueOf(PARKED);
        for (List<String> next = agenda.keysAfter(after, 1); !next.isEmpty(); next = agenda.keysAfter(after, 1)) {
            String endpoint = next.get(0).substring(1, next.get(0).indexOf(PARTED));
            endpoints.add(endpoint);
            after = parkedKey(endpoint) + LAST;
        }
        return List.copyOf(endpoints);
    }

    /** Forgets what has been kept for long enough, at most so many. */
    public void forgetExpired(Instant now, int most) {
        if (oldest.isAfter(now)) {
            return;
        }
        List<String> expired = new ArrayList<>();
        try (KeyedState.Values<String> keys = retention.between(timeKey(oldest, ""), timeKey(now, "") + LAST)) {
            while (keys.hasNext() && expired.size() < most) {
                expired.add(keys.next());
            }
        }
        for (String key : expired) {
            LedgerEntry entry = Objects.requireNonNull(entries.get(key), "the list names what is kept");
            oldest = entry.getDueAt();
            forget(entry);
        }
        if (expired.size() < most) {
            oldest = now;
        }
    }

    /** Counts what is open, up to so many. */
    public Tally tally(int most) {
        int open = 0;
        int held = 0;
        long oldestPlanned = FAR.toEpochMilli();
        try (KeyedState.Values<String> notes = agenda.between("", String.valueOf(LAST))) {
            while (notes.hasNext() && open + held < most) {
                String note = notes.next();
                long plannedAt = Long.parseLong(note.substring(1, note.indexOf(PARTED)));
                if (note.charAt(0) == DeliveryState.HELD.word().charAt(0)) {
                    held++;
                } else {
                    open++;
                    oldestPlanned = Math.min(oldestPlanned, plannedAt);
                }
            }
        }
        return new Tally(open, held, Instant.ofEpochMilli(oldestPlanned));
    }

    /** Why nothing is sent through a route of a watch, if its receiver wants nothing more or has been failing for too long. */
    public Optional<DisabledRoute> disabled(String watchId, String route) {
        return Optional.ofNullable(disabled.get(watchId + PARTED + route));
    }

    /** Remembers that a route is told nothing more. */
    public void disable(String watchId, String route, DisabledRoute why) {
        disabled.put(watchId + PARTED + route, why);
    }

    /** Gives a route a new chance. */
    public void enable(String watchId, String route) {
        disabled.remove(watchId + PARTED + route);
        failing.remove(watchId + PARTED + route);
    }

    /** An attempt on a route of a watch has failed; answers since when all of them have. */
    public Instant failed(String watchId, String route, Instant at) {
        String key = watchId + PARTED + route;
        String since = failing.get(key);
        if (since == null) {
            failing.put(key, at.toString());
            return at;
        }
        return Instant.parse(since);
    }

    /** An attempt on a route of a watch has succeeded. */
    public void succeeded(String watchId, String route) {
        String key = watchId + PARTED + route;
        if (failing.get(key) != null) {
            failing.remove(key);
        }
    }

    private List<LedgerEntry> startingWith(String prefix) {
        List<LedgerEntry> found = new ArrayList<>();
        try (KeyedState.Values<LedgerEntry> values = entries.between(prefix, prefix + LAST)) {
            values.forEachRemaining(found::add);
        }
        found.sort(Comparator.comparingInt(Lane::version));
        return found;
    }

    private void unlist(LedgerEntry entry, String key) {
        if (Lane.state(entry).open()) {
            agenda.remove(agendaKey(entry, key));
        } else {
            retention.remove(timeKey(entry.getDueAt(), key));
        }
    }

    private LedgerEntry noted(String note) {
        return Objects.requireNonNull(
                entries.get(note.substring(note.indexOf(PARTED) + 1)), "the agenda names what is kept");
    }

    /** What stands on the agenda: enough to count entries without reading them. */
    private static String noteOf(LedgerEntry entry, String key) {
        return Lane.state(entry).word().charAt(0)
                + Long.toString(entry.getPlannedAt().toEpochMilli())
                + PARTED
                + key;
    }

    private static String keyOf(LedgerEntry entry) {
        Delivery delivery = entry.getDelivery();
        return key(delivery.getAlertId(), entry.getRoute(), delivery.getAlertVersion());
    }

    private static String key(String alertId, String route, int version) {
        return alertId + PARTED + route + PARTED + String.format(Locale.ROOT, "%010d", version);
    }

    private static String agendaKey(LedgerEntry entry, String key) {
        String endpoint = entry.getParkedFor();
        return endpoint == null
                ? timeKey(entry.getDueAt(), key)
                : parkedKey(endpoint) + timeKey(entry.getPlannedAt(), key);
    }

    private static String parkedKey(String endpoint) {
        return PARKED + endpoint + PARTED;
    }

    private static String timeKey(Instant at, String key) {
        return String.format(Locale.ROOT, "%015d", at.toEpochMilli()) + PARTED + key;
    }
}
