package io.redline.runtime;

/**
 * A value is larger than a record may be. Told before it is sent: a transaction in which a producer has refused a record can
 * only be aborted, and the input that led to it would be read again and again.
 */
public final class OversizeValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OversizeValueException(String topic, int bytes) {
        super("the value for " + topic + " has " + bytes + " bytes and may have " + AvroSerdes.MAX_VALUE_BYTES);
    }
}
