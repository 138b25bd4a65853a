package io.redline.desk.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.redline.desk.audit.AuditTrail;
import io.redline.desk.view.Page;
import io.redline.desk.view.Selection;
import io.redline.desk.watch.WatchBook;
import io.redline.desk.watch.WatchImport;
import io.redline.desk.watch.WatchRow;
import io.redline.desk.watch.WatchSheet;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Calls that carry many watches in and out, as a JSON array or as a table. */
final class WatchFileRoutes {

    private static final int READ_AT_ONCE = 500;

    private final WatchBook book;
    private final AuditTrail audit;
    private final JsonBody body;

    WatchFileRoutes(WatchBook book, AuditTrail audit, JsonBody body) {
        this.book = book;
        this.audit = audit;
        this.body = body;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/watches/export", this::give),
                Route.post("/api/watches/import", this::take).with(Route.Body.WATCHES));
    }

    /** Writes page by page, so that a hundred thousand watches take no more memory than a few. */
    private void give(Context ctx) throws IOException {
        Parameters parameters = Parameters.of(ctx, "format", "owner", "tag");
        boolean csv = parameters
                .oneOf("format", Set.of("json", "csv"))
                .filter("csv"::equals)
                .isPresent();
        Selection selection =
                parameters.selection(Map.of("owner", parameters.text("owner"))).holding("tags", parameters.text("tag"));
        ctx.contentType(csv ? Answers.CSV + "; charset=utf-8" : Answers.JSON);
        ctx.header("Content-Disposition", "attachment; filename=\"watches." + (csv ? "csv" : "json") + "\"");
        OutputStream out = ctx.outputStream();
        if (csv) {
            try (SequenceWriter rows = WatchSheet.write(out)) {
                each(book(ctx), selection, watch -> rows.write(WatchSheet.rowOf(AvroJson.MAPPER.readTree(watch))));
            }
        } else {
            try (JsonGenerator array = AvroJson.MAPPER.createGenerator(out)) {
                array.writeStartArray();
                each(book(ctx), selection, array::writeRawValue);
                array.writeEndArray();
            }
        }
    }

    private void take(Context ctx) throws IOException, InterruptedException {
        Parameters parameters = Parameters.of(ctx, "replace");
        boolean replace = parameters.flag("replace");
        boolean csv = Optional.ofNullable(ctx.contentType())
                .filter(type -> type.startsWith(Answers.CSV))
                .isPresent();
        List<WatchRow> rows = csv
                ? WatchSheet.read(body.bytes(ctx, "a table"))
                : StreamSupport.stream(body.array(ctx).spliterator(), false)
                        .map(WatchRow::of)
                        .toList();
        ObjectNode receipt = new WatchImport(book(ctx)).take(rows, replace);
        audit.note(Gatekeeper.caller(ctx).name(), "watches.imported", "watches", summary(receipt));
        Answers.json(ctx, receipt.toString());
    }

    private static String summary(ObjectNode receipt) {
        JsonNode accepted = receipt.path("accepted");
        return "Stored " + accepted.size() + " and refused "
                + receipt.path("rejected").size() + ": " + String.join(", ", accepted.findValuesAsText("id"));
    }

    /** The watches as the caller sees them. */
    private WatchBook book(Context ctx) {
        return book.of(Gatekeeper.caller(ctx).owner());
    }

    /** Takes a watch as JSON, its secrets masked. */
    @FunctionalInterface
    private interface Taker {
        void take(String watch) throws IOException;
    }

    private static void each(WatchBook book, Selection all, Taker taker) throws IOException {
        Selection selection = all.atMost(READ_AT_ONCE);
        while (true) {
            Page page = book.list(selection);
            for (String watch : page.items()) {
                taker.take(watch);
            }
            if (page.next().isEmpty()) {
                return;
            }
            selection = selection.from(page.next());
        }
    }
}
