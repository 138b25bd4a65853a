package io.redline.desk.article;

import io.redline.runtime.Timestamps;
import java.time.Instant;

/** An article may not be shown yet. */
public final class EmbargoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbargoException(Instant until) {
        super("This article is under embargo until " + Timestamps.format(until));
    }
}
