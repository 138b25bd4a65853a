package io.redline.alerter.pipeline;

import io.redline.alerter.ledger.DeliveryState;
import io.redline.schemas.Silence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was decided about a delivery. Each decision has a word, under which it is counted, and a reason for people to read. */
sealed interface Decision {

    /** The word in the delivery's {@code decision}. */
    String word();

    /** One plain sentence; null where there is nothing to explain. */
    @Nullable
    String reason();

    /** The state it brings the delivery to. */
    default DeliveryState state() {
        return DeliveryState.SKIPPED;
    }

    /** What it refers to: another delivery, or a silence. */
    default @Nullable String relatesTo() {
        return null;
    }

    /** Until when a held delivery waits, where that is known. */
    default @Nullable Instant until() {
        return null;
    }

    /** Tell it, now. */
    record Send(@Nullable String reason) implements Decision {

        static final String WORD = "sent";

        /** In the course of things. */
        Send() {
            this(null);
        }

        @Override
        public String word() {
            return WORD;
        }

        @Override
        public DeliveryState state() {
            return DeliveryState.PENDING;
        }
    }

    /** Tell it later. */
    record WaitUntil(Instant until, String reason) implements Decision {

        static final String WORD = "waiting-until";

        @Override
        public String word() {
            return WORD;
        }

        @Override
        public DeliveryState state() {
            return DeliveryState.HELD;
        }
    }

    /** Tell it once the delivery before it has ended, so that versions come in order. */
    record WaitFor(String relatesTo) implements Decision {

        @Override
        public String word() {
            return "waiting-for";
        }

        @Override
        public String reason() {
            return "the version before it has not been told yet";
        }

        @Override
        public DeliveryState state() {
            return DeliveryState.HELD;
        }
    }

    /**
     * Tell it when the silence ends, or never.
     *
     * @param relatesTo the silence
     * @param from when it began
     * @param until when it ends; null when it has ended, and this is old news by then
     */
    record MutedBy(String relatesTo, Instant from, @Nullable Instant until, String reason) implements Decision {

        static final String WORD = "muted-by";

        /** For as long as the silence lasts. */
        static MutedBy by(Silence silence) {
            return new MutedBy(
                    silence.getId(),
                    silence.getFrom(),
                    silence.getUntil(),
                    "silenced by " + silence.getBy() + ": " + silence.getReason());
        }

        @Override
        public String word() {
            return WORD;
        }

        @Override
        public DeliveryState state() {
            return until == null ? DeliveryState.SKIPPED : DeliveryState.HELD;
        }
    }

    /** Another delivery tells it too. */
    record GroupedInto(String relatesTo, String reason) implements Decision {

        static final String WORD = "grouped-into";

        @Override
        public String word() {
            return WORD;
        }
    }

    /** Another delivery has said as much already. */
    record DuplicateOf(String relatesTo) implements Decision {

        @Override
        public String word() {
            return "duplicate-of";
        }

        @Override
        public String reason() {
            return "a newer version of the alert has been told, or is about to be";
        }
    }

    /** Somebody has the alert: nobody else needs to be told. */
    record AcknowledgedBy(String who) implements Decision {

        @Override
        public String word() {
            return "acknowledged-by";
        }

        @Override
        public String reason() {
            return who + " has acknowledged the alert";
        }
    }

    /** Old news: counted in one line. */
    record FiledUnder(String relatesTo) implements Decision {

        @Override
        public String word() {
            return "filed";
        }

        @Override
        public String reason() {
            return "it was old news by the time it got here";
        }
    }

    /** Nobody is told, for one of the plain reasons. */
    record SkippedFor(Skip why) implements Decision {

        @Override
        public String word() {
            return why.word();
        }

        @Override
        public String reason() {
            return why.reason();
        }
    }

    /** The channel cannot tell it, now or ever. */
    record Undeliverable(String reason) implements Decision {

        static final String WORD = "undeliverable";

        @Override
        public String word() {
            return WORD;
        }

        @Override
        public DeliveryState state() {
            return DeliveryState.FAILED;
        }
    }

    /** Its time ran out while its endpoint had no room for it. */
    record GivenUp(String reason) implements Decision {

        static final String WORD = "given-up-after";

        @Override
        public String word() {
            return WORD;
        }

        @Override
        public DeliveryState state() {
            return DeliveryState.FAILED;
        }
    }
}
