package io.redline.alerter.channel;

import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell somebody.
 *
 * @param delivery the delivery that the attempt is made for
 * @param alert what it is about; of a digest, the newest of its alerts
 * @param to whom to tell, as the watch has it now, with every secret that the attempt needs
 * @param digest what is told together; null when it is this one alert
 * @param firstReceipt how the receiver named the first message it got on this alert, so that this one can edit it or answer
 *     to it; null when there is none
 */
public record Event(
        Delivery delivery,
        Alert alert,
        Channel to,
        @Nullable Digest digest,
        @Nullable String firstReceipt) {

    /**
     * Alerts that are told together.
     *
     * @param from when the first of them was gathered
     * @param to when the last of them was
     * @param count how many there are
     * @param alerts the newest version of each, oldest first; may be fewer than there are
     * @param filed true when they are old news: then they are only counted
     */
    public record Digest(Instant from, Instant to, int count, List<Alert> alerts, boolean filed) {

        /** Keeps a copy of the list. */
        public Digest {
            alerts = List.copyOf(alerts);
        }
    }

    /** One alert that nothing has been told of before. */
    public Event(Delivery delivery, Alert alert, Channel to) {
        this(delivery, alert, to, null, null);
    }

    /** Stays the same on each attempt, so that a receiver can drop repeats. */
    public String id() {
        return delivery.getId();
    }

    /** {@code alert.created}, {@code alert.updated}, {@code alert.retracted} or {@code alert.digest}. */
    public String type() {
        return delivery.getEvent();
    }
}
