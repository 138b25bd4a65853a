/**
 * From the outside world to the {@code articles} topic. Articles come in through {@code POST /api/articles}
 * ({@link io.redline.ingest.ArticleServer}) and from feeds ({@link io.redline.ingest.feed}), are read and checked by
 * {@link io.redline.ingest.format}, and leave through the one {@link io.redline.ingest.ArticlePublisher}: accepted means
 * that Kafka has acknowledged. {@link io.redline.ingest.IngestService} puts the parts together.
 */
@NullMarked
package io.redline.ingest;

import org.jspecify.annotations.NullMarked;
