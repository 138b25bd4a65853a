package io.redline.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.redline.ingest.format.ArticleRules;
import io.redline.ingest.format.ItemSplitter;
import io.redline.ingest.format.JsonArticles;
import io.redline.ingest.format.Reading;
import io.redline.schemas.Article;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the articles of one request in: reads item after item, publishes what is an article, and answers once Kafka has
 * acknowledged. The body is never held as a whole.
 */
final class ArticleIntake {

    /** How a body is laid out. */
    enum Form {
        /** One object, or an array of them. */
        JSON,
        /** One object a line. */
        LINES
    }

    /** Most items of one request, which bounds its answer. */
    static final int MAX_ITEMS = 100_000;

    private static final int MAX_PENDING = 1_000;

    private final ArticleRules rules;
    private final JsonArticles articles;
    private final ArticlePublisher publisher;
    private final InstantSource clock;
    private final Counter accepted;
    private final Counter rejected;

    ArticleIntake(ArticleRules rules, ArticlePublisher publisher, InstantSource clock, MeterRegistry metrics) {
        this.rules = rules;
        this.articles = new JsonArticles(rules);
        this.publisher = publisher;
        this.clock = clock;
        this.accepted = items(metrics, "accepted");
        this.rejected = items(metrics, "rejected");
    }

    /**
     * Takes in everything a body holds.
     *
     * @throws IOException when the body cannot be read to its end; what was read before has been published
     */
    Receipt take(InputStream body, Form form) throws IOException {
        return new Request().take(body, form);
    }

    private static Counter items(MeterRegistry metrics, String outcome) {
        return Counter.builder("redline.ingest.items")
                .description("Items of requests, by outcome")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private record Pending(Article article, CompletableFuture<Void> outcome) {}

    /** The state of one request. */
    private final class Request {

        private final List<Receipt.Acceptance> safe = new ArrayList<>();
        private final List<Receipt.Rejection> refused = new ArrayList<>();
        private final Deque<Pending> pending = new ArrayDeque<>();
        private Optional<Receipt.Fault> fault = Optional.empty();
        private int unpublished;

        Receipt take(InputStream body, Form form) throws IOException {
            try {
                if (form == Form.LINES) {
                    takeAll(ItemSplitter.lines(body, rules.maxItemBytes()), "line ", 1);
                } else {
                    takeJson(body);
                }
            } finally {
                while (!pending.isEmpty()) {
                    settle(pending.remove());
                }
                accepted.increment(safe.size());
                rejected.increment(refused.size());
            }
            return new Receipt(safe, refused, fault.map(this::withCount));
        }

        private void takeJson(InputStream body) throws IOException {
            int first = body.read();
            while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
                first = body.read();
            }
            if (first == '[') {
                takeAll(ItemSplitter.elements(body, rules.maxItemBytes()), "item ", 0);
            } else if (first == -1) {
                fault = Optional.of(new Receipt.Fault(
                        400,
                        "Empty body",
                        "The body is empty: send an article as a JSON object, or an array of them."));
            } else {
                takeObject(first, body);
            }
        }

        private void takeObject(int first, InputStream rest) throws IOException {
            byte[] bytes = new byte[1];
            bytes[0] = (byte) first;
            byte[] more = rest.readNBytes(rules.maxItemBytes());
            boolean whole = rest.read() == -1;
            byte[] object = java.util.Arrays.copyOf(bytes, more.length + 1);
            System.arraycopy(more, 0, object, 1, more.length);
            take(new ItemSplitter.Item(0, object, whole ? ItemSplitter.End.WHOLE : ItemSplitter.End.TOO_LONG), "");
            if (safe.isEmpty() && pending.isEmpty() && !refused.isEmpty()) {
                fault = Optional.of(new Receipt.Fault(
                        400, "Not an article", sentence(refused.get(0).reason())));
            }
        }

        private void takeAll(ItemSplitter items, String word, int firstNumber) throws IOException {
            int taken = 0;
            for (ItemSplitter.@Nullable Item item = items.next();
                    item != null && fault.isEmpty();
                    item = items.next()) {
                if (taken++ == MAX_ITEMS) {
                    refused.add(new Receipt.Rejection(
                            item.index(),
                            "this item and those after it were left out: a request may have %,d items, send the rest in another one"
                                    .formatted(MAX_ITEMS)));
                    return;
                }
                take(item, word + (item.index() + firstNumber) + ": ");
            }
        }

        private void take(ItemSplitter.Item item, String place) {
            Reading reading = articles.read(item, clock.instant());
            if (reading instanceof Reading.Accepted read) {
                pending.add(new Pending(read.article(), publisher.publish(read.article())));
                if (pending.size() == MAX_PENDING) {
                    settle(pending.remove());
                }
            } else if (reading instanceof Reading.Refused wrong) {
                refused.add(new Receipt.Rejection(wrong.index(), place + wrong.reason()));
            }
        }

        private void settle(Pending next) {
            try {
                next.outcome().join();
                safe.add(new Receipt.Acceptance(
                        next.article().getId(), next.article().getVersion()));
            } catch (CompletionException failed) {
                unpublished++;
                String why = failed.getCause() == null
                        ? failed.toString()
                        : String.valueOf(failed.getCause().getMessage());
                fault = Optional.of(new Receipt.Fault(503, "Not published", sentence(why)));
            }
        }

        private Receipt.Fault withCount(Receipt.Fault stopped) {
            if (unpublished == 0 || safe.isEmpty()) {
                return stopped;
            }
            String count =
                    " %,d articles were accepted before; those not listed under \"accepted\" or \"rejected\" were not."
                            .formatted(safe.size());
            return new Receipt.Fault(stopped.status(), stopped.title(), stopped.detail() + count);
        }
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
