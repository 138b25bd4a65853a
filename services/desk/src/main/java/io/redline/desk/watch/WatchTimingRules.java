package io.redline.desk.watch;

import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Digest;
import io.redline.schemas.Escalation;
import io.redline.schemas.QuietHours;
import io.redline.schemas.Watch;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a watch may say of when to tell: gathering, digests, quiet hours, urgency and escalation. */
final class WatchTimingRules {

    static final int MOST_ESCALATIONS = 5;

    private static final Duration LONGEST_FOLLOW_UPS = Duration.ofDays(1);
    private static final Duration SHORTEST_ESCALATION = Duration.ofMinutes(1);
    private static final Duration LONGEST_ESCALATION = Duration.ofDays(1);
    private static final int LEAST_URGENCY = 1;
    private static final int MOST_URGENCY = 9;
    private static final Pattern TIME_OF_DAY = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final List<String> DIGESTS = List.of("hour", "day");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private WatchTimingRules() {}

    /**
     * Checks everything that concerns time, but not the channels of an escalation.
     *
     * @throws WrongJsonException naming the first field that is wrong
     */
    static void check(Watch watch) {
        checkDuration("followUps", watch.getFollowUps(), Duration.ZERO, LONGEST_FOLLOW_UPS);
        if (watch.getDigest() != null) {
            check(watch.getDigest());
        }
        if (watch.getQuietHours() != null) {
            check(watch.getQuietHours());
        }
        Integer urgentAt = watch.getUrgentAt();
        require(
                urgentAt == null || (urgentAt >= LEAST_URGENCY && urgentAt <= MOST_URGENCY),
                "urgentAt",
                "should be a whole number from " + LEAST_URGENCY + " (the most pressing) to " + MOST_URGENCY
                        + ", or null");
        if (watch.getEscalation() != null) {
            check(watch.getEscalation(), urgentAt);
        }
    }

    private static void check(Digest digest) {
        require(DIGESTS.contains(digest.getEvery()), "digest.every", "should be hour or day");
        checkTimeOfDay("digest.at", digest.getAt());
        checkZone("digest.zone", digest.getZone());
    }

    private static void check(QuietHours quiet) {
        checkTimeOfDay("quietHours.from", quiet.getFrom());
        checkTimeOfDay("quietHours.to", quiet.getTo());
        require(
                !quiet.getFrom().equals(quiet.getTo()),
                "quietHours.to",
                "should be another time than \"from\": to tell nobody at all, disable the watch or silence it");
        checkZone("quietHours.zone", quiet.getZone());
        Set<String> once = new HashSet<>(quiet.getDays());
        require(
                DAYS.containsAll(once) && once.size() == quiet.getDays().size(),
                "quietHours.days",
                "should hold only " + String.join(", ", DAYS) + ", each once");
    }

    private static void check(Escalation escalation, @Nullable Integer urgentAt) {
        checkDuration("escalation.after", escalation.getAfter(), SHORTEST_ESCALATION, LONGEST_ESCALATION);
        int channels = escalation.getChannels().size();
        require(
                channels >= 1 && channels <= MOST_ESCALATIONS,
                "escalation.channels",
                "should be 1 to " + MOST_ESCALATIONS + " channels, in the order in which they are told");
        require(urgentAt != null, "escalation", "needs \"urgentAt\": only urgent alerts are escalated");
    }

    private static void checkTimeOfDay(String path, String text) {
        require(TIME_OF_DAY.matcher(text).matches(), path, "should be a local time from 00:00 to 23:59, such as 07:00");
    }

    private static void checkZone(String path, String text) {
        try {
            ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new WrongJsonException(path, "should be an IANA time zone such as Europe/Berlin, or UTC");
        }
    }

    private static void checkDuration(String path, String text, Duration least, Duration most) {
        String expectation = "should be an ISO 8601 duration from " + least + " to " + most + ", such as PT5M";
        try {
            Duration duration = Duration.parse(text);
            require(duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0, path, expectation);
        } catch (DateTimeParseException wrong) {
            throw new WrongJsonException(path, expectation);
        }
    }

    private static void require(boolean right, String path, String expectation) {
        if (!right) {
            throw new WrongJsonException(path, expectation);
        }
    }
}
