package io.redline.alerter.pipeline;

import io.redline.alerter.ledger.Ledger;
import io.redline.runtime.AvroSerdes;
import io.redline.runtime.SharedStore;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.DeliveryOutcome;
import io.redline.schemas.RedeliveryRequest;
import io.redline.schemas.Silence;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.DisabledRoute;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/** Gives a {@link DeliveryPipeline} its alerts, its outcomes, its stores and its sense of time. */
public final class DeliveryProcessor implements Processor<String, SpecificRecord, String, Delivery> {

    /** Ticks come when something is due, since each costs a transaction; no closer together than this. */
    private static final Duration SHORTEST_TICK = Duration.ofMillis(20);

    private static final Duration LONGEST_TICK = Duration.ofMinutes(1);

    /** The state store of a task. */
    public static final String LEDGER = "delivery-ledger";

    private final PipelineFactory pipelines;
    private final AvroSerdes serdes;
    private final InstantSource clock;
    private final String watchStore;
    private final String silenceStore;
    private @Nullable Task task;

    /** What belongs together from {@code init} to {@code close}. */
    private static final class Task {

        private final ProcessorContext<String, Delivery> context;
        private final DeliveryPipeline pipeline;
        private final InstantSource clock;
        private Instant tickAt = Instant.MAX;
        private @Nullable Cancellable tick;

        Task(ProcessorContext<String, Delivery> context, DeliveryPipeline pipeline, InstantSource clock) {
            this.context = context;
            this.pipeline = pipeline;
            this.clock = clock;
        }

        void scheduleTick() {
            Instant next = pipeline.nextTick();
            if (!next.isBefore(tickAt)) {
                return;
            }
            if (tick != null) {
                tick.cancel();
            }
            Duration pause = Duration.between(clock.instant(), next);
            pause = pause.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : pause;
            pause = pause.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : pause;
            tickAt = next;
            tick = context.schedule(pause, PunctuationType.WALL_CLOCK_TIME, now -> tick());
        }

        private void tick() {
            pipeline.tick();
            tickAt = Instant.MAX;
            scheduleTick();
        }
    }

    /** Makes the pipeline of a task. */
    @FunctionalInterface
    public interface PipelineFactory {

        /** A pipeline on this ledger that says here what becomes of deliveries. */
        DeliveryPipeline create(Ledger ledger, DeliveryPipeline.Wishes wishes, Consumer<Delivery> deliveries);
    }

    /**
     * A processor.
     *
     * @param watchStore name of the global store that holds the watches
     * @param silenceStore the same of the silences
     */
    public DeliveryProcessor(
            PipelineFactory pipelines, AvroSerdes serdes, InstantSource clock, String watchStore, String silenceStore) {
        this.pipelines = pipelines;
        this.serdes = serdes;
        this.clock = clock;
        this.watchStore = watchStore;
        this.silenceStore = silenceStore;
    }

    @Override
    public void init(ProcessorContext<String, Delivery> context) {
        KeyValueStore<String, ValueAndTimestamp<Watch>> watches = context.getStateStore(watchStore);
        SharedStore ledger = SharedStore.of(context, LEDGER);
        DeliveryPipeline pipeline = pipelines.create(
                new Ledger(
                        ledger.kind("entries", serdes.of(LedgerEntry.class, LedgerEntry.getClassSchema())),
                        ledger.kind("open-entries", Serdes.String()),
                        ledger.kind("ended-entries", Serdes.String()),
                        ledger.kind("disabled-routes", serdes.of(DisabledRoute.class, DisabledRoute.getClassSchema())),
                        ledger.kind("failing-routes", Serdes.String())),
                new DeliveryPipeline.Wishes(
                        id -> Optional.ofNullable(watches.get(id)).map(ValueAndTimestamp::value),
                        () -> all(context.getStateStore(silenceStore))),
                delivery -> context.forward(new Record<>(
                        delivery.getAlertId(), delivery, delivery.getAt().toEpochMilli())));
        task = new Task(context, pipeline, clock);
        task.scheduleTick();
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (task == null) {
            throw new IllegalStateException("init(…) has not been called");
        }
        if (record.value() instanceof Alert alert) {
            task.pipeline.plan(alert);
        } else if (record.value() instanceof DeliveryOutcome outcome) {
            task.pipeline.record(outcome);
        } else if (record.value() instanceof RedeliveryRequest request) {
            task.pipeline.redeliver(request);
        }
        task.scheduleTick();
    }

    private static List<Silence> all(KeyValueStore<String, ValueAndTimestamp<Silence>> store) {
        List<Silence> silences = new ArrayList<>();
        try (KeyValueIterator<String, ValueAndTimestamp<Silence>> found = store.all()) {
            found.forEachRemaining(pair -> silences.add(pair.value.value()));
        }
        return silences;
    }

    @Override
    public void close() {
        if (task != null) {
            task.pipeline.close();
        }
    }
}
