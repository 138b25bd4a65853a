package io.redline.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;

/** Every topic that Redline reads or writes, and the only place where their names stand. */
@NullMarked
public final class Topics {

    /** Partitions of each topic where no setting says otherwise. */
    public static final int PARTITIONS = 6;

    public static final Topic<String, Article> ARTICLES =
            kept("articles", "article id", Article.class, Article.getClassSchema(), Duration.ofDays(30));

    public static final Topic<String, Watch> WATCHES =
            compacted("watches", "watch id", Watch.class, Watch.getClassSchema());

    public static final Topic<String, Stance> STANCES =
            kept("stances", "actor|target|issue", Stance.class, Stance.getClassSchema(), Duration.ofDays(90));

    public static final Topic<String, StanceShift> STANCE_SHIFTS = kept(
            "stance-shifts",
            "actor|target|issue",
            StanceShift.class,
            StanceShift.getClassSchema(),
            Duration.ofDays(365));

    public static final Topic<String, Alert> ALERTS =
            kept("alerts", "watch id", Alert.class, Alert.getClassSchema(), Duration.ofDays(90));

    public static final Topic<String, AcknowledgementRequest> ACKNOWLEDGEMENTS = kept(
            "acknowledgements",
            "watch id",
            AcknowledgementRequest.class,
            AcknowledgementRequest.getClassSchema(),
            Duration.ofDays(90));

    /** Internal to the alerter: partitioned as {@link #ALERTS}, so that an outcome reaches the ledger that planned it. */
    public static final Topic<String, DeliveryOutcome> DELIVERY_OUTCOMES = kept(
            "delivery-outcomes",
            "watch id",
            DeliveryOutcome.class,
            DeliveryOutcome.getClassSchema(),
            Duration.ofDays(7));

    public static final Topic<String, Delivery> DELIVERIES =
            kept("deliveries", "alert id", Delivery.class, Delivery.getClassSchema(), Duration.ofDays(30));

    public static final Topic<String, RedeliveryRequest> REDELIVERIES = kept(
            "redeliveries",
            "watch id",
            RedeliveryRequest.class,
            RedeliveryRequest.getClassSchema(),
            Duration.ofDays(7));

    public static final Topic<String, Silence> SILENCES =
            compacted("silences", "silence id", Silence.class, Silence.getClassSchema());

    public static final Topic<String, AuditEntry> AUDIT =
            kept("audit", "what was changed", AuditEntry.class, AuditEntry.getClassSchema(), Duration.ofDays(365));

    public static final Topic<String, DeadLetter> DEAD_LETTERS =
            kept("dead-letters", "as the input", DeadLetter.class, DeadLetter.getClassSchema(), Duration.ofDays(30));

    /** All topics, in the order in which data passes through them. */
    public static final List<Topic<String, ? extends SpecificRecord>> ALL = List.of(
            ARTICLES,
            WATCHES,
            SILENCES,
            STANCES,
            STANCE_SHIFTS,
            ALERTS,
            ACKNOWLEDGEMENTS,
            DELIVERY_OUTCOMES,
            DELIVERIES,
            REDELIVERIES,
            AUDIT,
            DEAD_LETTERS);

    private Topics() {}

    /** The topic of that name, if it is one of ours. */
    public static Optional<Topic<String, ? extends SpecificRecord>> named(String name) {
        return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    /**
     * Key of the {@code stances} and {@code stance-shifts} topics: {@code actor|target|issue}, a missing part left empty.
     * An actor without a code is keyed by its text, so that unknown actors are not thrown together.
     */
    public static String stanceKey(Stance stance) {
        return StanceKey.of(
                stance.getActor(),
                stance.getActorText(),
                stance.getTarget(),
                stance.getTargetText(),
                stance.getIssue());
    }

    /** As {@link #stanceKey(Stance)}, for a shift. */
    public static String stanceKey(StanceShift shift) {
        return StanceKey.of(
                shift.getActor(), shift.getActorText(), shift.getTarget(), shift.getTargetText(), shift.getIssue());
    }

    private static <V extends SpecificRecord> Topic<String, V> kept(
            String name, String key, Class<V> type, Schema schema, Duration retention) {
        return new Topic<>(name, key, String.class, type, schema, PARTITIONS, Optional.of(retention));
    }

    private static <V extends SpecificRecord> Topic<String, V> compacted(
            String name, String key, Class<V> type, Schema schema) {
        return new Topic<>(name, key, String.class, type, schema, PARTITIONS, Optional.empty());
    }
}
