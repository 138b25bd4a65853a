package io.redline.detector.actor;

/** A data file of the gazetteer cannot be used; the message names the file, the line and what to do. */
public final class DataFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DataFileException(String message) {
        super(message);
    }
}
