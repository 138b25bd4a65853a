package io.redline.runtime;

/** The schema registry does not answer; the fault is not the record's, so it is worth trying again. */
public final class RegistryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was asked and why no answer came. */
    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
