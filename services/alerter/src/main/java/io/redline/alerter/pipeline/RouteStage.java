package io.redline.alerter.pipeline;

import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.ledger.DeliveryState;
import io.redline.alerter.ledger.Lane;
import io.redline.alerter.ledger.Ledger;
import io.redline.runtime.DeliveryIds;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** First stage: which routes a version of an alert goes to, and the delivery that this makes for each. */
final class RouteStage {

    private final Ledger ledger;
    private final Map<String, DeliveryChannel> channels;
    private final InstantSource clock;

    RouteStage(Ledger ledger, Map<String, DeliveryChannel> channels, InstantSource clock) {
        this.ledger = ledger;
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * The routes of a version: every channel of the watch; those of its escalation for an urgent alert that nobody has
     * acknowledged, and for later versions where they have been told.
     */
    List<Route> routes(Watch watch, Alert alert) {
        boolean retracts = alert.getState().equals("retracted");
        boolean escalated = new WatchTiming(watch).urgent(alert) && alert.getAck() == null && !retracts;
        return Route.of(watch).stream()
                .filter(route -> !route.escalates() || escalated || concerns(alert.getId(), route, retracts))
                .toList();
    }

    /** A line of the ledger for this version on this route, with nothing decided yet. */
    LedgerEntry entry(Alert alert, Route route) {
        return entry(alert, route.id(), route.to().getType(), shown(route));
    }

    /** As {@link #entry(Alert, Route)}, for a channel that is named by its type and what may be shown of its address. */
    LedgerEntry entry(Alert alert, String route, String channel, String endpoint) {
        Instant now = clock.instant();
        Delivery delivery = Delivery.newBuilder()
                .setId(DeliveryIds.delivery(alert.getId(), alert.getVersion(), route))
                .setAlertId(alert.getId())
                .setAlertVersion(alert.getVersion())
                .setWatchId(alert.getWatch().getId())
                .setChannel(channel)
                .setEndpoint(endpoint)
                .setEvent(eventOf(alert))
                .setState(DeliveryState.HELD.word())
                .setAt(now)
                .build();
        return LedgerEntry.newBuilder()
                .setDelivery(delivery)
                .setRoute(route)
                .setPlannedAt(now)
                .setDueAt(now)
                .setAlert(alert)
                .build();
    }

    private boolean concerns(String alertId, Route route, boolean retracts) {
        Lane lane = ledger.lane(alertId, route.id());
        return lane.toldAt().isPresent() || (retracts && lane.newest().isPresent());
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
        return alert.getState().equals("retracted") ? GroupStage.RETRACTED : GroupStage.CREATED;
    }
}
