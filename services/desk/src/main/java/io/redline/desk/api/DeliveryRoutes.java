package io.redline.desk.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.redline.desk.alert.AlertDesk;
import io.redline.desk.alert.AlertDesk.Redelivery;
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
import java.util.ArrayList;
import java.util.EnumMap;
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
        switch (alerts.redeliver(delivery)) {
            case GONE ->
                throw new ProblemException(Problem.notFound(
                        "The alert version that this delivery told is no longer kept, so it cannot be sent again"));
            case TAKEN_BACK ->
                throw new ProblemException(new Problem(
                        409,
                        "Taken back",
                        "The alert that this delivery told has been taken back since, so it is not told again: send its"
                                + " retraction again instead, a later delivery in GET /api/deliveries?alert="
                                + AvroJson.read(delivery).path("alertId").asText()));
            case ASKED ->
                audit.note(Gatekeeper.caller(ctx).name(), "delivery.redelivered", id, "Asked for it to be sent again.");
        }
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
        List<String> found = found(range);
        if (found.size() > MOST_AT_ONCE) {
            throw new ProblemException(Problem.badRequest("These are more than " + MOST_AT_ONCE
                    + " deliveries, the most that one call sends again: choose a shorter range"));
        }
        Map<Redelivery, Integer> asked = new EnumMap<>(Redelivery.class);
        if (dryRun) {
            asked.put(Redelivery.ASKED, found.size());
        } else {
            // Whoever is told of an alert twice is told in order.
            for (int i = found.size() - 1; i >= 0; i--) {
                asked.merge(alerts.redeliver(found.get(i)), 1, Integer::sum);
            }
            audit.note(
                    Gatekeeper.caller(ctx).name(),
                    "deliveries.redelivered",
                    "deliveries",
                    "Asked for " + asked.getOrDefault(Redelivery.ASKED, 0) + " to be sent again: " + request);
        }
        ctx.status(dryRun ? 200 : 202);
        Answers.json(
                ctx,
                AvroJson.MAPPER
                        .createObjectNode()
                        .put("deliveries", asked.getOrDefault(Redelivery.ASKED, 0))
                        .put("noLongerKept", asked.getOrDefault(Redelivery.GONE, 0))
                        .put("takenBack", asked.getOrDefault(Redelivery.TAKEN_BACK, 0))
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

    /** The deliveries of a range, the newest first; not all of them when they are too many to be sent again. */
    private List<String> found(Selection range) {
        List<String> found = new ArrayList<>();
        Selection from = range;
        while (true) {
            Page page = deliveries.list(from);
            found.addAll(page.items());
            if (page.next().isEmpty() || found.size() > MOST_AT_ONCE) {
                return found;
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
