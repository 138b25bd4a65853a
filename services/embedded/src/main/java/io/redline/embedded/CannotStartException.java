package io.redline.embedded;

import org.jspecify.annotations.Nullable;

/** A part of the system cannot start here; the message is one plain sentence that says why and what to do. */
public final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what to do about it. */
    public CannotStartException(String message) {
        this(message, null);
    }

    /** As {@link #CannotStartException(String)}, with what happened beneath. */
    public CannotStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
