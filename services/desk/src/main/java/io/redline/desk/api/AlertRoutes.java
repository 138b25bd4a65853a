package io.redline.desk.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.redline.desk.alert.AlertDesk;
import io.redline.desk.audit.AuditTrail;
import io.redline.desk.stream.AlertFilter;
import io.redline.desk.stream.StreamPosition;
import io.redline.runtime.WrongJsonException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls on alerts: lists, single ones, acknowledgements, and the stream. */
final class AlertRoutes {

    private static final Set<String> KINDS = Set.of("keyword", "stance", "shift", "quiet-source");
    private static final Set<String> STATES = Set.of("new", "updated", "retracted", "acked");
    private static final int MOST_VERSIONS = 100;

    private final AlertDesk desk;
    private final Visibility visibility;
    private final SseListeners listeners;
    private final AuditTrail audit;
    private final JsonBody body;

    AlertRoutes(AlertDesk desk, Visibility visibility, SseListeners listeners, AuditTrail audit, JsonBody body) {
        this.desk = desk;
        this.audit = audit;
        this.visibility = visibility;
        this.listeners = listeners;
        this.body = body;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/alerts", this::list),
                Route.get("/api/alerts/stream", this::stream),
                Route.get("/api/alerts/{id}", this::show),
                Route.post("/api/alerts/{id}/ack", ctx -> acknowledge(ctx, false)),
                Route.post("/api/alerts/{id}/claim", ctx -> acknowledge(ctx, true)));
    }

    private void list(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "watch", "kind", "state", "since", "limit", "before");
        Answers.list(
                ctx,
                desk.list(visibility.narrow(
                        ctx,
                        parameters.selection(Map.of(
                                "watch", parameters.text("watch"),
                                "kind", parameters.oneOf("kind", KINDS),
                                "state", parameters.oneOf("state", STATES))),
                        "watch")));
    }

    private void show(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "versions");
        String id = ctx.pathParam("id");
        String alert = visible(ctx, id);
        if (parameters.flag("versions")) {
            String versions = String.join(",", desk.versions(id, MOST_VERSIONS));
            Answers.json(ctx, alert.substring(0, alert.length() - 1) + ",\"versions\":[" + versions + "]}");
        } else {
            Answers.json(ctx, alert);
        }
    }

    private void acknowledge(Context ctx, boolean claim) throws IOException, InterruptedException {
        Parameters.of(ctx);
        String id = ctx.pathParam("id");
        visible(ctx, id);
        ObjectNode request = body.object(ctx);
        request.fieldNames().forEachRemaining(name -> {
            if (!name.equals("by") && !name.equals("note")) {
                throw new WrongJsonException(name, "is not a field here; the fields are by, note");
            }
        });
        String by = text(request, "by").orElseThrow(() -> new WrongJsonException("by", "is missing"));
        AlertDesk.Acknowledged outcome =
                desk.acknowledge(id, by, text(request, "note"), claim).orElseThrow(() -> missing(id));
        if (!outcome.before()) {
            audit.note(
                    Gatekeeper.caller(ctx).name(),
                    claim ? "alert.claimed" : "alert.acknowledged",
                    id,
                    (claim ? "Claimed for " : "Acknowledged for ") + by + ".");
        }
        ctx.status(outcome.visible() ? 200 : 202);
        Answers.json(ctx, outcome.alert());
    }

    private void stream(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "watch", "kind", "lastEventId");
        Optional<String> last = Optional.ofNullable(ctx.header("Last-Event-ID"))
                .filter(id -> !id.isBlank())
                .or(() -> parameters.text("lastEventId"));
        AlertFilter filter =
                new AlertFilter(parameters.text("watch"), parameters.oneOf("kind", KINDS), visibility.of(ctx));
        try {
            listeners.listen(ctx, last.map(StreamPosition::of), filter);
        } catch (IllegalArgumentException wrong) {
            throw new ProblemException(Problem.badRequest(String.valueOf(wrong.getMessage())));
        }
    }

    /** The alert, where the caller sees it. */
    private String visible(Context ctx, String id) {
        return desk.find(id)
                .filter(alert -> visibility.of(ctx).test(AlertDesk.watchOf(alert)))
                .orElseThrow(() -> missing(id));
    }

    private static Optional<String> text(ObjectNode request, String name) {
        JsonNode value = request.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        String text = value.textValue();
        if (text == null || text.isBlank() || text.length() > AlertDesk.MOST_NOTE) {
            throw new WrongJsonException(name, "should be a text of 1 to " + AlertDesk.MOST_NOTE + " characters");
        }
        return Optional.of(text);
    }

    static ProblemException missing(String id) {
        return new ProblemException(
                Problem.notFound("There is no alert \"" + id + "\": GET /api/alerts lists those there are"));
    }
}
