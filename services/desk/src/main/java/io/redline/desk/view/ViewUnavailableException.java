package io.redline.desk.view;

import org.jspecify.annotations.Nullable;

/** The read model cannot be read or written just now; the message says why and what to do. */
public final class ViewUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ViewUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
