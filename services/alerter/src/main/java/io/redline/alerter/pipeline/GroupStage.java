package io.redline.alerter.pipeline;

import io.redline.alerter.ledger.DeliveryState;
import io.redline.alerter.ledger.Lane;
import io.redline.alerter.ledger.Ledger;
import io.redline.alerter.pipeline.Decision.FiledUnder;
import io.redline.alerter.pipeline.Decision.GroupedInto;
import io.redline.alerter.pipeline.Decision.MutedBy;
import io.redline.alerter.pipeline.Decision.SkippedFor;
import io.redline.alerter.pipeline.Decision.WaitUntil;
import io.redline.runtime.DeliveryIds;
import io.redline.runtime.Ids;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.internal.GatheredAlerts;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Third stage: makes one message of several. Of the versions of an alert that waited together the newest is told; with a
 * digest, the newest of each alert go into one message; old news is counted in one line.
 *
 * <p>Digests and lines are deliveries like others, in a lane of their own for each watch and route, numbered by the minute in
 * which they were begun. Each stays open for a while, so that what comes due together ends up in one.
 */
final class GroupStage {

    static final String CREATED = "alert.created";
    static final String UPDATED = "alert.updated";
    static final String RETRACTED = "alert.retracted";
    static final String DIGEST = "alert.digest";

    /** How long a digest stays open: long enough to look at all that is due at its time. */
    static final Duration DIGEST_OPEN = Duration.ofSeconds(1);

    /** How long nothing more may have been filed before it is said how much was. */
    static final Duration LINE_OPEN = Duration.ofMinutes(1);

    /** The most alerts that a digest carries; the rest is counted. */
    static final int MOST_IN_DIGEST = 100;

    private static final int SECONDS_A_MINUTE = 60;

    private final Ledger ledger;
    private final RouteStage routes;
    private final RecordStage record;
    private final InstantSource clock;

    /** Digests and lines that have been added to and not written yet; each is written once, however many alerts come together. */
    private final Map<String, LedgerEntry> unwritten = new LinkedHashMap<>();

    GroupStage(Ledger ledger, RouteStage routes, RecordStage record, InstantSource clock) {
        this.ledger = ledger;
        this.routes = routes;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Which of the entries that waited in a lane is told when one of them may be: the newest, which says it for all before it.
     * Where follow-ups are not gathered, what merely waited for its turn is told in turn.
     *
     * @param held not empty, oldest first
     * @return its place among them
     */
    int speaker(WatchTiming timing, List<LedgerEntry> held) {
        int last = held.size() - 1;
        if (!timing.followUps().isZero()) {
            return last;
        }
        int speaker = 0;
        while (speaker < last && hasBeenHeld(held.get(speaker))) {
            speaker++;
        }
        return speaker;
    }

    /** Puts an alert into the digest of its route. */
    GroupedInto gather(Route route, LedgerEntry entry) {
        Alert alert = Objects.requireNonNull(entry.getAlert(), "what is open has its alert");
        return new GroupedInto(add(route, alert, entry.getPlannedAt(), false), "told in a digest");
    }

    /** Counts an alert that is old news. */
    FiledUnder file(Route route, Alert alert) {
        return new FiledUnder(add(route, alert, alert.getAt().getReceivedAt(), true));
    }

    /** Writes the digests and lines that were added to. */
    void flush() {
        for (LedgerEntry entry : unwritten.values()) {
            boolean filed = Objects.requireNonNull(entry.getDigest()).getFiled();
            Instant closes = clock.instant().plus(filed ? LINE_OPEN : DIGEST_OPEN);
            if (entry.getDelivery().getDecision() == null) {
                record.decide(entry, new WaitUntil(closes, "more may come in the meantime"));
            } else {
                record.postpone(entry, closes);
            }
        }
        unwritten.clear();
    }

    /** The digest that tells this lane's alert, as it stands; empty when none does. */
    Optional<LedgerEntry> digestThatTold(Lane lane) {
        return lane.entries().stream()
                .filter(entry -> GroupedInto.WORD.equals(entry.getDelivery().getDecision()))
                .reduce((first, last) -> last)
                .flatMap(entry -> {
                    String alertId = laneOf(entry.getDelivery().getWatchId(), false);
                    return ledger.lane(alertId, entry.getRoute()).entries().stream()
                            .filter(digest -> isIn(digest, entry))
                            .findFirst();
                });
    }

    /**
     * Takes an alert that has been taken back out of a digest that nobody has seen; what else is in that is told in its time.
     *
     * @return the alert's lane as that leaves it
     */
    Lane takeOut(Lane lane, LedgerEntry digest) {
        Lane left = lane;
        for (LedgerEntry entry : lane.entries()) {
            if (isIn(digest, entry)) {
                left = left.with(record.decide(entry, new SkippedFor(Skip.RETRACTED)));
            }
        }
        String alertId = lane.entries().get(0).getDelivery().getAlertId();
        GatheredAlerts before = Objects.requireNonNull(digest.getDigest());
        List<Alert> others = before.getAlerts().stream()
                .filter(alert -> !alert.getId().equals(alertId))
                .toList();
        if (others.isEmpty()) {
            record.decide(digest, new SkippedFor(Skip.RETRACTED));
            return left;
        }
        LedgerEntry changed = RecordStage.copyOf(digest);
        changed.setAlert(others.get(others.size() - 1));
        changed.setDigest(GatheredAlerts.newBuilder(before)
                .setCount(before.getCount() - Math.max(1, before.getAlerts().size() - others.size()))
                .setAlerts(others)
                .build());
        // It may have been on its way to be sent: then it is offered again.
        record.postpone(changed, Lane.state(digest) == DeliveryState.PENDING ? clock.instant() : digest.getDueAt());
        return left;
    }

    private static boolean isIn(LedgerEntry digest, LedgerEntry entry) {
        return GroupedInto.WORD.equals(entry.getDelivery().getDecision())
                && digest.getDelivery().getId().equals(entry.getDelivery().getRelatesTo());
    }

    /**
     * An entry as an event for whoever is told on this lane: an update for those who have been told of the alert, or are just
     * being told. What becomes another event has nothing decided on it yet, so that this is said of it too.
     */
    LedgerEntry worded(Lane lane, LedgerEntry entry) {
        String event = entry.getDelivery().getEvent();
        if (!event.equals(CREATED) && !event.equals(UPDATED)) {
            return entry;
        }
        boolean known = lane.toldAt().isPresent()
                || lane.underWay().isPresent()
                || digestThatTold(lane).isPresent();
        String right = known ? UPDATED : CREATED;
        if (event.equals(right)) {
            return entry;
        }
        LedgerEntry changed = RecordStage.copyOf(entry);
        changed.setDelivery(Delivery.newBuilder(entry.getDelivery())
                .setEvent(right)
                .setDecision(null)
                .build());
        return changed;
    }

    private String add(Route route, Alert alert, Instant at, boolean filed) {
        String alertId = laneOf(alert.getWatch().getId(), filed);
        LedgerEntry entry = unwritten.compute(
                alertId + route.id(),
                (key, unwrittenYet) ->
                        with(unwrittenYet == null ? open(alertId, route, alert, at, filed) : unwrittenYet, alert, at));
        return entry.getDelivery().getId();
    }

    /** The open digest or line of a route, or a new one. */
    private LedgerEntry open(String alertId, Route route, Alert alert, Instant at, boolean filed) {
        Lane lane = ledger.lane(alertId, route.id());
        Optional<LedgerEntry> newest = lane.newest();
        if (newest.isPresent() && Lane.state(newest.get()) == DeliveryState.HELD) {
            return newest.get();
        }
        int minute = Math.toIntExact(clock.instant().getEpochSecond() / SECONDS_A_MINUTE);
        int version = Math.max(minute, newest.map(Lane::version).orElse(0) + 1);
        LedgerEntry entry = routes.entry(alert, route);
        Delivery delivery = entry.getDelivery();
        delivery.setId(DeliveryIds.delivery(alertId, version, route.id()));
        delivery.setAlertId(alertId);
        delivery.setAlertVersion(version);
        delivery.setEvent(DIGEST);
        entry.setDigest(new GatheredAlerts(at, at, 0, List.of(), filed));
        return entry;
    }

    private static LedgerEntry with(LedgerEntry entry, Alert alert, Instant at) {
        GatheredAlerts before = Objects.requireNonNull(entry.getDigest());
        List<Alert> alerts = new ArrayList<>(before.getAlerts());
        if (!before.getFiled()) {
            alerts.add(alert);
        }
        GatheredAlerts after = new GatheredAlerts(
                at.isBefore(before.getFrom()) ? at : before.getFrom(),
                at.isAfter(before.getTo()) ? at : before.getTo(),
                before.getCount() + 1,
                alerts.subList(Math.max(0, alerts.size() - MOST_IN_DIGEST), alerts.size()),
                before.getFiled());
        LedgerEntry changed = RecordStage.copyOf(entry);
        changed.setAlert(alert);
        changed.setDigest(after);
        return changed;
    }

    private static boolean hasBeenHeld(LedgerEntry entry) {
        String decision = entry.getDelivery().getDecision();
        return WaitUntil.WORD.equals(decision) || MutedBy.WORD.equals(decision);
    }

    private static String laneOf(String watchId, boolean filed) {
        return Ids.of(filed ? "filed" : "digest", watchId);
    }
}
