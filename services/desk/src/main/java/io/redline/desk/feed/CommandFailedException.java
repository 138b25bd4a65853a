package io.redline.desk.feed;

/** Kafka did not take a change; whether it was stored is not known. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
