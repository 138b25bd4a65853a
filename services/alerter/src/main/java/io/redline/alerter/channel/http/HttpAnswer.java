package io.redline.alerter.channel.http;

import io.redline.alerter.channel.MarkedText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a receiver answered.
 *
 * @param status the HTTP status
 * @param retryAfter the {@code Retry-After} header as sent
 * @param body as much of the body as was asked for, as it came
 */
public record HttpAnswer(int status, Optional<String> retryAfter, String body) {

    /** Enough of a body for an error's name, too little to harm a log. */
    static final int EXCERPT_CHARS = 200;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");

    /** Nobody is left alone for longer: a slip in a header must not silence a receiver for good. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    /** The start of the body, at most {@value #EXCERPT_CHARS} characters, as one printable line. */
    public String excerpt() {
        return UNPRINTABLE
                .matcher(MarkedText.start(body, EXCERPT_CHARS))
                .replaceAll(" ")
                .strip();
    }

    /** True for 2xx. */
    public boolean success() {
        return status >= 200 && status < 300;
    }

    /** How long the receiver asks to be left alone, in seconds or until an HTTP date; empty when it does not clearly say. */
    public Optional<Duration> pause(Instant now) {
        return retryAfter
                .flatMap(text -> read(text.strip(), now))
                .filter(pause -> !pause.isNegative())
                .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    private static Optional<Duration> read(String text, Instant now) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return Optional.of(Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from)));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
