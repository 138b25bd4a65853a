package io.redline.desk.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.redline.desk.alert.AlertDesk;
import io.redline.desk.alert.SilenceBook;
import io.redline.desk.audit.AuditTrail;
import io.redline.desk.watch.WatchBook;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Caller;
import io.redline.runtime.Timestamps;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Silence;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls on silences, and the one that snoozes an alert, which is a silence of that alert alone. */
final class SilenceRoutes {

    private static final Set<String> SET_BY_US = Set.of("id", "from");
    private static final Set<String> SET_BY_THE_ALERT = Set.of("id", "from", "watchId", "alertId");
    private static final String LENGTH = "for";
    private static final String END = "until";

    private final SilenceBook silences;
    private final WatchBook watches;
    private final AlertDesk alerts;
    private final Visibility visibility;
    private final AuditTrail audit;
    private final JsonBody body;
    private final InstantSource clock;

    SilenceRoutes(
            SilenceBook silences,
            WatchBook watches,
            AlertDesk alerts,
            Visibility visibility,
            AuditTrail audit,
            JsonBody body,
            InstantSource clock) {
        this.silences = silences;
        this.watches = watches;
        this.alerts = alerts;
        this.visibility = visibility;
        this.audit = audit;
        this.body = body;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/silences", this::list),
                Route.post("/api/silences", this::add),
                Route.delete("/api/silences/{id}", this::end),
                Route.post("/api/alerts/{id}/snooze", this::snooze));
    }

    private void list(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "watch", "alert", "since", "limit", "before");
        Map<String, Optional<String>> equal =
                Map.of("watch", parameters.text("watch"), "alert", parameters.text("alert"));
        Answers.list(ctx, silences.list(visibility.narrow(ctx, parameters.selection(equal, clock.instant()), "watch")));
    }

    private void add(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx);
        Silence silence = read(body.object(ctx), SET_BY_US);
        if (silence.getAlertId() != null) {
            String watch = AlertDesk.watchOf(visibleAlert(ctx, silence.getAlertId()));
            if (silence.getWatchId() != null && !silence.getWatchId().equals(watch)) {
                throw new WrongJsonException("watchId", "should be \"" + watch + "\", the watch of that alert");
            }
            silence.setWatchId(watch);
        } else if (silence.getWatchId() != null) {
            String watch = silence.getWatchId();
            if (watches.of(Gatekeeper.caller(ctx).owner()).find(watch).isEmpty()) {
                throw WatchRoutes.missing(watch);
            }
        } else if (Gatekeeper.caller(ctx).owner().isPresent()) {
            throw new ProblemException(new Problem(
                    403,
                    "Not yours to silence",
                    "A silence of all watches takes a token that is bound to no owner: name a \"watchId\""));
        }
        store(ctx, silence, "silence.added");
    }

    private void snooze(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx);
        String id = ctx.pathParam("id");
        String watch = AlertDesk.watchOf(visibleAlert(ctx, id));
        Silence silence = read(body.object(ctx), SET_BY_THE_ALERT);
        silence.setAlertId(id);
        silence.setWatchId(watch);
        store(ctx, silence, "alert.snoozed");
    }

    private void end(Context ctx) throws InterruptedException {
        Parameters.of(ctx);
        String id = ctx.pathParam("id");
        Silence silence = silences.find(id)
                .filter(found -> mayEnd(Gatekeeper.caller(ctx), found, ctx))
                .orElseThrow(() -> new ProblemException(Problem.notFound(
                        "There is no silence \"" + id + "\": GET /api/silences lists those there are")));
        silences.end(id);
        audit.note(Gatekeeper.caller(ctx).name(), "silence.ended", id, "Ended " + described(silence));
        ctx.status(204);
    }

    private boolean mayEnd(Caller caller, Silence silence, Context ctx) {
        String watch = silence.getWatchId();
        return watch == null ? caller.owner().isEmpty() : visibility.of(ctx).test(watch);
    }

    private void store(Context ctx, Silence silence, String action) throws InterruptedException {
        silences.add(silence);
        audit.note(Gatekeeper.caller(ctx).name(), action, silence.getId(), "Silenced " + described(silence));
        ctx.status(201);
        Answers.json(ctx, AvroJson.toJson(silence).toString());
    }

    private String visibleAlert(Context ctx, String id) {
        return alerts.find(id)
                .filter(alert -> visibility.of(ctx).test(AlertDesk.watchOf(alert)))
                .orElseThrow(() -> AlertRoutes.missing(id));
    }

    /** Reads a silence that says either until when it lasts or for how long. */
    private Silence read(ObjectNode sent, Set<String> refused) {
        if (sent.has(LENGTH)) {
            if (sent.has(END)) {
                throw new WrongJsonException(LENGTH, "should be left out where \"until\" is given");
            }
            sent.put(
                    END,
                    Timestamps.format(
                            clock.instant().plus(length(sent.remove(LENGTH).asText()))));
        }
        return AvroJson.fromJson(sent, Silence.class, refused);
    }

    private static Duration length(String text) {
        try {
            Duration length = Duration.parse(text);
            if (!length.isNegative() && length.compareTo(SilenceBook.LONGEST) <= 0) {
                return length;
            }
        } catch (DateTimeException wrong) {
            // Refused below, in the words that help.
        }
        throw new WrongJsonException(
                LENGTH,
                "should be an ISO 8601 duration of at most " + SilenceBook.LONGEST.toDays() + " days, such as PT1H");
    }

    private static String described(Silence silence) {
        String what = silence.getAlertId() != null
                ? "alert " + silence.getAlertId()
                : silence.getWatchId() != null ? "watch " + silence.getWatchId() : "all watches";
        return what + " until " + Timestamps.format(silence.getUntil()) + " for " + silence.getBy() + ": "
                + silence.getReason();
    }
}
