package io.redline.detector.source;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How many articles a source sends in each hour of the week. What is known of an hour is averaged with the same hour of
 * other days of its kind (weekdays, weekend) as if that had been one week more, since one week says little of one hour.
 */
final class HourlyPace {

    /** Hours of a week, the first that from Monday 00:00 UTC. */
    static final int HOURS = 168;

    private static final int HOURS_A_DAY = 24;
    private static final int WEEKDAYS = 5;
    private static final int DAYS = 7;

    /** What a week counts for when the next is over: half after a month. */
    private static final double KEPT_A_WEEK = 0.85;

    /** Counts are kept as whole numbers of sixteenths. */
    private static final int UNIT = 16;

    /** What so many weeks count for together; more of them do not count for noticeably more. */
    private static final double[] WEEKS = weeks();

    /** The epoch began on a Thursday. */
    private static final int EPOCH_DAY_OF_WEEK = DayOfWeek.THURSDAY.ordinal();

    private final List<Integer> counts;
    private final long firstHour;
    private long hour;

    private HourlyPace(List<Integer> counts, long firstHour, long hour) {
        this.counts = counts;
        this.firstHour = firstHour;
        this.hour = hour;
    }

    /**
     * The pace that was learned so far.
     *
     * @param counts for each hour of the week, as {@link #counts()} gave them; empty when nothing was learned
     * @param since when learning began
     * @param upTo the hour of this moment is the first that has not been learned from
     */
    static HourlyPace of(List<Integer> counts, Instant since, Instant upTo) {
        return new HourlyPace(counts.isEmpty() ? Collections.nCopies(HOURS, 0) : counts, hourOf(since), hourOf(upTo));
    }

    /**
     * Learns the hours before this moment.
     *
     * @param articles how many came in the first hour not learned from; none came since
     */
    HourlyPace learned(int articles, Instant now) {
        return advanced(articles, now, false);
    }

    /** As {@link #learned}, but has the hours since then have been as usual: a fault must not become a habit. */
    HourlyPace learnedAsUsual(int articles, Instant now) {
        return advanced(articles, now, true);
    }

    /** How many articles are usual from one moment to another. */
    double expected(Instant from, Instant to) {
        double articles = 0;
        for (Instant at = from; at.isBefore(to); ) {
            Instant hourEnds = at.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
            Instant end = hourEnds.isBefore(to) ? hourEnds : to;
            articles += usual(slot(hourOf(at)))
                    * Duration.between(at, end).toMillis()
                    / Duration.ofHours(1).toMillis();
            at = end;
        }
        return articles;
    }

    /** What to keep. */
    List<Integer> counts() {
        return counts;
    }

    private HourlyPace advanced(int articles, Instant now, boolean asUsual) {
        long end = hourOf(now);
        if (end == hour) {
            return this;
        }
        HourlyPace next = new HourlyPace(new ArrayList<>(counts), firstHour, hour);
        int came = articles;
        for (; next.hour < end; next.hour++) {
            int slot = slot(next.hour);
            double more = came == 0 && asUsual ? next.usual(slot) : came;
            next.counts.set(slot, (int) Math.round(next.counts.get(slot) * KEPT_A_WEEK + more * UNIT));
            came = 0;
        }
        return next;
    }

    private double usual(int slot) {
        int day = slot / HOURS_A_DAY;
        boolean weekday = day < WEEKDAYS;
        double sum = 0;
        double weeks = 0;
        for (int alike = weekday ? 0 : WEEKDAYS; alike < (weekday ? WEEKDAYS : DAYS); alike++) {
            int same = alike * HOURS_A_DAY + slot % HOURS_A_DAY;
            sum += counts.get(same);
            weeks += weeks(same);
        }
        double ofItsKind = weeks == 0 ? 0 : sum / weeks;
        return (counts.get(slot) + ofItsKind) / (weeks(slot) + 1) / UNIT;
    }

    /** How many weeks the count of an hour stands for. */
    private double weeks(int slot) {
        long passed = hour - firstHour;
        boolean onceMore = Math.floorMod(slot - slot(firstHour), HOURS) < passed % HOURS;
        return WEEKS[(int) Math.min(passed / HOURS + (onceMore ? 1 : 0), WEEKS.length - 1)];
    }

    private static double[] weeks() {
        double[] weeks = new double[60];
        for (int count = 1; count < weeks.length; count++) {
            weeks[count] = weeks[count - 1] * KEPT_A_WEEK + 1;
        }
        return weeks;
    }

    private static int slot(long hour) {
        return (int) Math.floorMod(hour + (long) EPOCH_DAY_OF_WEEK * HOURS_A_DAY, HOURS);
    }

    private static long hourOf(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), Duration.ofHours(1).toSeconds());
    }
}
