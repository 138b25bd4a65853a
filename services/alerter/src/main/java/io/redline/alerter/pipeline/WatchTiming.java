package io.redline.alerter.pipeline;

import io.redline.schemas.Alert;
import io.redline.schemas.Digest;
import io.redline.schemas.Escalation;
import io.redline.schemas.QuietHours;
import io.redline.schemas.Watch;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What a watch says of when to tell. Local times follow the rules of their zone: a time that a change of clocks leaves out
 * comes as much later as the clocks jump; of a time that comes twice, a digest takes the first and the end of quiet hours the
 * second. What cannot be read holds nothing up: an alert too early is better than none.
 */
record WatchTiming(Watch watch) {

    /** True for an alert that quiet hours, digests and gathering do not hold, and that is escalated. */
    boolean urgent(Alert alert) {
        Integer urgentAt = watch.getUrgentAt();
        Integer urgency = alert.getUrgency();
        return urgentAt != null && urgency != null && urgency <= urgentAt;
    }

    /** How long what is new is gathered after a message. */
    Duration followUps() {
        return duration(watch.getFollowUps());
    }

    /** How long an urgent alert waits for an acknowledgement before the n-th further channel is told. */
    Duration patience(int step) {
        Escalation escalation = watch.getEscalation();
        return escalation == null
                ? Duration.ZERO
                : duration(escalation.getAfter()).multipliedBy(step);
    }

    /** True when alerts are told together. */
    boolean gathersInDigests() {
        return watch.getDigest() != null;
    }

    /** The first time for a digest after this; empty where there are none. */
    Optional<Instant> nextDigest(Instant after) {
        Digest digest = watch.getDigest();
        if (digest == null) {
            return Optional.empty();
        }
        try {
            ZonedDateTime local = after.atZone(ZoneId.of(digest.getZone()));
            LocalTime at = LocalTime.parse(digest.getAt());
            return Optional.of(
                    digest.getEvery().equals("hour")
                            ? nextHour(local, at.getMinute())
                            : nextDay(local, at).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** When the quiet hours end that this time lies in; empty when it lies in none. */
    Optional<Instant> quietUntil(Instant now) {
        QuietHours quiet = watch.getQuietHours();
        if (quiet == null) {
            return Optional.empty();
        }
        try {
            ZoneId zone = ZoneId.of(quiet.getZone());
            LocalTime from = LocalTime.parse(quiet.getFrom());
            LocalTime to = LocalTime.parse(quiet.getTo());
            LocalDate today = now.atZone(zone).toLocalDate();
            // Hours that pass midnight may have begun yesterday.
            return Optional.of(today.minusDays(1))
                    .flatMap(day -> quietUntil(quiet, day, from, to, zone, now))
                    .or(() -> quietUntil(quiet, today, from, to, zone, now));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> quietUntil(
            QuietHours quiet, LocalDate day, LocalTime from, LocalTime to, ZoneId zone, Instant now) {
        String name = day.getDayOfWeek()
                .getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                .toLowerCase(Locale.ROOT);
        if (!quiet.getDays().isEmpty() && !quiet.getDays().contains(name)) {
            return Optional.empty();
        }
        Instant begin = day.atTime(from).atZone(zone).toInstant();
        Instant end = day.plusDays(to.isAfter(from) ? 0 : 1)
                .atTime(to)
                .atZone(zone)
                .withLaterOffsetAtOverlap()
                .toInstant();
        return now.isBefore(begin) || !now.isBefore(end) ? Optional.empty() : Optional.of(end);
    }

    private static Instant nextHour(ZonedDateTime local, int minute) {
        Instant thisHour =
                local.truncatedTo(ChronoUnit.HOURS).plusMinutes(minute).toInstant();
        return thisHour.isAfter(local.toInstant()) ? thisHour : thisHour.plus(Duration.ofHours(1));
    }

    private static ZonedDateTime nextDay(ZonedDateTime local, LocalTime at) {
        ZonedDateTime today = local.toLocalDate().atTime(at).atZone(local.getZone());
        return today.isAfter(local)
                ? today
                : local.toLocalDate().plusDays(1).atTime(at).atZone(local.getZone());
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }
}
