package io.redline.alerter.channel;

import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;

/**
 * Something to tell somebody.
 *
 * @param delivery the delivery that the attempt is made for
 * @param alert what it is about
 * @param to whom to tell, as the watch has it now
 */
public record Event(Delivery delivery, Alert alert, Channel to) {

    /** Stays the same on each attempt, so that a receiver can drop repeats. */
    public String id() {
        return delivery.getId();
    }

    /** {@code alert.created}, {@code alert.updated} or {@code alert.retracted}. */
    public String type() {
        return delivery.getEvent();
    }
}
