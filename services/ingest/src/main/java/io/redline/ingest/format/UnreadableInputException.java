package io.redline.ingest.format;

/** An input is no article and no list of articles; the message says what it looks like and what would do. */
public final class UnreadableInputException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong with the input. */
    public UnreadableInputException(String message) {
        super(message);
    }
}
