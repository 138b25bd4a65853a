package io.redline.alerter.channel;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of one attempt to tell somebody: every way it can end has a name, and a reason that a person can read. */
public sealed interface Outcome {

    /** What the receiver answered: an HTTP status or an SMTP reply code; null when it said nothing. */
    @Nullable
    Integer statusCode();

    /**
     * The receiver has it.
     *
     * @param receipt how the receiver names what it got, where a later message can refer to that
     */
    record Delivered(@Nullable Integer statusCode, @Nullable String receipt) implements Outcome {

        /** The receiver gave it no name. */
        public Delivered(@Nullable Integer statusCode) {
            this(statusCode, null);
        }
    }

    /**
     * The endpoint cannot take anything now; a later attempt may succeed.
     *
     * @param reason why, in a plain sentence
     * @param after how long the receiver asked to be left alone
     */
    record RetryLater(
            String reason,
            Optional<Duration> after,
            @Nullable Integer statusCode) implements Outcome {

        /** The receiver said nothing about when to come back. */
        public RetryLater(String reason, @Nullable Integer statusCode) {
            this(reason, Optional.empty(), statusCode);
        }
    }

    /** This one not now, while the endpoint works: a later attempt may succeed, and nothing else has to wait for it. */
    record Deferred(String reason, @Nullable Integer statusCode) implements Outcome {}

    /** Never: another attempt with the same message would end in the same way. */
    record Rejected(String reason, @Nullable Integer statusCode) implements Outcome {}

    /** Never again: the receiver wants nothing more from this watch. */
    record Disabled(String reason, @Nullable Integer statusCode) implements Outcome {}
}
