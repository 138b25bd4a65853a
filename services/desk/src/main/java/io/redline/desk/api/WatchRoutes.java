package io.redline.desk.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.redline.desk.audit.AuditTrail;
import io.redline.desk.watch.WatchBook;
import io.redline.desk.watch.WatchPreview;
import io.redline.desk.watch.WatchWarnings;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Scope;
import io.redline.runtime.Timestamps;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Watch;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls on watches. A watch's {@code ETag} is its revision; {@code If-Match} guards against changes made meanwhile. */
final class WatchRoutes {

    private static final Duration USUAL_PREVIEW = Duration.ofDays(7);
    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

    private final WatchBook book;
    private final WatchWarnings warnings;
    private final WatchPreview preview;
    private final Visibility visibility;
    private final AuditTrail audit;
    private final JsonBody body;

    WatchRoutes(
            WatchBook book,
            WatchWarnings warnings,
            WatchPreview preview,
            Visibility visibility,
            AuditTrail audit,
            JsonBody body) {
        this.audit = audit;
        this.book = book;
        this.visibility = visibility;
        this.warnings = warnings;
        this.preview = preview;
        this.body = body;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/watches", this::list),
                Route.post("/api/watches", this::add),
                Route.post("/api/watches/preview", this::preview).with(Scope.READ),
                Route.get("/api/watches/{id}", this::show),
                Route.put("/api/watches/{id}", this::replace),
                Route.delete("/api/watches/{id}", this::remove));
    }

    /** The watches as the caller sees them. */
    private WatchBook book(Context ctx) {
        return book.of(Gatekeeper.caller(ctx).owner());
    }

    private void list(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "owner", "tag", "since", "limit", "before");
        Answers.list(
                ctx,
                book(ctx)
                        .list(parameters
                                .selection(Map.of("owner", parameters.text("owner")))
                                .holding("tags", parameters.text("tag"))));
    }

    private void show(Context ctx) {
        Parameters.of(ctx);
        String id = ctx.pathParam("id");
        Watch watch = book(ctx).find(id).orElseThrow(() -> missing(id));
        answer(ctx, watch, AvroJson.toJson(watch));
    }

    private void add(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx);
        answer(ctx, 201, "", noted(ctx, book(ctx).add(body.object(ctx))));
    }

    private void replace(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx);
        String id = ctx.pathParam("id");
        answer(ctx, 200, id, noted(ctx, book(ctx).replace(id, body.object(ctx), expected(ctx))));
    }

    private void remove(Context ctx) throws InterruptedException {
        Parameters.of(ctx);
        String id = ctx.pathParam("id");
        WatchBook.Outcome outcome = book(ctx).remove(id, expected(ctx));
        if (outcome instanceof WatchBook.Removed) {
            audit.note(Gatekeeper.caller(ctx).name(), "watch.removed", id, "Removed.");
        }
        answer(ctx, 204, id, outcome);
    }

    private WatchBook.Outcome noted(Context ctx, WatchBook.Outcome outcome) throws InterruptedException {
        if (outcome instanceof WatchBook.Stored stored) {
            boolean fresh = stored.watch().getRevision() == 1;
            audit.note(
                    Gatekeeper.caller(ctx).name(),
                    fresh ? "watch.added" : "watch.changed",
                    stored.watch().getId(),
                    fresh ? "Added." : "Changed: " + String.join(", ", stored.changed()) + ".");
        }
        return outcome;
    }

    private void preview(Context ctx) throws IOException {
        Parameters.of(ctx);
        ObjectNode request = body.object(ctx);
        Duration over = over(request.remove("over"));
        Optional<Instant> until = until(request.remove("until"));
        Watch draft =
                book(ctx).draft(request.get("watch") instanceof ObjectNode watch ? only(watch, request) : request);
        Answers.json(ctx, preview.of(draft, over, until, visibility.of(ctx)).toString());
    }

    /** The watch, where it stands under a name of its own with nothing beside it. */
    private static ObjectNode only(ObjectNode watch, ObjectNode request) {
        request.fieldNames().forEachRemaining(name -> {
            if (!name.equals("watch")) {
                throw new WrongJsonException(name, "is not a field here; the fields are watch, over, until");
            }
        });
        return watch;
    }

    private static Duration over(@Nullable JsonNode given) {
        String expectation = "should be an ISO 8601 duration of at most " + WatchPreview.LONGEST + ", such as P7D";
        try {
            Duration over = given == null ? USUAL_PREVIEW : Duration.parse(given.asText());
            if (!over.isNegative() && !over.isZero() && over.compareTo(WatchPreview.LONGEST) <= 0) {
                return over;
            }
        } catch (DateTimeParseException wrong) {
            // Refused below, in the words that help.
        }
        throw new WrongJsonException("over", expectation);
    }

    private static Optional<Instant> until(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Timestamps.parse(given.asText()));
        } catch (IllegalArgumentException wrong) {
            throw new WrongJsonException("until", wrong.getMessage());
        }
    }

    private void answer(Context ctx, int done, String id, WatchBook.Outcome outcome) {
        if (outcome instanceof WatchBook.Stored stored) {
            // Kafka has it; where the read model is slow to follow, say so instead of "it is there".
            ctx.status(stored.visible() ? done : 202);
            String path = URLEncoder.encode(stored.watch().getId(), StandardCharsets.UTF_8);
            ctx.header("Location", "/api/watches/" + path);
            ObjectNode answer = AvroJson.toJson(stored.watch());
            List<String> sentences = warnings.of(stored.watch());
            if (!sentences.isEmpty()) {
                sentences.forEach(answer.putArray("warnings")::add);
            }
            answer(ctx, stored.watch(), answer);
        } else if (outcome instanceof WatchBook.Removed) {
            ctx.status(done);
        } else if (outcome instanceof WatchBook.Taken taken) {
            throw new ProblemException(new Problem(409, "Id taken", taken.sentence("change that one with PUT")));
        } else if (outcome instanceof WatchBook.Full full) {
            throw new ProblemException(new Problem(409, "Too many watches", full.sentence()).with("field", "owner"));
        } else if (outcome instanceof WatchBook.Changed changed) {
            throw new ProblemException(new Problem(
                            412,
                            "Changed meanwhile",
                            "Somebody has changed this watch: read it again, then change revision "
                                    + changed.revision())
                    .with("revision", changed.revision()));
        } else {
            throw missing(id);
        }
    }

    private static void answer(Context ctx, Watch watch, ObjectNode answer) {
        ctx.header("ETag", "\"" + watch.getRevision() + "\"");
        Answers.json(ctx, answer.toString());
    }

    private static OptionalLong expected(Context ctx) {
        String given = ctx.header("If-Match");
        if (given == null || given.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher etag = ETAG.matcher(given.strip());
        if (!etag.matches()) {
            throw new ProblemException(
                    Problem.badRequest("\"If-Match\" should be the \"ETag\" that came with the watch, such as \"3\""));
        }
        return OptionalLong.of(Long.parseLong(etag.group(1)));
    }

    /** No such watch. */
    static ProblemException missing(String id) {
        return new ProblemException(
                Problem.notFound("There is no watch \"" + id + "\": GET /api/watches lists those there are"));
    }
}
