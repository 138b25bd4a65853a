package io.redline.runtime;

import org.jspecify.annotations.Nullable;

/** A JSON value does not fit; the message names the field and says what would. */
public final class WrongJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * Says what is wrong with a field.
     *
     * @param path dotted path of the field, empty for the whole value
     * @param fault the rest of the sentence, such as "should be a whole number"
     */
    public WrongJsonException(String path, @Nullable String fault) {
        super(path.isEmpty() ? "the value " + fault : "\"" + path + "\" " + fault);
        this.path = path;
    }

    /** Dotted path of the field, empty for the whole value. */
    public String path() {
        return path;
    }
}
