package io.redline.desk.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.redline.desk.alert.AlertDesk;
import io.redline.desk.audit.AuditTrail;
import io.redline.desk.view.Page;
import io.redline.desk.view.Selection;
import io.redline.desk.view.TopicView;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Scope;
import io.redline.runtime.Timestamps;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Delivery;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls on the delivery ledger: what was decided and told, and what is to be told again. */
final class DeliveryRoutes {

    /** Most deliveries that one call sends again. */
    static final int MOST_AT_ONCE = 10_000;

    private static final int READ_AT_ONCE = 500;
    private static final Set<String> STATES = Set.of("pending", "held", "retrying", "delivered", "failed", "skipped");
    private static final Set<String> ENDED = Set.of("delivered", "failed", "skipped");
    private static final Set<String> CHANNELS = Set.of("webhook", "slack", "email", "topic");
    private static final Set<String> RANGE = Set.of("watch", "state", "since", "until", "dryRun");

    private final TopicView<Delivery> deliveries;
    private final AlertDesk alerts;
    private final Visibility visibility;
    private final AuditTrail audit;
    private final JsonBody body;

    DeliveryRoutes(
            TopicView<Delivery> deliveries, AlertDesk alerts, Visibility visibility, AuditTrail audit, JsonBody body) {
        this.deliveries = deliveries;
        this.alerts = alerts;
        this.visibility = visibility;
        this.audit = audit;
        this.body = body;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/deliveries", this::list),
                Route.post("/api/deliveries/redeliver", this::redeliverRange).with(Scope.ADMIN),
                Route.post("/api/deliveries/{id}/redeliver", this::redeliver));
    }

    private void list(Context ctx) {
        Parameters parameters =
                Parameters.of(ctx, "alert", "watch", "state", "channel", "since", "until", "limit", "before");
        Selection selection = parameters
                .selection(Map.of(
                        "alert", parameters.text("alert"),
                        "watch", parameters.text("watch"),
                        "state", parameters.oneOf("state", STATES),
                        "channel", parameters.oneOf("channel", CHANNELS)))
                .until(parameters.time("until"));
        Answers.list(ctx, deliveries.list(visibility.narrow(ctx, selection, "watch")));
    }

    private void redeliver(Context ctx) throws InterruptedException {
        Parameters.of(ctx);
        String id = ctx.pathParam("id");
        String delivery = deliveries
                .newest(id)
                .filter(found -> visibility.of(ctx).test(AlertDesk.toldWatchOf(found)))
                .orElseThrow(() -> new ProblemException(Problem.notFound(
                        "There is no delivery \"" + id + "\": GET /api/deliveries lists those there are")));
        if (AlertDesk.isDigest(delivery)) {
            throw new ProblemException(new Problem(409, "Not kept", instead(delivery)));
        }
        if (!alerts.redeliver(delivery)) {
            throw new ProblemException(Problem.notFound(
                    "The alert version that this delivery told is no longer kept, so it cannot be sent again"));
        }
        audit.note(Gatekeeper.caller(ctx).name(), "delivery.redelivered", id, "Asked for it to be sent again.");
        ctx.status(202);
        Answers.json(ctx, delivery);
    }

    /** What to do about a digest, in one sentence. */
    private static String instead(String digest) {
        JsonNode delivery = AvroJson.read(digest);
        return "This delivery told several alerts together, which are not kept as one message. Send again one by one those"
                + " that it told: in GET /api/deliveries?state=skipped&watch="
                + delivery.path("watchId").asText()
                + " the ones whose \"relatesTo\" is \"" + delivery.path("id").asText() + "\"";
    }

    /** Sends a range again, or with {@code dryRun} only counts it. */
    private void redeliverRange(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx);
        ObjectNode request = body.object(ctx);
        Selection range = range(request);
        boolean dryRun = request.path("dryRun").asBoolean();
        int found = count(range);
        if (found > MOST_AT_ONCE) {
            throw new ProblemException(Problem.badRequest("These are more than " + MOST_AT_ONCE
                    + " deliveries, the most that one call sends again: choose a shorter range"));
        }
        int gone = 0;
        if (!dryRun) {
            gone = redeliver(range);
            audit.note(
                    Gatekeeper.caller(ctx).name(),
                    "deliveries.redelivered",
                    "deliveries",
                    "Asked for " + (found - gone) + " to be sent again: " + request);
        }
        ctx.status(dryRun ? 200 : 202);
        Answers.json(
                ctx,
                AvroJson.MAPPER
                        .createObjectNode()
                        .put("deliveries", found - gone)
                        .put("noLongerKept", gone)
                        .put("dryRun", dryRun)
                        .toString());
    }

    private static Selection range(ObjectNode request) {
        request.fieldNames().forEachRemaining(name -> {
            if (!RANGE.contains(name)) {
                throw new WrongJsonException(
                        name, "is not a field here; the fields are watch, state, since, until, dryRun");
            }
        });
        JsonNode dryRun = request.path("dryRun");
        if (!dryRun.isMissingNode() && !dryRun.isBoolean()) {
            throw new WrongJsonException("dryRun", "should be true or false");
        }
        Map<String, String> equal = new HashMap<>();
        text(request, "watch").ifPresent(watch -> equal.put("watch", watch));
        String state = text(request, "state").orElse("failed");
        if (!ENDED.contains(state)) {
            throw new WrongJsonException(
                    "state", "should be delivered, failed or skipped: the others are not over yet");
        }
        equal.put("state", state);
        Instant since = time(request, "since").orElseThrow(() -> new WrongJsonException("since", "is missing"));
        return new Selection(equal, Optional.of(since), Optional.empty(), READ_AT_ONCE).until(time(request, "until"));
    }

    private int count(Selection range) {
        int found = 0;
        Selection from = range;
        while (true) {
            Page page = deliveries.list(from);
            found += page.items().size();
            if (page.next().isEmpty() || found > MOST_AT_ONCE) {
                return found;
            }
            from = from.from(page.next());
        }
    }

    /** How many of the range could not be sent again, since what they told is no longer kept. */
    private int redeliver(Selection range) throws InterruptedException {
        int gone = 0;
        Selection from = range;
        while (true) {
            Page page = deliveries.list(from);
            for (String delivery : page.items()) {
                gone += alerts.redeliver(delivery) ? 0 : 1;
            }
            if (page.next().isEmpty()) {
                return gone;
            }
            from = from.from(page.next());
        }
    }

    private static Optional<String> text(ObjectNode request, String name) {
        JsonNode value = request.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new WrongJsonException(name, "should be a text in quotes");
        }
        return Optional.of(value.textValue());
    }

    private static Optional<Instant> time(ObjectNode request, String name) {
        try {
            return text(request, name).map(Timestamps::parse);
        } catch (IllegalArgumentException wrong) {
            throw new WrongJsonException(name, wrong.getMessage());
        }
    }
}
