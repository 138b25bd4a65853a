package io.redline.runtime;

import org.apache.kafka.common.errors.SerializationException;

/** A record names a schema that the registry does not have; a fault of that record. */
public final class UnknownSchemaException extends SerializationException {

    private static final long serialVersionUID = 1L;

    /** Says which schema is missing. */
    public UnknownSchemaException(String message) {
        super(message);
    }
}
