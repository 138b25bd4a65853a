package io.redline.matcher;

/** A query that cannot be understood; the message says what to do about it. */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    QueryException(String message, int column) {
        super(message);
        this.column = column;
    }

    /** Where in the query the trouble is: 1 is its first UTF-16 code unit. */
    public int column() {
        return column;
    }
}
