package io.redline.desk.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.redline.desk.audit.AuditTrail;
import io.redline.desk.watch.ChannelTrial;
import io.redline.desk.watch.WatchBook;
import io.redline.runtime.AvroJson;
import io.redline.runtime.WrongJsonException;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The call that tests the channels of a watch. */
final class TrialRoutes {

    private final WatchBook book;
    private final ChannelTrial trial;
    private final AuditTrail audit;
    private final JsonBody body;

    TrialRoutes(WatchBook book, ChannelTrial trial, AuditTrail audit, JsonBody body) {
        this.book = book;
        this.trial = trial;
        this.audit = audit;
        this.body = body;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/watches/{id}/test", this::test));
    }

    private void test(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx);
        String id = ctx.pathParam("id");
        ObjectNode request = JsonBody.hasBody(ctx) ? body.object(ctx) : AvroJson.MAPPER.createObjectNode();
        OptionalInt channel = index(request.remove("channel"));
        request.fieldNames().forEachRemaining(name -> {
            throw new WrongJsonException(name, "is not a field here; the only field is channel");
        });
        WatchBook visible = book.of(Gatekeeper.caller(ctx).owner());
        ChannelTrial.Sent sent = trial.send(visible, id, channel).orElseThrow(() -> WatchRoutes.missing(id));
        audit.note(
                Gatekeeper.caller(ctx).name(),
                "watch.tested",
                id,
                channel.isPresent() ? "Sent a test through channel " + channel.getAsInt() + "." : "Sent a test.");
        ctx.status(202);
        Answers.json(ctx, AvroJson.MAPPER.valueToTree(sent).toString());
    }

    private static OptionalInt index(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return OptionalInt.empty();
        }
        if (given.isIntegralNumber() && given.canConvertToInt()) {
            return OptionalInt.of(given.intValue());
        }
        throw new WrongJsonException("channel", "should be the place of a channel in the watch, counted from 0");
    }
}
