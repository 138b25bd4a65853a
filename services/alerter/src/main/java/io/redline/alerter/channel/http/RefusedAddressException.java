package io.redline.alerter.channel.http;

import java.net.UnknownHostException;

/** A name resolves to nothing that may be connected to; the message says what would allow it. */
public final class RefusedAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    /** Says which address was refused, and why. */
    public RefusedAddressException(String message) {
        super(message);
    }
}
