/**
 * Feeds, polled. {@link io.redline.ingest.feed.FeedPoller} gives every feed its own schedule;
 * {@link io.redline.ingest.feed.FeedClient} asks for it politely and within limits;
 * {@link io.redline.ingest.feed.FeedMemory} recognises items seen before, under whatever GUID they come back, and
 * {@link io.redline.ingest.feed.FeedFile} keeps that memory across restarts.
 *
 * <p>Nothing is remembered as published before Kafka has acknowledged it; so a crash repeats and never loses, and a
 * repeat carries the same id and version and is harmless.
 */
@NullMarked
package io.redline.ingest.feed;

import org.jspecify.annotations.NullMarked;
