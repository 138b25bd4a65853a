package io.redline.alerter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.Fixtures;
import io.redline.schemas.Digest;
import io.redline.schemas.QuietHours;
import io.redline.schemas.Watch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTimingTest {

    @ParameterizedTest
    @CsvSource({
        // Clocks in Berlin went forward on 29 March 2026 at 01:00 UTC, from 02:00 to 03:00.
        "day, 07:00, Europe/Berlin, 2026-03-28T05:59:59Z, 2026-03-28T06:00:00Z",
        "day, 07:00, Europe/Berlin, 2026-03-28T06:00:00Z, 2026-03-29T05:00:00Z",
        "day, 02:30, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
        // And back on 25 October 2026 at 01:00 UTC, from 03:00 to 02:00.
        "day, 07:00, Europe/Berlin, 2026-10-24T05:00:00Z, 2026-10-25T06:00:00Z",
        "day, 02:30, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
        "day, 02:30, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
        // A zone that knows no such changes, half an hour off.
        "day, 07:00, Asia/Kolkata, 2026-03-29T01:29:59Z, 2026-03-29T01:30:00Z",
        "day, 07:00, Asia/Kolkata, 2026-03-29T01:30:00Z, 2026-03-30T01:30:00Z",
        "hour, 00:15, UTC, 2026-03-01T12:14:59Z, 2026-03-01T12:15:00Z",
        "hour, 00:15, UTC, 2026-03-01T12:15:00Z, 2026-03-01T13:15:00Z",
        "hour, 00:00, Asia/Kolkata, 2026-03-01T12:00:00Z, 2026-03-01T12:30:00Z",
        "hour, 00:00, Europe/Berlin, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
        "hour, 00:00, Europe/Berlin, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z"
    })
    void aDigestComesAtItsLocalTimeWhateverTheClocksDo(
            String every, String at, String zone, Instant after, Instant expected) {
        Watch watch = Watch.newBuilder(Fixtures.watch("w"))
                .setDigest(new Digest(every, at, zone))
                .build();
        assertThat(new WatchTiming(watch).nextDigest(after)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "23:00, 07:00, Europe/Berlin, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
        "23:00, 07:00, Europe/Berlin, 2026-03-29T04:59:59Z, 2026-03-29T05:00:00Z",
        "23:00, 07:00, Europe/Berlin, 2026-10-24T21:00:00Z, 2026-10-25T06:00:00Z",
        "23:00, 02:30, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z",
        "01:00, 02:30, Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z",
        "23:00, 07:00, Asia/Kolkata, 2026-03-29T01:00:00Z, 2026-03-29T01:30:00Z",
        "12:00, 14:00, UTC, 2026-03-01T12:00:00Z, 2026-03-01T14:00:00Z"
    })
    void quietHoursEndAtTheirLocalTime(String from, String to, String zone, Instant now, Instant end) {
        assertThat(quiet(from, to, zone, List.of()).quietUntil(now)).contains(end);
    }

    @ParameterizedTest
    @CsvSource({
        "23:00, 07:00, Europe/Berlin, 2026-03-28T21:59:59Z",
        "23:00, 07:00, Europe/Berlin, 2026-03-29T05:00:00Z",
        "12:00, 14:00, UTC, 2026-03-01T14:00:00Z",
        "12:00, 14:00, nowhere, 2026-03-01T13:00:00Z",
        "noon, 14:00, UTC, 2026-03-01T13:00:00Z"
    })
    void otherHoursAndSuchAsCannotBeReadAreNotQuiet(String from, String to, String zone, Instant now) {
        assertThat(quiet(from, to, zone, List.of()).quietUntil(now)).isEmpty();
    }

    @Test
    void quietHoursBelongToTheDayOnWhichTheyBegin() {
        WatchTiming fridays = quiet("23:00", "07:00", "UTC", List.of("fri"));
        assertThat(fridays.quietUntil(Instant.parse("2026-03-07T06:00:00Z")))
                .contains(Instant.parse("2026-03-07T07:00:00Z"));
        assertThat(fridays.quietUntil(Instant.parse("2026-03-06T06:00:00Z"))).isEmpty();
        assertThat(fridays.quietUntil(Instant.parse("2026-03-07T23:30:00Z"))).isEmpty();
    }

    private static WatchTiming quiet(String from, String to, String zone, List<String> days) {
        return new WatchTiming(Watch.newBuilder(Fixtures.watch("w"))
                .setQuietHours(new QuietHours(from, to, zone, days))
                .build());
    }
}
