package io.redline.desk.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.redline.runtime.AvroJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error as the API tells it (RFC 9457, {@code application/problem+json}).
 *
 * @param status HTTP status
 * @param title what kind of error it is, in a few words
 * @param detail what is wrong and what to do, in plain sentences
 * @param members further members, such as the {@code field} at fault
 */
record Problem(int status, String title, String detail, Map<String, Object> members) {

    static final String CONTENT_TYPE = "application/problem+json";

    Problem(int status, String title, String detail) {
        this(status, title, detail, Map.of());
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "Bad request", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "Not found", detail);
    }

    static Problem unavailable(String detail) {
        return new Problem(503, "Not available just now", detail);
    }

    /** The same with one more member. */
    Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(status, title, detail, more);
    }

    /** The body. */
    String json() {
        ObjectNode body = AvroJson.MAPPER
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        members.forEach((name, value) -> body.set(name, AvroJson.MAPPER.valueToTree(value)));
        return body.toString();
    }

    /** Makes it the answer. */
    void answer(Context ctx) {
        // Bytes, since Javalin would write the text of a type that it does not know in ISO 8859-1.
        ctx.status(status).contentType(CONTENT_TYPE).result(json().getBytes(StandardCharsets.UTF_8));
    }
}
