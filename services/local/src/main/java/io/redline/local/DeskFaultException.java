package io.redline.local;

/** The system that a command speaks to did not do what it was asked; the message is a plain sentence. */
final class DeskFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int NO_ANSWER = 0;

    private final int status;

    /** It answered, but with a fault. */
    DeskFaultException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** It did not answer. */
    DeskFaultException(String message, Throwable cause) {
        super(message, cause);
        this.status = NO_ANSWER;
    }

    /** The HTTP status, or 0 when there was no answer. */
    int status() {
        return status;
    }
}
