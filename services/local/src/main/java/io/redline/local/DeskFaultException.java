package io.redline.local;

/** The desk did not do what it was asked; the message is a plain sentence. */
public final class DeskFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeskFaultException(String message) {
        super(message);
    }

    DeskFaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
