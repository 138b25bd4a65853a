package io.redline.alerter.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.ledger.DeliveryState;
import io.redline.alerter.ledger.Lane;
import io.redline.alerter.ledger.Ledger;
import io.redline.alerter.pipeline.Decision.AcknowledgedBy;
import io.redline.alerter.pipeline.Decision.DuplicateOf;
import io.redline.alerter.pipeline.Decision.GroupedInto;
import io.redline.alerter.pipeline.Decision.Send;
import io.redline.alerter.pipeline.Decision.SkippedFor;
import io.redline.alerter.pipeline.Decision.WaitFor;
import io.redline.alerter.pipeline.Decision.WaitUntil;
import io.redline.runtime.ChannelVault;
import io.redline.runtime.DeliveryIds;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.DeliveryOutcome;
import io.redline.schemas.RedeliveryRequest;
import io.redline.schemas.Silence;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.DisabledRoute;
import io.redline.schemas.internal.GatheredAlerts;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From an alert to the people who are told of it: route → hold → group → deliver → record. Each alert version makes one
 * delivery for each route of its watch, under an id that follows from the two; the ledger has it from then until it is
 * forgotten, and so nothing is told twice, nothing is lost, and a version is never told after a newer one.
 *
 * <p>Whatever happens to a lane (a version comes, an attempt ends, a time comes) leads to one place, {@link #review}, which
 * looks at the lane as it is and decides on all of it.
 *
 * <p>Used by one thread: the stream task that has the ledger's stores.
 */
public final class DeliveryPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPipeline.class);

    /** How soon a watch that is not known yet is looked up again, and for how long; it travels on another topic. */
    static final Duration WATCH_LOOKUP = Duration.ofMillis(100);

    static final Duration WATCH_GRACE = Duration.ofSeconds(15);

    /** After taking over a ledger, outcomes that are on their way come first; then whatever is open is offered. */
    static final Duration RESUMES_AFTER = Duration.ofSeconds(1);

    private static final int DUE_AT_ONCE = 500;

    /** What a resumption offers at once; the rest comes when its lease has run out. */
    private static final int RESUMED_AT_ONCE = 10_000;

    /** How often the backlog is measured, and where counting stops. */
    private static final Duration MEASURED_EVERY = Duration.ofSeconds(30);

    private static final int MEASURED_AT_MOST = 10_000;

    /** Stands for the routes of a watch that is not known. */
    private static final String NO_ROUTE = "none";

    private final Rules rules;
    private final Ledger ledger;
    private final Function<String, Optional<Watch>> watches;
    private final Dispatcher dispatcher;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Backlog backlog;
    private final RouteStage route;
    private final HoldStage hold;
    private final GroupStage group;
    private final DeliverStage deliver;
    private final RecordStage record;
    private final Instant startedAt;
    private final Instant resumesAt;
    private Instant measuredAt = Instant.EPOCH;
    private boolean resumed;

    /**
     * What an operator decides.
     *
     * @param staleAfter an alert that could have been told longer ago is old news, and is counted rather than told
     * @param giveUpAfter how long a delivery is tried
     * @param disabledAfter how long all attempts on a route of a watch may fail before it is told nothing more
     * @param remembered how long after its end a delivery is kept, so that a replay does not repeat it
     */
    public record Rules(Duration staleAfter, Duration giveUpAfter, Duration disabledAfter, Duration remembered) {}

    /**
     * What editors have said.
     *
     * @param watches the watch of an id, if there is one
     * @param silences all silences, also those that are over or yet to come
     */
    public record Wishes(Function<String, Optional<Watch>> watches, Supplier<List<Silence>> silences) {}

    /**
     * A pipeline on this ledger.
     *
     * @param channels ways to tell, by type
     * @param vault opens the secrets of a watch's channels, and finds those that are named
     * @param deliveries takes each delivery as it changes
     */
    public DeliveryPipeline(
            Rules rules,
            Ledger ledger,
            Wishes wishes,
            Map<String, DeliveryChannel> channels,
            ChannelVault vault,
            Dispatcher dispatcher,
            Consumer<Delivery> deliveries,
            InstantSource clock,
            MeterRegistry metrics,
            Backlog backlog) {
        this.rules = rules;
        this.ledger = ledger;
        this.watches = id -> wishes.watches().apply(id).map(vault::opened);
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.metrics = metrics;
        this.backlog = backlog;
        this.route = new RouteStage(ledger, channels, clock);
        this.hold = new HoldStage(new Silences(wishes.silences(), clock), rules.staleAfter(), clock);
        this.record = new RecordStage(ledger, rules.remembered(), deliveries, clock, metrics);
        this.group = new GroupStage(ledger, route, record, clock);
        this.deliver = new DeliverStage(ledger, channels, vault, dispatcher, record, rules.giveUpAfter(), clock);
        this.startedAt = clock.instant();
        this.resumesAt = startedAt.plus(RESUMES_AFTER);
    }

    /** Plans the deliveries of an alert version and sends off those that may go at once. */
    public void plan(Alert alert) {
        Optional<Watch> watch = watches.apply(alert.getWatch().getId());
        if (alert.getState().equals("acked")) {
            watch.ifPresent(known -> acknowledge(alert, known));
        } else if (watch.isEmpty()) {
            awaitWatch(alert);
        } else {
            route.routes(watch.get(), alert).forEach(to -> plan(alert, watch.get(), to));
            group.flush();
        }
    }

    /** Records what came of an attempt, or that what it had brought to its receiver came back. */
    public void record(DeliveryOutcome outcome) {
        Delivery delivery = outcome.getDelivery();
        String routeId = outcome.getRoute();
        Lane lane = ledger.lane(delivery.getAlertId(), routeId);
        Optional<LedgerEntry> known = lane.find(delivery.getAlertVersion());
        Optional<Watch> watch = watches.apply(delivery.getWatchId());
        if (isNews(known, delivery)) {
            lane = lane.with(record.outcome(known.orElseGet(() -> unknown(delivery, routeId)), delivery));
            judge(outcome, watch);
        }
        dispatcher.settled(delivery.getId());
        Optional<Route> to = watch.flatMap(found -> Route.of(found, routeId));
        if (to.isPresent()) {
            deliver.roomOn(to.get());
            review(watch.orElseThrow(), to.get(), lane);
            if (!DeliveryState.of(delivery).open()) {
                known.ifPresent(ended -> withdrawTogether(watch.orElseThrow(), to.get(), ended));
            }
            group.flush();
        }
    }

    /**
     * Sends a delivery again, at once and under its old id, as an editor asks; or for the first time, when it is a test. What
     * has been taken back since is not told again.
     */
    public void redeliver(RedeliveryRequest request) {
        Alert alert = request.getAlert();
        List<Route> routes = watches.apply(request.getWatchId()).stream()
                .flatMap(watch -> Route.of(watch).stream())
                .flatMap(Route::underEachName)
                .filter(to -> DeliveryIds.delivery(alert.getId(), alert.getVersion(), to.id())
                        .equals(request.getDeliveryId()))
                .toList();
        if (routes.isEmpty()) {
            metrics.counter("redline.redeliveries.refused").increment();
            LOG.warn("Nothing to send again for {}: its watch or its channel is gone", request.getDeliveryId());
        }
        for (Route to : routes) {
            Lane lane = ledger.lane(alert.getId(), to.id());
            if (lane.takesBack(alert.getVersion())) {
                metrics.counter("redline.redeliveries.refused").increment();
                LOG.warn("{} is not sent again: its alert has been taken back", request.getDeliveryId());
                continue;
            }
            LedgerEntry entry = lane.find(alert.getVersion()).orElseGet(() -> route.entry(alert, to));
            LedgerEntry again = RecordStage.copyOf(entry);
            again.setAlert(alert);
            send(to, lane, record.decide(again, new Send("asked for again"), null));
        }
    }

    /** When to call {@link #tick} next; an alert or an outcome may bring that forward. */
    public Instant nextTick() {
        Instant due = ledger.nextDue().isBefore(deliver.nextLook()) ? ledger.nextDue() : deliver.nextLook();
        return !resumed && resumesAt.isBefore(due) ? resumesAt : due;
    }

    /** Does what has become due: lets go what was held, offers attempts, looks for watches, forgets what is long past. */
    public void tick() {
        Instant now = clock.instant();
        if (!resumed && !now.isBefore(resumesAt)) {
            resumed = true;
            deliver.resume();
            ledger.due(resumesAt.plus(RecordStage.LEASE), RESUMED_AT_ONCE).stream()
                    .map(this::doubted)
                    .forEach(this::pursue);
        } else {
            ledger.due(now, DUE_AT_ONCE).forEach(this::pursue);
        }
        deliver.roomyEndpoints().forEach(this::offerParked);
        group.flush();
        ledger.forgetExpired(now, DUE_AT_ONCE);
        if (!now.isBefore(measuredAt.plus(MEASURED_EVERY))) {
            measuredAt = now;
            backlog.report(this, ledger.tally(MEASURED_AT_MOST));
        }
    }

    /** Lets go of what has been offered: another pipeline takes over the ledger. */
    public void close() {
        dispatcher.withdraw(this);
        backlog.forget(this);
    }

    private void plan(Alert alert, Watch watch, Route to) {
        Lane lane = ledger.lane(alert.getId(), to.id());
        if (lane.find(alert.getVersion()).isPresent()) {
            metrics.counter("redline.deliveries.repeated").increment();
            return;
        }
        LedgerEntry entry = route.entry(alert, to);
        Optional<LedgerEntry> newest = lane.newest();
        if (newest.isPresent() && Lane.version(newest.get()) > alert.getVersion()) {
            record.decide(entry, new DuplicateOf(newest.get().getDelivery().getId()));
        } else if (!Lane.retracts(entry) && hold.stale(alert)) {
            record.decide(entry, group.file(to, alert));
        } else {
            review(watch, to, lane.with(entry));
        }
    }

    /** Decides on all that is open in a lane: the one place where the stages meet. */
    private void review(Watch watch, Route to, Lane lane) {
        Optional<Skip> obstacle = obstacle(watch, to, lane);
        if (obstacle.isPresent()) {
            open(lane).forEach(entry -> record.decide(entry, new SkippedFor(obstacle.get())));
            return;
        }
        Lane current = withdraw(to, lane);
        Optional<LedgerEntry> first = current.underWay().or(current::retraction);
        List<LedgerEntry> held = current.held();
        if (first.isPresent()) {
            await(current, first.get(), held);
        } else if (!held.isEmpty()) {
            release(watch, to, current, held);
        }
    }

    /**
     * Where a lane's alert has been taken back, what has not been sent is not sent any more, and whoever was told of it is
     * told so at once.
     *
     * @return the lane as that leaves it
     */
    private Lane withdraw(Route to, Lane lane) {
        Optional<LedgerEntry> retraction = lane.retraction();
        if (retraction.isEmpty()) {
            return lane;
        }
        Lane current = lane;
        for (LedgerEntry entry : open(lane)) {
            if (Lane.version(entry) < Lane.version(retraction.get()) && !entry.getPerhapsTold() && stops(entry)) {
                current = current.with(record.decide(entry, new SkippedFor(Skip.RETRACTED)));
            }
        }
        if (current.underWay().isPresent()) {
            return current;
        }
        group.flush();
        Optional<LedgerEntry> digest = group.digestThatTold(current);
        if (digest.isPresent() && mayBeTakenOutOf(digest.get())) {
            current = group.takeOut(current, digest.get());
            digest = Optional.empty();
        }
        if (current.perhapsTold() || digest.filter(Lane::mayHaveArrived).isPresent()) {
            LedgerEntry sent = record.decide(retraction.get(), new Send(), deliver.awaited(to));
            return current.with(send(to, current, sent));
        }
        return current.with(record.decide(
                retraction.get(),
                digest.map(Lane::state).filter(DeliveryState::open).isPresent()
                        ? new WaitUntil(
                                clock.instant().plus(RecordStage.LEASE), "the digest that tells the alert is under way")
                        : new SkippedFor(Skip.NEVER_TOLD)));
    }

    private boolean mayBeTakenOutOf(LedgerEntry digest) {
        return Lane.state(digest).open() && !digest.getPerhapsTold() && stops(digest);
    }

    /** Takes back what a digest has told and what was taken back while it did. */
    private void withdrawTogether(Watch watch, Route to, LedgerEntry ended) {
        GatheredAlerts told = ended.getDigest();
        if (told != null) {
            told.getAlerts().stream()
                    .map(alert -> ledger.lane(alert.getId(), to.id()))
                    .filter(lane -> lane.retraction().isPresent())
                    .forEach(lane -> review(watch, to, lane));
        }
    }

    private void await(Lane lane, LedgerEntry first, List<LedgerEntry> held) {
        held.stream()
                .filter(entry -> entry != first)
                .forEach(entry -> record.decide(
                        group.worded(lane, entry),
                        new WaitFor(first.getDelivery().getId())));
    }

    /** Says of held entries what they wait for; once nothing holds one of them, they are told. */
    private void release(Watch watch, Route to, Lane lane, List<LedgerEntry> held) {
        List<LedgerEntry> waiting = new ArrayList<>();
        boolean mayGo = false;
        for (LedgerEntry entry : held) {
            Optional<Decision> holds = hold.hold(watch, to, lane, entry);
            LedgerEntry decided = holds.isPresent() ? record.decide(group.worded(lane, entry), holds.get()) : entry;
            mayGo |= holds.isEmpty();
            if (Lane.state(decided).open()) {
                waiting.add(decided);
            }
        }
        if (mayGo) {
            tell(watch, to, lane, waiting);
        }
    }

    /** Tells what has waited in a lane, in one message. */
    private void tell(Watch watch, Route to, Lane lane, List<LedgerEntry> waiting) {
        WatchTiming timing = new WatchTiming(watch);
        boolean urgent = waiting.stream().anyMatch(entry -> timing.urgent(alertOf(entry)));
        boolean digested =
                timing.gathersInDigests() && !urgent && waiting.get(0).getDigest() == null;
        int place = digested ? waiting.size() - 1 : group.speaker(timing, waiting);
        LedgerEntry speaker = waiting.get(place);
        List<LedgerEntry> before = waiting.subList(0, place);
        List<LedgerEntry> after = waiting.subList(place + 1, waiting.size());
        if (digested) {
            GroupedInto digest = group.gather(to, speaker);
            record.decide(speaker, digest);
            before.forEach(entry -> record.decide(entry, digest));
            return;
        }
        LedgerEntry sent = record.decide(group.worded(lane, speaker), new Send(), deliver.awaited(to));
        GroupedInto grouped = new GroupedInto(sent.getDelivery().getId(), "told by a newer version");
        before.forEach(entry -> record.decide(entry, grouped));
        await(lane.with(sent), sent, after);
        send(to, lane, sent);
    }

    /** Offers an entry that has been let go; if it cannot be told, whatever waits behind it has its turn. */
    private LedgerEntry send(Route to, Lane lane, LedgerEntry entry) {
        Optional<LedgerEntry> ended = deliver.offer(this, to, lane, entry);
        if (ended.isPresent()) {
            Delivery delivery = ended.get().getDelivery();
            watches.apply(delivery.getWatchId())
                    .ifPresent(watch -> review(watch, to, ledger.lane(delivery.getAlertId(), to.id())));
        }
        return ended.orElse(entry);
    }

    /** Somebody has the alert: what has not been sent of it is not sent any more, on any route. */
    private void acknowledge(Alert acked, Watch watch) {
        String who = acked.getAck() == null ? "somebody" : acked.getAck().getBy();
        for (String routeId : ledger.routes(acked.getId())) {
            Lane lane = ledger.lane(acked.getId(), routeId);
            for (LedgerEntry entry : open(lane)) {
                if (Lane.version(entry) <= acked.getVersion() && !Lane.retracts(entry) && stops(entry)) {
                    lane = lane.with(record.decide(entry, new AcknowledgedBy(who)));
                }
            }
            Lane current = lane;
            Route.of(watch, routeId).ifPresent(to -> review(watch, to, current));
        }
    }

    /** Looks at an entry whose time has come. */
    private void pursue(LedgerEntry due) {
        Delivery delivery = due.getDelivery();
        Optional<LedgerEntry> current = ledger.find(delivery.getAlertId(), due.getRoute(), delivery.getAlertVersion());
        if (current.isEmpty() || !Lane.state(current.get()).open()) {
            return;
        }
        LedgerEntry entry = current.get();
        Optional<Watch> watch = watches.apply(delivery.getWatchId());
        Optional<Route> to = watch.flatMap(known -> Route.of(known, entry.getRoute()));
        if (entry.getRoute().equals(NO_ROUTE)) {
            lookAgain(entry, watch);
        } else if (to.isEmpty()) {
            record.decide(entry, new SkippedFor(watch.isEmpty() ? Skip.WATCH_REMOVED : Skip.CHANNEL_REMOVED));
        } else {
            pursue(watch.orElseThrow(), to.get(), entry);
        }
    }

    private void pursue(Watch watch, Route to, LedgerEntry entry) {
        Delivery delivery = entry.getDelivery();
        Lane lane = ledger.lane(delivery.getAlertId(), to.id());
        Optional<Skip> obstacle = obstacle(watch, to, lane);
        if (Lane.state(entry) == DeliveryState.HELD || obstacle.isPresent()) {
            review(watch, to, lane);
        } else {
            send(to, lane, entry);
        }
        ledger.find(delivery.getAlertId(), to.id(), delivery.getAlertVersion())
                .filter(left -> Lane.state(left).open()
                        && left.getParkedFor() == null
                        && !left.getDueAt().isAfter(clock.instant()))
                .ifPresent(left -> record.postpone(left, clock.instant().plus(RecordStage.LEASE)));
    }

    private void offerParked(String endpoint) {
        List<LedgerEntry> parked = deliver.takeParked(endpoint);
        for (LedgerEntry entry : parked) {
            pursue(entry);
            if (deliver.full(endpoint)) {
                return;
            }
        }
        if (!parked.isEmpty()) {
            deliver.lookAgain(endpoint);
        }
    }

    /** Why nothing at all is told on this route at the moment. */
    private Optional<Skip> obstacle(Watch watch, Route to, Lane lane) {
        if (lane.newest()
                .filter(entry -> DeliveryIds.isTest(entry.getDelivery().getAlertId()))
                .isPresent()) {
            return Optional.empty();
        }
        if (!watch.getEnabled() && lane.retraction().isEmpty()) {
            return Optional.of(Skip.WATCH_DISABLED);
        }
        Optional<DisabledRoute> disabled = ledger.disabled(watch.getId(), to.id());
        if (disabled.isPresent() && hasBeenSavedSince(watch, disabled.get())) {
            ledger.enable(watch.getId(), to.id());
            return Optional.empty();
        }
        return disabled.map(why -> Skip.ROUTE_DISABLED);
    }

    /** Whether it is another watch, or the same watch otherwise; one that was removed and made again counts from one again. */
    private static boolean hasBeenSavedSince(Watch watch, DisabledRoute disabled) {
        return watch.getRevision() != disabled.getWatchRevision()
                || !Objects.equals(watch.getUpdatedAt(), disabled.getWatchUpdatedAt());
    }

    /** Sees from an outcome whether a route still works, and closes it when its receiver wants nothing more or never answers. */
    private void judge(DeliveryOutcome outcome, Optional<Watch> watch) {
        Delivery delivery = outcome.getDelivery();
        if (DeliveryState.of(delivery) == DeliveryState.DELIVERED) {
            ledger.succeeded(delivery.getWatchId(), outcome.getRoute());
            return;
        }
        Instant since = ledger.failed(delivery.getWatchId(), outcome.getRoute(), delivery.getAt());
        String reason = Objects.requireNonNullElse(delivery.getReason(), "it failed");
        if (outcome.getDisablesRoute()) {
            disable(outcome, watch, reason);
        } else if (DeliveryState.of(delivery) == DeliveryState.FAILED
                && !since.plus(rules.disabledAfter()).isAfter(delivery.getAt())) {
            disable(outcome, watch, "every attempt since " + since + " has failed, the last one so: " + reason);
        }
    }

    private void disable(DeliveryOutcome outcome, Optional<Watch> watch, String reason) {
        Delivery delivery = outcome.getDelivery();
        if (ledger.disabled(delivery.getWatchId(), outcome.getRoute()).isPresent()) {
            return;
        }
        metrics.counter("redline.routes.disabled").increment();
        ledger.disable(
                delivery.getWatchId(),
                outcome.getRoute(),
                new DisabledRoute(
                        delivery.getAt(),
                        reason,
                        watch.map(Watch::getRevision).orElse(0L),
                        watch.map(Watch::getUpdatedAt).orElse(null)));
        watch.ifPresent(known -> {
            Alert notice = RouteNotice.of(known, delivery, reason, clock.instant());
            Route.of(known).stream()
                    .filter(to -> !to.escalates() && !to.id().equals(outcome.getRoute()))
                    .filter(to -> ledger.disabled(known.getId(), to.id()).isEmpty())
                    .forEach(to -> plan(notice, known, to));
        });
    }

    private void awaitWatch(Alert alert) {
        if (ledger.find(alert.getId(), NO_ROUTE, alert.getVersion()).isEmpty()) {
            record.postpone(
                    route.entry(alert, NO_ROUTE, NO_ROUTE, ""), clock.instant().plus(WATCH_LOOKUP));
        }
    }

    private void lookAgain(LedgerEntry entry, Optional<Watch> watch) {
        if (watch.isPresent()) {
            ledger.forget(entry);
            plan(alertOf(entry));
        } else if (clock.instant().isAfter(entry.getPlannedAt().plus(WATCH_GRACE))) {
            record.decide(entry, new SkippedFor(Skip.WATCH_REMOVED));
        } else {
            record.postpone(entry, clock.instant().plus(WATCH_LOOKUP));
        }
    }

    /** The line for a delivery whose plan was lost, or is yet to come. */
    private static LedgerEntry unknown(Delivery delivery, String route) {
        return LedgerEntry.newBuilder()
                .setDelivery(delivery)
                .setRoute(route)
                .setPlannedAt(delivery.getAt())
                .setDueAt(delivery.getAt())
                .build();
    }

    /** True for an outcome that the ledger does not know yet; what a receiver has it has, whatever was decided meanwhile. */
    private static boolean isNews(Optional<LedgerEntry> known, Delivery delivery) {
        if (LateOutcome.is(delivery)) {
            return known.filter(entry -> LateOutcome.concerns(delivery, entry.getDelivery()))
                    .isPresent();
        }
        DeliveryState state = DeliveryState.of(delivery);
        if (known.isEmpty()) {
            return !state.open();
        }
        DeliveryState before = Lane.state(known.get());
        return before.open()
                ? !state.open()
                        || delivery.getAttempt() > known.get().getDelivery().getAttempt()
                : state == DeliveryState.DELIVERED && before != DeliveryState.DELIVERED;
    }

    private static List<LedgerEntry> open(Lane lane) {
        return lane.entries().stream().filter(entry -> Lane.state(entry).open()).toList();
    }

    /** What another pipeline had let go may have been under way when that ended, and its outcome lost. */
    private LedgerEntry doubted(LedgerEntry entry) {
        return Lane.state(entry) == DeliveryState.HELD ? entry : record.doubt(entry);
    }

    /**
     * Keeps an open entry from being attempted for the time being, where that is still possible.
     *
     * @return false when it is under way, or may be
     */
    private boolean stops(LedgerEntry entry) {
        Delivery delivery = entry.getDelivery();
        if (Lane.state(entry) == DeliveryState.HELD || dispatcher.withdraw(delivery.getId())) {
            return true;
        }
        if (dispatcher.isInHand(delivery.getId())) {
            return false;
        }
        if (entry.getParkedFor() != null) {
            // What was parked before a crash may have been taken up just then, and that not been written down.
            return !delivery.getAt().isBefore(startedAt);
        }
        Instant next = delivery.getNextAttemptAt();
        return Lane.state(entry) == DeliveryState.RETRYING && next != null && next.isAfter(clock.instant());
    }

    private static Alert alertOf(LedgerEntry entry) {
        return Objects.requireNonNull(entry.getAlert(), "what is open has its alert");
    }
}
