package io.redline.ingest;

/** An article may not have been published, through no fault of its own; the message says why and what to do. */
public final class NotPublishedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says why, and what to do. */
    public NotPublishedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says why, and what to do. */
    public NotPublishedException(String message) {
        super(message);
    }
}
