package io.redline.desk.api;

import io.javalin.http.Context;
import io.redline.desk.alert.AlertDesk;
import io.redline.desk.audit.AuditTrail;
import io.redline.desk.view.TopicView;
import io.redline.schemas.Delivery;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls on the delivery ledger. */
final class DeliveryRoutes {

    private static final Set<String> STATES = Set.of("pending", "held", "retrying", "delivered", "failed", "skipped");
    private static final Set<String> CHANNELS = Set.of("webhook", "slack", "email", "topic");

    private final TopicView<Delivery> deliveries;
    private final AlertDesk alerts;
    private final Visibility visibility;
    private final AuditTrail audit;

    DeliveryRoutes(TopicView<Delivery> deliveries, AlertDesk alerts, Visibility visibility, AuditTrail audit) {
        this.audit = audit;
        this.deliveries = deliveries;
        this.alerts = alerts;
        this.visibility = visibility;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/deliveries", this::list),
                Route.post("/api/deliveries/{id}/redeliver", this::redeliver));
    }

    private void list(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "alert", "watch", "state", "channel", "since", "limit", "before");
        Answers.list(
                ctx,
                deliveries.list(visibility.narrow(
                        ctx,
                        parameters.selection(Map.of(
                                "alert", parameters.text("alert"),
                                "watch", parameters.text("watch"),
                                "state", parameters.oneOf("state", STATES),
                                "channel", parameters.oneOf("channel", CHANNELS))),
                        "watch")));
    }

    private void redeliver(Context ctx) throws InterruptedException {
        Parameters.of(ctx);
        String id = ctx.pathParam("id");
        String delivery = deliveries
                .newest(id)
                .filter(found -> visibility.of(ctx).test(AlertDesk.toldWatchOf(found)))
                .orElseThrow(() -> new ProblemException(Problem.notFound(
                        "There is no delivery \"" + id + "\": GET /api/deliveries lists those there are")));
        if (!alerts.redeliver(delivery)) {
            throw new ProblemException(Problem.notFound(
                    "The alert version that this delivery told is no longer kept, so it cannot be sent again"));
        }
        audit.note(Gatekeeper.caller(ctx).name(), "delivery.redelivered", id, "Asked for it to be sent again.");
        ctx.status(202);
        Answers.json(ctx, delivery);
    }
}
