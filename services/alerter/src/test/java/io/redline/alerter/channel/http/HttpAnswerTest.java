package io.redline.alerter.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | PT2M",
                "0 | PT0S",
                "'Sun, 01 Mar 2026 12:00:30 GMT' | PT30S",
                "999999999 | PT24H",
            })
    void retryAfterIsReadInBothForms(String header, Duration pause) {
        assertThat(new HttpAnswer(503, Optional.of(header), "").pause(NOON)).contains(pause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999", "Sun, 01 Mar 2026 11:00:00 GMT"})
    void whatIsNotClearlyAPauseIsNone(String header) {
        assertThat(new HttpAnswer(503, Optional.of(header), "").pause(NOON)).isEmpty();
    }
}
