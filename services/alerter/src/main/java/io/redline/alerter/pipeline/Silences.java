package io.redline.alerter.pipeline;

import io.redline.schemas.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The silences in force. They are read anew now and then rather than for each alert: there are few, and they change seldom. */
final class Silences {

    private static final Duration READ_EVERY = Duration.ofMillis(200);

    private final Supplier<List<Silence>> all;
    private final InstantSource clock;
    private List<Silence> known = List.of();
    private Instant readAt = Instant.EPOCH;

    /** The silences that are supplied here. */
    Silences(Supplier<List<Silence>> all, InstantSource clock) {
        this.all = all;
        this.clock = clock;
    }

    /** The silence that mutes this alert now; of several the one that ends last. */
    Optional<Silence> muting(String watchId, String alertId) {
        Instant now = clock.instant();
        if (!now.isBefore(readAt.plus(READ_EVERY))) {
            known = all.get();
            readAt = now;
        }
        return known.stream()
                .filter(silence -> !now.isBefore(silence.getFrom()) && now.isBefore(silence.getUntil()))
                .filter(silence ->
                        silence.getWatchId() == null || silence.getWatchId().equals(watchId))
                .filter(silence ->
                        silence.getAlertId() == null || silence.getAlertId().equals(alertId))
                .max(Comparator.comparing(Silence::getUntil));
    }
}
