package io.redline.ingest;

import io.redline.ingest.format.ArticleRules;
import io.redline.schemas.Article;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** What the tests of this module share: a fixed time, rules, sample files, and a publisher that only remembers. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-03-03T09:00:00Z");
    public static final InstantSource CLOCK = InstantSource.fixed(NOW);
    public static final ArticleRules RULES = new ArticleRules(1024 * 1024);

    private Samples() {}

    /** The bytes of a sample file. */
    public static byte[] bytes(String name) {
        try (var in = Objects.requireNonNull(Samples.class.getResourceAsStream("/samples/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Remembers what was published; refuses when told to. */
    public static final class RememberingPublisher implements ArticlePublisher {

        public final List<Article> published = new ArrayList<>();
        public volatile boolean silent;

        @Override
        public synchronized CompletableFuture<Void> publish(Article article) {
            if (silent) {
                return CompletableFuture.failedFuture(
                        new NotPublishedException("Kafka at nowhere did not acknowledge"));
            }
            published.add(article);
            return CompletableFuture.completedFuture(null);
        }

        public synchronized List<Article> published() {
            return List.copyOf(published);
        }
    }
}
