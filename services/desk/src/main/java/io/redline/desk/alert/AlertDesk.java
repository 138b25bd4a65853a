package io.redline.desk.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.feed.Commands;
import io.redline.desk.view.Page;
import io.redline.desk.view.Selection;
import io.redline.desk.view.TopicView;
import io.redline.runtime.AvroJson;
import io.redline.schemas.AcknowledgementRequest;
import io.redline.schemas.Alert;
import io.redline.schemas.RedeliveryRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The alerts, and their acknowledgement: a request to the detector, whose answer is a new version of the alert. */
public final class AlertDesk {

    /** Most characters of a name or a note in an acknowledgement. */
    public static final int MOST_NOTE = 1_000;

    private static final int MOST_VERSIONS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TopicView<Alert> alerts;
    private final Commands commands;
    private final InstantSource clock;

    /** Alerts read from this view and acknowledged through these commands. */
    public AlertDesk(TopicView<Alert> alerts, Commands commands, InstantSource clock) {
        this.alerts = alerts;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * What became of an acknowledgement.
     *
     * @param alert newest version of the alert, as JSON
     * @param visible false when the request is stored and the detector has not answered yet
     * @param before true when somebody had acknowledged it already, so that nothing was asked
     */
    public record Acknowledged(String alert, boolean visible, boolean before) {}

    /** What became of a wish to have a delivery sent again. */
    public enum Redelivery {
        /** It is sent again. */
        ASKED,
        /** The alert version that it told is no longer kept. */
        GONE,
        /** The alert has been taken back since: to tell it again would be to tell what is not so. */
        TAKEN_BACK
    }

    /** The newest version of each selected alert. */
    public Page list(Selection selection) {
        return alerts.list(selection);
    }

    /** The newest version of an alert. */
    public Optional<String> find(String id) {
        return alerts.newest(id);
    }

    /** The id of an alert's watch. */
    public static String watchOf(String alert) {
        return AvroJson.read(alert).path("watch").path("id").asText();
    }

    /** The id of the watch that a delivery tells of. */
    public static String toldWatchOf(String delivery) {
        return AvroJson.read(delivery).path("watchId").asText();
    }

    /** True for a delivery that tells several alerts together. */
    public static boolean isDigest(String delivery) {
        return AvroJson.read(delivery).path("event").asText().equals("alert.digest");
    }

    /** The versions of an alert that are kept, oldest first. */
    public List<String> versions(String id, int limit) {
        return alerts.history(id, limit);
    }

    /**
     * Acknowledges an alert, or claims it; one that somebody has acknowledged stays as it is, and can still be claimed.
     *
     * @param by who does
     * @param note what they say
     * @param claim true when they take it on, false when they have merely seen it
     * @return empty when there is no such alert
     */
    public Optional<Acknowledged> acknowledge(String id, String by, Optional<String> note, boolean claim)
            throws InterruptedException {
        Optional<String> found = alerts.newest(id);
        if (found.isEmpty() || isAcknowledged(found.get(), claim)) {
            return found.map(alert -> new Acknowledged(alert, true, true));
        }
        commands.acknowledge(AcknowledgementRequest.newBuilder()
                .setAlertId(id)
                .setWatchId(watchOf(found.get()))
                .setBy(by)
                .setNote(note.orElse(null))
                .setAt(clock.instant())
                .setClaimed(claim)
                .build());
        Optional<String> acknowledged =
                alerts.await(PATIENCE, () -> alerts.newest(id).filter(alert -> isAcknowledged(alert, claim)));
        return Optional.of(acknowledged
                .map(alert -> new Acknowledged(alert, true, false))
                .orElseGet(() -> new Acknowledged(found.get(), false, false)));
    }

    /**
     * Asks for a delivery to be sent again.
     *
     * @param delivery the delivery, as JSON
     */
    public Redelivery redeliver(String delivery) throws InterruptedException {
        JsonNode node = AvroJson.read(delivery);
        int version = node.path("alertVersion").asInt();
        List<JsonNode> since = alerts.history(node.path("alertId").asText(), MOST_VERSIONS).stream()
                .map(AvroJson::read)
                .filter(one -> one.path("version").asInt() >= version)
                .toList();
        if (since.isEmpty() || since.get(0).path("version").asInt() > version) {
            return Redelivery.GONE;
        }
        if (since.stream()
                .anyMatch(later -> later.path("version").asInt() > version
                        && later.path("state").asText().equals("retracted"))) {
            return Redelivery.TAKEN_BACK;
        }
        Alert told = AvroJson.fromJson(since.get(0), Alert.class, Set.of());
        commands.redeliver(new RedeliveryRequest(
                node.path("id").asText(), node.path("watchId").asText(), told, clock.instant()));
        return Redelivery.ASKED;
    }

    private static boolean isAcknowledged(String alert, boolean claimed) {
        JsonNode ack = AvroJson.read(alert).path("ack");
        return ack.isObject() && (!claimed || ack.path("claimed").asBoolean());
    }
}
