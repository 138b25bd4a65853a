package io.redline.desk.watch;

import io.redline.matcher.QueryException;

/** A watch's query cannot be read; the message says where and what to do. */
public final class WrongQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int column;

    WrongQueryException(QueryException cause) {
        super("The query cannot be read at column " + cause.column() + ": " + cause.getMessage(), cause);
        this.column = cause.column();
    }

    /** Where in the query, from 1, in UTF-16 code units. */
    public int column() {
        return column;
    }
}
