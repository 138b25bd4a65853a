package io.redline.alerter.ledger;

import io.redline.schemas.Delivery;
import java.util.Locale;

/** How far a delivery got, as the {@code state} of a {@link Delivery} says it. */
public enum DeliveryState {
    /** Waits on purpose; has never been sent. */
    HELD,
    /** To be sent now, and perhaps under way. */
    PENDING,
    /** Tried in vain, to be tried again. */
    RETRYING,
    /** The receiver has it. */
    DELIVERED,
    /** Given up. */
    FAILED,
    /** Decided not to tell. */
    SKIPPED;

    /** The state of a delivery. */
    public static DeliveryState of(Delivery delivery) {
        return valueOf(delivery.getState().toUpperCase(Locale.ROOT));
    }

    /** The word in the record. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True while something is still to be sent. */
    public boolean open() {
        return this == HELD || this == PENDING || this == RETRYING;
    }
}
