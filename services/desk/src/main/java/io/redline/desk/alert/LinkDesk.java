package io.redline.desk.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.audit.AuditTrail;
import io.redline.desk.watch.WatchBook;
import io.redline.runtime.AvroJson;
import io.redline.runtime.LinkClaim;
import io.redline.runtime.LinkClaim.Act;
import io.redline.runtime.Timestamps;
import io.redline.schemas.Silence;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Does what a signed link allows, in the name of the person it was sent to. A link does it once: the audit log holds what
 * each was used for.
 */
public final class LinkDesk {

    /** How long a link snoozes an alert. */
    public static final Duration SNOOZE = Duration.ofHours(1);

    private static final int STRIPES = 64;

    private final AlertDesk alerts;
    private final SilenceBook silences;
    private final WatchBook watches;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final List<Lock> locks =
            IntStream.range(0, STRIPES).<Lock>mapToObj(i -> new ReentrantLock()).toList();

    /** Links act through these. */
    public LinkDesk(AlertDesk alerts, SilenceBook silences, WatchBook watches, AuditTrail audit, InstantSource clock) {
        this.alerts = alerts;
        this.silences = silences;
        this.watches = watches;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of a link, or would. */
    public sealed interface Outcome {

        /** One plain sentence, for the person. */
        String sentence();
    }

    /** It can be used. */
    public record Open(String sentence) implements Outcome {}

    /** It has just been used. */
    public record Done(String sentence) implements Outcome {}

    /** It, or another, has done this before; nothing changes. */
    public record Before(String sentence) implements Outcome {}

    /** What it is about is no longer there. */
    public record Gone(String sentence) implements Outcome {}

    /** What a link would do, without doing it. */
    public Outcome look(String token, LinkClaim claim) {
        return audit.use(token)
                .<Outcome>map(use -> new Before(use.getDetail() + " This was done by " + use.getBy() + " at "
                        + Timestamps.format(use.getAt()) + ", and nothing changes."))
                .or(() -> done(claim))
                .orElseGet(() -> subject(claim)
                        .<Outcome>map(
                                what -> new Open(intent(claim.act()) + " " + what + ", as " + claim.person() + "."))
                        .orElse(new Gone("What this link is about is no longer kept.")));
    }

    /** Does what a link allows, unless it has been done. */
    public Outcome act(String token, LinkClaim claim) throws InterruptedException {
        Lock lock = Objects.requireNonNull(locks.get(Math.floorMod(token.hashCode(), STRIPES)));
        lock.lock();
        try {
            Outcome found = look(token, claim);
            if (!(found instanceof Open)) {
                return found;
            }
            String detail = perform(claim);
            boolean ofAlert = claim.act() != Act.UNSUBSCRIBE;
            audit.noteUse(
                    token, claim.person(), action(claim.act()), ofAlert ? claim.alertId() : claim.watchId(), detail);
            return new Done(detail);
        } finally {
            lock.unlock();
        }
    }

    /** What somebody has done by other means: an alert is acknowledged once. */
    private Optional<Outcome> done(LinkClaim claim) {
        boolean claiming = claim.act() == Act.CLAIM;
        if (!claiming && claim.act() != Act.ACK) {
            return Optional.empty();
        }
        return alerts.find(claim.alertId())
                .map(alert -> AvroJson.read(alert).path("ack"))
                .filter(ack ->
                        ack.isObject() && (!claiming || ack.path("claimed").asBoolean()))
                .map(LinkDesk::acknowledged)
                .map(Before::new);
    }

    private static String acknowledged(JsonNode ack) {
        return (ack.path("claimed").asBoolean() ? "Claimed by " : "Acknowledged by ")
                + ack.path("by").asText() + " at " + ack.path("at").asText() + ", and nothing changes.";
    }

    private Optional<String> subject(LinkClaim claim) {
        return claim.act() == Act.UNSUBSCRIBE
                ? watches.find(claim.watchId()).map(watch -> "alerts of \"" + watch.getName() + "\"")
                : alerts.find(claim.alertId())
                        .map(alert -> "\""
                                + AvroJson.read(alert).at("/article/headline").asText() + "\"");
    }

    private String perform(LinkClaim claim) throws InterruptedException {
        return switch (claim.act()) {
            case ACK, CLAIM -> {
                boolean claiming = claim.act() == Act.CLAIM;
                alerts.acknowledge(claim.alertId(), claim.person(), Optional.empty(), claiming);
                yield claiming ? "The alert is claimed." : "The alert is acknowledged.";
            }
            case SNOOZE -> {
                Silence silence = new Silence();
                silence.setWatchId(claim.watchId());
                silence.setAlertId(claim.alertId());
                silence.setBy(claim.person());
                silence.setReason("Snoozed from a message.");
                silence.setUntil(clock.instant().plus(SNOOZE));
                silences.add(silence);
                yield "The alert is snoozed until " + Timestamps.format(silence.getUntil()) + ".";
            }
            case UNSUBSCRIBE -> {
                watches.unsubscribe(
                        claim.watchId(), channel -> claim.route().equals(channel.getType() + ":" + channel.getTo()));
                yield claim.person() + " gets no more alerts of this watch.";
            }
        };
    }

    private static String intent(Act act) {
        return switch (act) {
            case ACK -> "Acknowledge";
            case CLAIM -> "Claim";
            case SNOOZE -> "Hold back what is new for " + SNOOZE.toMinutes() + " minutes about";
            case UNSUBSCRIBE -> "Get no more";
        };
    }

    private static String action(Act act) {
        return switch (act) {
            case ACK -> "alert.acknowledged";
            case CLAIM -> "alert.claimed";
            case SNOOZE -> "alert.snoozed";
            case UNSUBSCRIBE -> "watch.unsubscribed";
        };
    }
}
