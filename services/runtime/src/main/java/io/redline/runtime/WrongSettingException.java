package io.redline.runtime;

/** A setting is wrong; the message names it, its value (unless secret) and what would be right. */
public final class WrongSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says which setting is wrong and what would be right. */
    public WrongSettingException(String message) {
        super(message);
    }
}
