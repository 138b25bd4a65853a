package io.redline.ingest.feed;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of asking for a feed. */
sealed interface FeedAnswer {

    /**
     * A document.
     *
     * @param body its bytes, decompressed
     * @param contentType as the server gave it
     * @param validators what to ask with next time
     */
    record Fresh(byte[] body, @Nullable String contentType, Validators validators) implements FeedAnswer {}

    /** Nothing has changed since the last time. */
    record Unchanged() implements FeedAnswer {}

    /** The feed has ended for good (410). */
    record Gone() implements FeedAnswer {}

    /**
     * No document this time.
     *
     * @param reason why, in a few words
     * @param retryAfter when the server wants to be asked again, if it said so
     */
    record Failed(String reason, Optional<Duration> retryAfter) implements FeedAnswer {}

    /**
     * By what a server recognises a document it has given before.
     *
     * @param etag its ETag
     * @param lastModified its Last-Modified, as the server wrote it
     */
    record Validators(@Nullable String etag, @Nullable String lastModified) {

        static final Validators NONE = new Validators(null, null);
    }
}
