package io.redline.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import java.util.List;
import java.util.Optional;

/**
 * What became of the articles of one request.
 *
 * @param accepted those that Kafka has acknowledged
 * @param rejected those that are no articles
 * @param fault why the others are in neither list; empty when there are none
 */
record Receipt(List<Acceptance> accepted, List<Rejection> rejected, Optional<Fault> fault) {

    /** An article that is safe. */
    record Acceptance(String id, int version) {}

    /** An item that is no article, by its place from 0. */
    record Rejection(int index, String reason) {}

    /**
     * What stopped the request.
     *
     * @param status HTTP status that says whose fault it is
     * @param title what went wrong, in a few words
     * @param detail what to do about it
     */
    record Fault(int status, String title, String detail) {}

    /** {@code {"accepted":[…],"rejected":[…]}}. */
    ObjectNode toJson() {
        ObjectNode json = AvroJson.MAPPER.createObjectNode();
        ArrayNode safe = json.putArray("accepted");
        accepted.forEach(article -> safe.addObject().put("id", article.id()).put("version", article.version()));
        ArrayNode refused = json.putArray("rejected");
        rejected.forEach(item -> refused.addObject().put("index", item.index()).put("reason", item.reason()));
        return json;
    }
}
