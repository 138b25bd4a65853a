package io.redline.desk.api;

import io.javalin.http.Context;
import io.redline.desk.view.TopicView;
import io.redline.schemas.Delivery;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls on what is only read: stances, shifts and deliveries. */
final class RecordRoutes {

    private static final Set<String> SIDES = Set.of("cooperative", "conflict", "neutral");
    private static final Set<String> STATES = Set.of("pending", "retrying", "delivered", "failed", "skipped");
    private static final Set<String> CHANNELS = Set.of("webhook", "slack", "email");

    private final TopicView<Stance> stances;
    private final TopicView<StanceShift> shifts;
    private final TopicView<Delivery> deliveries;

    RecordRoutes(TopicView<Stance> stances, TopicView<StanceShift> shifts, TopicView<Delivery> deliveries) {
        this.stances = stances;
        this.shifts = shifts;
        this.deliveries = deliveries;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/stances", this::stances),
                Route.get("/api/shifts", this::shifts),
                Route.get("/api/deliveries", this::deliveries));
    }

    private void stances(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "actor", "target", "issue", "side", "since", "limit", "before");
        Answers.list(
                ctx,
                stances.list(parameters.selection(Map.of(
                        "actor", parameters.text("actor"),
                        "target", parameters.text("target"),
                        "issue", parameters.text("issue"),
                        "side", parameters.oneOf("side", SIDES)))));
    }

    private void shifts(Context ctx) {
        Parameters parameters =
                Parameters.of(ctx, "actor", "target", "issue", "from", "to", "since", "limit", "before");
        Answers.list(
                ctx,
                shifts.list(parameters.selection(Map.of(
                        "actor", parameters.text("actor"),
                        "target", parameters.text("target"),
                        "issue", parameters.text("issue"),
                        "from", parameters.oneOf("from", SIDES),
                        "to", parameters.oneOf("to", SIDES)))));
    }

    private void deliveries(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "alert", "watch", "state", "channel", "since", "limit", "before");
        Answers.list(
                ctx,
                deliveries.list(parameters.selection(Map.of(
                        "alert", parameters.text("alert"),
                        "watch", parameters.text("watch"),
                        "state", parameters.oneOf("state", STATES),
                        "channel", parameters.oneOf("channel", CHANNELS)))));
    }
}
