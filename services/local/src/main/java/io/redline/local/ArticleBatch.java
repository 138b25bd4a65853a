package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers articles and posts them to the desk as JSON Lines, some hundreds or about a megabyte at a time. */
final class ArticleBatch {

    /**
     * An article that was not accepted.
     *
     * @param place where it came from, for people: {@code file:line}
     * @param reason why, in a plain sentence
     */
    record Rejection(String place, String reason) {}

    private static final int MOST_ARTICLES = 500;
    private static final int MOST_BYTES = 1024 * 1024;

    private final DeskClient desk;
    private final Consumer<Rejection> rejections;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> places = new ArrayList<>();
    private long accepted;

    /** A batch posted to this desk; rejections are told as they come. */
    ArticleBatch(DeskClient desk, Consumer<Rejection> rejections) {
        this.desk = desk;
        this.rejections = rejections;
    }

    /** Adds an article; posts when the batch is full. */
    void add(String place, ObjectNode article) {
        body.writeBytes(article.toString().getBytes(StandardCharsets.UTF_8));
        body.write('\n');
        places.add(place);
        if (places.size() >= MOST_ARTICLES || body.size() >= MOST_BYTES) {
            post();
        }
    }

    /** Posts what has been gathered. */
    void post() {
        if (places.isEmpty()) {
            return;
        }
        JsonNode answer = desk.post("/api/articles", "application/x-ndjson", body.toByteArray());
        accepted += answer.path("accepted").size();
        for (JsonNode rejected : answer.path("rejected")) {
            rejections.accept(new Rejection(
                    places.get(rejected.path("index").asInt()),
                    rejected.path("reason").asText()));
        }
        places.clear();
        body.reset();
    }

    /** How many articles the desk has accepted so far. */
    long accepted() {
        return accepted;
    }
}
