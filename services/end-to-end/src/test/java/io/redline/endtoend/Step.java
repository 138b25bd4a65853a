package io.redline.endtoend;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/** One thing that happens in a {@link Scenario}: a map of one word and what it is about. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Step.Publish.class, name = "publish"),
    @JsonSubTypes.Type(value = Step.Copies.class, name = "copies"),
    @JsonSubTypes.Type(value = Step.Backlog.class, name = "backlog"),
    @JsonSubTypes.Type(value = Step.EmbargoEnds.class, name = "embargo-ends"),
    @JsonSubTypes.Type(value = Step.Receiver.class, name = "receiver"),
    @JsonSubTypes.Type(value = Step.Operator.class, name = "operator")
})
sealed interface Step {

    /**
     * A source sends an article, and the detector is through with it before the next step.
     *
     * @param article as the HTTP API takes it; {@code embargoedFor} is a duration from now
     */
    record Publish(ObjectNode article) implements Step {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Publish {}
    }

    /**
     * As many outlets print an article word for word, all at once.
     *
     * @param count how many
     * @param of the article; id and source get a number behind them
     */
    record Copies(int count, ObjectNode of) implements Step {}

    /**
     * Articles that were received while the detector was down: the system is stopped, they stand on the topic, it is started.
     *
     * @param ago how long ago they were received, as an ISO 8601 duration
     */
    record Backlog(String ago, List<ObjectNode> articles) implements Step {

        Duration age() {
            return Duration.parse(ago);
        }
    }

    /**
     * The embargo on an article ends, and its alert is there.
     *
     * @param article its id
     */
    record EmbargoEnds(String article) implements Step {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public EmbargoEnds {}
    }

    /**
     * The webhook of a watch stops or begins to answer.
     *
     * @param of the watch
     */
    record Receiver(String of, boolean up) implements Step {}

    /** Somebody who runs Redline does something to it. */
    record Operator(Deed deed) implements Step {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Operator {}
    }

    /** What somebody who runs Redline does to it. */
    enum Deed {
        /** Stops it in order and starts it. */
        RESTART,
        /** {@code kill -9}, and starts it. */
        KILL,
        /** Publishes every article of the scenario once more. */
        REPUBLISH,
        /** Has the detector begin at the first article there is, with nothing in its stores. */
        REPROCESS;

        @JsonCreator
        static Deed of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }

        /** Whether whatever else runs on the same system would notice. */
        boolean disturbs() {
            return this != REPUBLISH;
        }
    }
}
