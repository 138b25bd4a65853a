package io.redline.desk.api;

import io.javalin.http.Context;
import io.redline.desk.view.TopicView;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls on the stance record: what was said, and when an actor turned. */
final class RecordRoutes {

    private static final Set<String> SIDES = Set.of("cooperative", "conflict", "neutral");

    private final TopicView<Stance> stances;
    private final TopicView<StanceShift> shifts;

    RecordRoutes(TopicView<Stance> stances, TopicView<StanceShift> shifts) {
        this.stances = stances;
        this.shifts = shifts;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/stances", this::stances), Route.get("/api/shifts", this::shifts));
    }

    private void stances(Context ctx) {
        Parameters parameters = Parameters.of(
                ctx, "actor", "target", "issue", "side", "article", "retracted", "since", "limit", "before");
        Answers.list(
                ctx,
                stances.list(parameters.selection(Map.of(
                        "actor",
                        parameters.text("actor"),
                        "target",
                        parameters.text("target"),
                        "issue",
                        parameters.text("issue"),
                        "side",
                        parameters.oneOf("side", SIDES),
                        "article",
                        parameters.text("article"),
                        "retracted",
                        standingOnly(parameters)))));
    }

    private void shifts(Context ctx) {
        Parameters parameters = Parameters.of(
                ctx, "actor", "target", "issue", "from", "to", "article", "retracted", "since", "limit", "before");
        Answers.list(
                ctx,
                shifts.list(parameters.selection(Map.of(
                        "actor",
                        parameters.text("actor"),
                        "target",
                        parameters.text("target"),
                        "issue",
                        parameters.text("issue"),
                        "from",
                        parameters.oneOf("from", SIDES),
                        "to",
                        parameters.oneOf("to", SIDES),
                        "article",
                        parameters.text("article"),
                        "retracted",
                        standingOnly(parameters)))));
    }

    /** What was taken back is history: it is shown to whoever asks for it. */
    private static Optional<String> standingOnly(Parameters parameters) {
        return parameters.flag("retracted") ? Optional.empty() : Optional.of("false");
    }
}
