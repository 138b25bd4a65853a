package io.redline.desk.api;

import io.javalin.http.Context;
import io.redline.desk.view.Cursor;
import io.redline.desk.view.Page;
import io.redline.runtime.AvroJson;

/** Writes answers. */
final class Answers {

    static final String CSV = "text/csv";
    static final String JSON = "application/json";

    private Answers() {}

    static void json(Context ctx, String json) {
        ctx.contentType(JSON).result(json);
    }

    /** {@code {"items":[…],"next":…}}. */
    static void list(Context ctx, Page page) {
        String next = page.next()
                .map(Cursor::text)
                .map(text -> AvroJson.MAPPER.createObjectNode().textNode(text).toString())
                .orElse("null");
        json(ctx, "{\"items\":[" + String.join(",", page.items()) + "],\"next\":" + next + "}");
    }
}
