package io.redline.alerter.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.Event;
import io.redline.alerter.ledger.Ledger;
import io.redline.runtime.Ids;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import io.redline.schemas.DeliveryOutcome;
import io.redline.schemas.RedeliveryRequest;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.DisabledRoute;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From an alert to the people who are told of it: route → deliver → record. Each alert version makes one delivery for each
 * channel of its watch, under an id that follows from the two; the ledger has it from then until it is forgotten, and so
 * nothing is told twice, nothing is lost, and a version is never told after a newer one.
 *
 * <p>Used by one thread: the stream task that has the ledger's stores.
 */
public final class DeliveryPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPipeline.class);

    /** An attempt that nobody has heard of for so long is offered again; the dispatcher knows if it still has it. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** How soon a watch that is not known yet is looked up again, and for how long; it travels on another topic. */
    static final Duration WATCH_LOOKUP = Duration.ofMillis(100);

    static final Duration WATCH_GRACE = Duration.ofSeconds(15);

    /** After taking over a ledger, outcomes that are on their way come first; then whatever is open is offered. */
    static final Duration RESUMES_AFTER = Duration.ofSeconds(1);

    private static final int DUE_AT_ONCE = 500;

    /** How often the backlog is measured, and where counting stops. */
    private static final Duration MEASURED_EVERY = Duration.ofSeconds(30);

    private static final int MEASURED_AT_MOST = 10_000;

    /** No pause of a delivery is longer. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1).plusHours(1);

    /** Stands for the routes of a watch that is not known. */
    private static final String NO_ROUTE = "none";

    private final Rules rules;
    private final Ledger ledger;
    private final Function<String, Optional<Watch>> watches;
    private final Map<String, DeliveryChannel> channels;
    private final Dispatcher dispatcher;
    private final Consumer<Delivery> deliveries;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Backlog backlog;
    private final Instant resumesAt;
    private Instant measuredAt = Instant.EPOCH;
    private boolean resumed;

    /**
     * What an operator decides.
     *
     * @param staleAfter an alert detected longer ago is old news when it gets here, and told nobody
     * @param remembered how long after its end a delivery is kept, so that a replay does not repeat it
     */
    public record Rules(Duration staleAfter, Duration remembered) {}

    /**
     * A pipeline on this ledger.
     *
     * @param watches the watch of an id, if there is one
     * @param channels ways to tell, by type
     * @param deliveries takes each delivery as it changes
     */
    public DeliveryPipeline(
            Rules rules,
            Ledger ledger,
            Function<String, Optional<Watch>> watches,
            Map<String, DeliveryChannel> channels,
            Dispatcher dispatcher,
            Consumer<Delivery> deliveries,
            InstantSource clock,
            MeterRegistry metrics,
            Backlog backlog) {
        this.rules = rules;
        this.ledger = ledger;
        this.watches = watches;
        this.channels = channels;
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.clock = clock;
        this.metrics = metrics;
        this.backlog = backlog;
        this.resumesAt = clock.instant().plus(RESUMES_AFTER);
    }

    /** Plans the deliveries of an alert version and sends off those that may go at once. */
    public void plan(Alert alert) {
        if (alert.getState().equals("acked")) {
            return;
        }
        Optional<Watch> watch = watches.apply(alert.getWatch().getId());
        if (watch.isEmpty()) {
            awaitWatch(alert);
            return;
        }
        for (Route route : Route.of(watch.get())) {
            plan(alert, watch.get(), route);
        }
    }

    /** Records what came of an attempt. */
    public void record(DeliveryOutcome outcome) {
        Delivery delivery = outcome.getDelivery();
        String route = outcome.getRoute();
        Optional<LedgerEntry> entry = ledger.find(delivery.getAlertId(), route, delivery.getAlertVersion());
        if (isNews(entry, delivery)) {
            note(
                    delivery,
                    route,
                    entry.map(LedgerEntry::getPlannedAt).orElse(delivery.getAt()),
                    entry.map(LedgerEntry::getAlert).orElse(null));
            if (outcome.getDisablesRoute()) {
                disable(delivery, route);
            }
        }
        dispatcher.settled(delivery.getId());
        if (!DeliveryState.of(delivery).open()) {
            offerNext(delivery.getAlertId(), route);
        }
    }

    /** Sends a delivery again, at once and under its old id, as an editor asks. */
    public void redeliver(RedeliveryRequest request) {
        Alert alert = request.getAlert();
        Optional<Route> route = watches.apply(request.getWatchId()).stream()
                .flatMap(watch -> Route.of(watch).stream())
                .filter(candidate -> idOf(alert, candidate.id()).equals(request.getDeliveryId()))
                .findFirst();
        if (route.isEmpty()) {
            metrics.counter("redline.redeliveries.refused").increment();
            LOG.warn("Nothing to send again for {}: its watch or its channel is gone", request.getDeliveryId());
            return;
        }
        String id = route.get().id();
        LedgerEntry planned = entry(alert, id, route.get().to().getType(), shown(route.get()));
        Delivery again = Delivery.newBuilder(ledger.find(alert.getId(), id, alert.getVersion())
                        .map(LedgerEntry::getDelivery)
                        .orElse(planned.getDelivery()))
                .setState(DeliveryState.PENDING.word())
                .setReason("asked for again")
                .setAt(clock.instant())
                .setNextAttemptAt(null)
                .build();
        note(again, id, planned.getPlannedAt(), alert);
        offerNext(alert.getId(), id);
    }

    /** When to call {@link #tick} next; an alert or an outcome may bring that forward. */
    public Instant nextTick() {
        Instant due = ledger.nextDue();
        return !resumed && resumesAt.isBefore(due) ? resumesAt : due;
    }

    /** Does what has become due: offers attempts, looks for watches, forgets what is long past. */
    public void tick() {
        Instant now = clock.instant();
        boolean resume = !resumed && !now.isBefore(resumesAt);
        List<LedgerEntry> due = ledger.due(resume ? resumesAt.plus(LEASE) : now, DUE_AT_ONCE);
        resumed |= resume && due.size() < DUE_AT_ONCE;
        for (LedgerEntry entry : due) {
            if (isOpen(entry)) {
                pursue(entry);
            } else if (!entry.getDueAt().isAfter(now)) {
                ledger.forget(entry);
            }
        }
        if (!now.isBefore(measuredAt.plus(MEASURED_EVERY))) {
            measuredAt = now;
            backlog.report(
                    this,
                    ledger.upTo(now.plus(LONGEST_PAUSE), MEASURED_AT_MOST).stream()
                            .filter(DeliveryPipeline::isOpen)
                            .toList());
        }
    }

    /** Lets go of what has been offered: another pipeline takes over the ledger. */
    public void close() {
        dispatcher.withdraw(this);
        backlog.forget(this);
    }

    private void plan(Alert alert, Watch watch, Route route) {
        if (ledger.find(alert.getId(), route.id(), alert.getVersion()).isPresent()) {
            metrics.counter("redline.deliveries.repeated").increment();
            return;
        }
        LedgerEntry entry = entry(alert, route.id(), route.to().getType(), shown(route));
        Optional<Skip> skip = skip(alert, watch, route);
        if (skip.isPresent()) {
            skip(entry, skip.get());
        } else {
            note(entry.getDelivery(), route.id(), entry.getPlannedAt(), alert);
            offerNext(alert.getId(), route.id());
        }
    }

    /** Why this version is not told on this route, decided when it is planned. */
    private Optional<Skip> skip(Alert alert, Watch watch, Route route) {
        List<LedgerEntry> lane = ledger.lane(alert.getId(), route.id());
        if (lane.stream().anyMatch(other -> other.getDelivery().getAlertVersion() > alert.getVersion())) {
            return Optional.of(Skip.OVERTAKEN);
        }
        if (alert.getState().equals("retracted") && lane.stream().noneMatch(DeliveryPipeline::toldOrOpen)) {
            return Optional.of(Skip.NEVER_TOLD);
        }
        Instant stale = clock.instant().minus(rules.staleAfter());
        if (alert.getAt().getDetectedAt().isBefore(stale)) {
            return Optional.of(Skip.STALE);
        }
        return obstacle(watch, route);
    }

    /** Why nothing at all is told on this route at the moment. */
    private Optional<Skip> obstacle(Watch watch, Route route) {
        if (!watch.getEnabled()) {
            return Optional.of(Skip.WATCH_DISABLED);
        }
        Optional<DisabledRoute> disabled = ledger.disabled(watch.getId(), route.id());
        if (disabled.isPresent() && disabled.get().getWatchRevision() < watch.getRevision()) {
            ledger.enable(watch.getId(), route.id());
            return Optional.empty();
        }
        return disabled.map(why -> Skip.ROUTE_DISABLED);
    }

    private void pursue(LedgerEntry entry) {
        Delivery delivery = entry.getDelivery();
        if (entry.getRoute().equals(NO_ROUTE)) {
            lookAgain(entry);
        } else if (next(delivery.getAlertId(), entry.getRoute()).equals(Optional.of(entry))) {
            offer(entry);
        } else {
            // An older version is under way: it offers this one when it ends.
            postpone(entry, LEASE);
        }
    }

    private void offerNext(String alertId, String route) {
        next(alertId, route).ifPresent(this::offer);
    }

    /** The oldest open version of a lane: telling it before any other keeps the versions in order. */
    private Optional<LedgerEntry> next(String alertId, String route) {
        return ledger.lane(alertId, route).stream()
                .filter(DeliveryPipeline::isOpen)
                .findFirst();
    }

    /** Hands an entry to the dispatcher, unless its time has not come or something stands in its way. */
    private void offer(LedgerEntry entry) {
        Delivery delivery = entry.getDelivery();
        Instant notBefore = delivery.getNextAttemptAt();
        if (notBefore != null && notBefore.isAfter(clock.instant())) {
            return;
        }
        Optional<Watch> watch = watches.apply(delivery.getWatchId());
        if (watch.isEmpty()) {
            skip(entry, Skip.WATCH_REMOVED);
            return;
        }
        Optional<Route> route = Route.of(watch.get()).stream()
                .filter(candidate -> candidate.id().equals(entry.getRoute()))
                .findFirst();
        Optional<Skip> skip = route.isEmpty() ? Optional.of(Skip.CHANNEL_REMOVED) : obstacle(watch.get(), route.get());
        if (skip.isPresent()) {
            skip(entry, skip.get());
            return;
        }
        offer(entry, route.orElseThrow().to());
    }

    private void offer(LedgerEntry entry, Channel to) {
        DeliveryChannel channel = channels.get(to.getType());
        if (channel == null) {
            fail(entry, "there is no channel of type \"" + to.getType() + "\": use one of " + channels.keySet());
            return;
        }
        try {
            Event event = new Event(entry.getDelivery(), Objects.requireNonNull(entry.getAlert()), to);
            Optional<Duration> wait = dispatcher.offer(new Job(this, entry, channel, channel.endpoint(to), event));
            postpone(entry, wait.orElse(LEASE));
        } catch (IllegalArgumentException incomplete) {
            fail(entry, "the watch's channel does not say where to: " + incomplete.getMessage());
        }
    }

    private void awaitWatch(Alert alert) {
        if (ledger.find(alert.getId(), NO_ROUTE, alert.getVersion()).isEmpty()) {
            postpone(entry(alert, NO_ROUTE, NO_ROUTE, ""), WATCH_LOOKUP);
        }
    }

    private void lookAgain(LedgerEntry entry) {
        if (watches.apply(entry.getDelivery().getWatchId()).isPresent()) {
            ledger.forget(entry);
            plan(Objects.requireNonNull(entry.getAlert()));
        } else if (clock.instant().isAfter(entry.getPlannedAt().plus(WATCH_GRACE))) {
            skip(entry, Skip.WATCH_REMOVED);
        } else {
            postpone(entry, WATCH_LOOKUP);
        }
    }

    private void skip(LedgerEntry entry, Skip why) {
        metrics.counter("redline.deliveries.skipped", "reason", why.word()).increment();
        end(entry, DeliveryState.SKIPPED, why.reason());
    }

    private void fail(LedgerEntry entry, String reason) {
        end(entry, DeliveryState.FAILED, reason);
    }

    /** Ends a delivery without an attempt; the next version of its lane may then go. */
    private void end(LedgerEntry entry, DeliveryState state, String reason) {
        Delivery ended = Delivery.newBuilder(entry.getDelivery())
                .setState(state.word())
                .setReason(reason)
                .setAt(clock.instant())
                .setNextAttemptAt(null)
                .build();
        note(ended, entry.getRoute(), entry.getPlannedAt(), null);
        offerNext(ended.getAlertId(), entry.getRoute());
    }

    /** Writes a delivery as it now stands into the ledger, and says so. */
    private void note(Delivery delivery, String route, Instant plannedAt, @Nullable Alert alert) {
        Instant now = clock.instant();
        if (DeliveryState.of(delivery) == DeliveryState.FAILED) {
            LOG.warn(
                    "Gave up telling {} at {} of {} version {}: {}",
                    delivery.getChannel(),
                    delivery.getEndpoint(),
                    delivery.getAlertId(),
                    delivery.getAlertVersion(),
                    delivery.getReason());
        }
        if (DeliveryState.of(delivery).open()) {
            Instant dueAt = Objects.requireNonNullElse(delivery.getNextAttemptAt(), now.plus(LEASE));
            ledger.write(new LedgerEntry(delivery, route, plannedAt, dueAt, alert, null));
        } else {
            ledger.write(new LedgerEntry(delivery, route, plannedAt, now.plus(rules.remembered()), null, null));
        }
        deliveries.accept(delivery);
    }

    private void postpone(LedgerEntry entry, Duration pause) {
        ledger.write(new LedgerEntry(
                entry.getDelivery(),
                entry.getRoute(),
                entry.getPlannedAt(),
                clock.instant().plus(pause),
                entry.getAlert(),
                entry.getDigest()));
    }

    private void disable(Delivery delivery, String route) {
        long revision =
                watches.apply(delivery.getWatchId()).map(Watch::getRevision).orElse(0L);
        ledger.disable(
                delivery.getWatchId(),
                route,
                new DisabledRoute(delivery.getAt(), Objects.requireNonNullElse(delivery.getReason(), ""), revision));
    }

    private LedgerEntry entry(Alert alert, String route, String channel, String endpoint) {
        Instant now = clock.instant();
        Delivery delivery = Delivery.newBuilder()
                .setId(idOf(alert, route))
                .setAlertId(alert.getId())
                .setAlertVersion(alert.getVersion())
                .setWatchId(alert.getWatch().getId())
                .setChannel(channel)
                .setEndpoint(endpoint)
                .setEvent(eventOf(alert))
                .setState(DeliveryState.PENDING.word())
                .setAt(now)
                .build();
        return new LedgerEntry(delivery, route, now, now, alert, null);
    }

    private static String idOf(Alert alert, String route) {
        return Ids.of("delivery", alert.getId(), alert.getVersion(), route);
    }

    private String shown(Route route) {
        DeliveryChannel channel = channels.get(route.to().getType());
        try {
            return channel == null ? "" : channel.shown(route.to());
        } catch (IllegalArgumentException incomplete) {
            return "";
        }
    }

    private static String eventOf(Alert alert) {
        return switch (alert.getState()) {
            case "new" -> "alert.created";
            case "retracted" -> "alert.retracted";
            default -> "alert.updated";
        };
    }

    private static boolean isNews(Optional<LedgerEntry> known, Delivery delivery) {
        boolean ended = !DeliveryState.of(delivery).open();
        return known.map(entry -> isOpen(entry)
                        && (ended || delivery.getAttempt() > entry.getDelivery().getAttempt()))
                .orElse(ended);
    }

    private static boolean isOpen(LedgerEntry entry) {
        return DeliveryState.of(entry.getDelivery()).open();
    }

    private static boolean toldOrOpen(LedgerEntry entry) {
        DeliveryState state = DeliveryState.of(entry.getDelivery());
        return state.open() || state == DeliveryState.DELIVERED;
    }
}
