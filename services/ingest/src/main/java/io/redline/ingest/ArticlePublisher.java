package io.redline.ingest;

import io.redline.schemas.Article;
import java.util.concurrent.CompletableFuture;

/** Puts articles where the rest of Redline reads them. */
public interface ArticlePublisher {

    /**
     * Publishes one version of an article; the same id and version again is harmless. May wait while too many are under
     * way.
     *
     * @return done once the article is safe; fails with a {@link NotPublishedException} when it may not be
     */
    CompletableFuture<Void> publish(Article article);
}
