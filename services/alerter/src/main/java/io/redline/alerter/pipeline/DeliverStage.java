package io.redline.alerter.pipeline;

import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.Endpoint;
import io.redline.alerter.channel.Event;
import io.redline.alerter.ledger.Lane;
import io.redline.alerter.ledger.Ledger;
import io.redline.alerter.pipeline.Decision.GivenUp;
import io.redline.alerter.pipeline.Decision.Undeliverable;
import io.redline.runtime.ChannelVault;
import io.redline.runtime.WrongSettingException;
import io.redline.schemas.Channel;
import io.redline.schemas.internal.GatheredAlerts;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fourth stage: hands what is to be told to the dispatcher. What an endpoint has no room for is parked in the ledger and
 * offered in the order in which it was planned, once there is room: however much waits for a dead endpoint, it costs one look
 * now and then.
 */
final class DeliverStage {

    /** How many entries are taken from what waits for one endpoint, before others have their turn. */
    private static final int TAKEN_AT_ONCE = 64;

    /** How many endpoints are looked at in one turn. */
    private static final int ENDPOINTS_AT_ONCE = 64;

    /** What waits for an endpoint is looked at so often, and whenever an attempt there ends. */
    private static final Duration LOOKS_AGAIN = Duration.ofMillis(500);

    private final Ledger ledger;
    private final Map<String, DeliveryChannel> channels;
    private final ChannelVault vault;
    private final Dispatcher dispatcher;
    private final RecordStage record;
    private final Duration giveUpAfter;
    private final InstantSource clock;

    /** When to look again at what waits for an endpoint; an endpoint that nothing waits for is not here. */
    private final Map<String, Instant> awaited = new HashMap<>();

    DeliverStage(
            Ledger ledger,
            Map<String, DeliveryChannel> channels,
            ChannelVault vault,
            Dispatcher dispatcher,
            RecordStage record,
            Duration giveUpAfter,
            InstantSource clock) {
        this.ledger = ledger;
        this.channels = channels;
        this.vault = vault;
        this.dispatcher = dispatcher;
        this.record = record;
        this.giveUpAfter = giveUpAfter;
        this.clock = clock;
    }

    /** Learns from the ledger which endpoints are waited for. */
    void resume() {
        Instant now = clock.instant();
        ledger.awaitedEndpoints().forEach(endpoint -> awaited.put(endpoint, now));
    }

    /**
     * Offers an entry, unless its time has not come.
     *
     * @param owner whom the dispatcher tells of the outcome
     * @return an entry that has ended because it cannot be told; empty otherwise
     */
    Optional<LedgerEntry> offer(Object owner, Route route, Lane lane, LedgerEntry entry) {
        Instant now = clock.instant();
        Instant notBefore = entry.getDelivery().getNextAttemptAt();
        if (now.isAfter(entry.getPlannedAt().plus(giveUpAfter))) {
            return Optional.of(record.decide(entry, new GivenUp(givenUp(entry))));
        }
        if (notBefore != null && notBefore.isAfter(now)) {
            return Optional.empty();
        }
        Channel to = route.to();
        DeliveryChannel channel = channels.get(to.getType());
        if (channel == null) {
            return Optional.of(record.decide(
                    entry,
                    new Undeliverable(
                            "there is no channel of type \"" + to.getType() + "\": use one of " + channels.keySet())));
        }
        try {
            Endpoint endpoint = channel.endpoint(to);
            Event event = event(lane, entry, vault.resolved(to));
            offer(new Job(owner, entry, channel, endpoint, event), Job.queueOf(endpoint), now);
            return Optional.empty();
        } catch (IllegalArgumentException incomplete) {
            return Optional.of(record.decide(
                    entry, new Undeliverable("the watch's channel does not say where to: " + incomplete.getMessage())));
        } catch (WrongSettingException missing) {
            return Optional.of(record.decide(
                    entry, new Undeliverable("the alerter lacks a secret of the channel: " + missing.getMessage())));
        }
    }

    /** An attempt on this route has ended: there may be room for another. */
    void roomOn(Route route) {
        if (!awaited.isEmpty()) {
            endpointOf(route)
                    .ifPresent(endpoint -> awaited.computeIfPresent(endpoint, (waited, at) -> clock.instant()));
        }
    }

    /** When to call {@link #takeParked}: nothing that waits for an endpoint is worth a look before. */
    Instant nextLook() {
        return awaited.values().stream().min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    /** Endpoints that may have room by now for what waits for them, the longest waited for first. */
    List<String> roomyEndpoints() {
        Instant now = clock.instant();
        return awaited.entrySet().stream()
                .filter(wait -> !wait.getValue().isAfter(now))
                .sorted(Map.Entry.comparingByValue())
                .limit(ENDPOINTS_AT_ONCE)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * As much of what waits for an endpoint as that has room for, to be offered one after the other; at least one entry, so
     * that the dispatcher says how long to wait.
     */
    List<LedgerEntry> takeParked(String endpoint) {
        awaited.remove(endpoint);
        return ledger.parked(endpoint, Math.max(1, Math.min(TAKEN_AT_ONCE, dispatcher.room(endpoint))));
    }

    /** True once this endpoint has refused an entry. */
    boolean full(String endpoint) {
        return awaited.containsKey(endpoint);
    }

    /** Everything that was taken has been offered, and more may wait. */
    void lookAgain(String endpoint) {
        awaited.putIfAbsent(endpoint, clock.instant().plus(LOOKS_AGAIN));
    }

    /** The endpoint of a route, where others wait for it to have room; null where nothing does. */
    @Nullable
    String awaited(Route route) {
        if (awaited.isEmpty()) {
            return null;
        }
        return endpointOf(route).filter(awaited::containsKey).orElse(null);
    }

    private void offer(Job job, String endpoint, Instant now) {
        LedgerEntry entry = job.entry();
        if (full(endpoint) && !endpoint.equals(entry.getParkedFor())) {
            record.park(entry, endpoint);
            return;
        }
        Optional<Duration> wait = dispatcher.offer(job);
        if (wait.isPresent()) {
            awaited.put(endpoint, now.plus(wait.get()));
            record.park(entry, endpoint);
        } else if (entry.getParkedFor() != null || !entry.getDueAt().isAfter(now)) {
            record.postpone(entry, now.plus(RecordStage.LEASE));
        }
    }

    private static Event event(Lane lane, LedgerEntry entry, Channel to) {
        return new Event(
                entry.getDelivery(),
                Objects.requireNonNull(entry.getAlert(), "what is open has its alert"),
                to,
                digest(entry.getDigest()),
                lane.firstReceipt());
    }

    private static Event.@Nullable Digest digest(@Nullable GatheredAlerts gathered) {
        return gathered == null
                ? null
                : new Event.Digest(
                        gathered.getFrom(),
                        gathered.getTo(),
                        gathered.getCount(),
                        gathered.getAlerts(),
                        gathered.getFiled());
    }

    private String givenUp(LedgerEntry entry) {
        String last = entry.getDelivery().getReason();
        return RetryPolicy.givenUpAfter(
                entry.getDelivery().getAttempt(), last == null ? "its endpoint had no room" : last);
    }

    private Optional<String> endpointOf(Route route) {
        try {
            return Optional.ofNullable(channels.get(route.to().getType()))
                    .map(channel -> Job.queueOf(channel.endpoint(route.to())));
        } catch (IllegalArgumentException incomplete) {
            return Optional.empty();
        }
    }
}
