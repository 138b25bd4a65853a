package io.redline.alerter.pipeline;

import io.redline.alerter.ledger.Ledger;
import io.redline.alerter.ledger.SortedStore;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.DeliveryOutcome;
import io.redline.schemas.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
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

    private static final Duration TICK = Duration.ofMillis(200);

    private final PipelineFactory pipelines;
    private final String watchStore;
    private @Nullable DeliveryPipeline pipeline;

    /** Makes the pipeline of a task. */
    @FunctionalInterface
    public interface PipelineFactory {

        /** A pipeline on this ledger, with these watches, that says here what becomes of deliveries. */
        DeliveryPipeline create(
                Ledger ledger, Function<String, Optional<Watch>> watches, Consumer<Delivery> deliveries);
    }

    /**
     * A processor.
     *
     * @param watchStore name of the global store that holds the watches
     */
    public DeliveryProcessor(PipelineFactory pipelines, String watchStore) {
        this.pipelines = pipelines;
        this.watchStore = watchStore;
    }

    @Override
    public void init(ProcessorContext<String, Delivery> context) {
        KeyValueStore<String, ValueAndTimestamp<Watch>> watches = context.getStateStore(watchStore);
        DeliveryPipeline created = pipelines.create(
                new Ledger(
                        store(context, Ledger.ENTRIES), store(context, Ledger.AGENDA), store(context, Ledger.DISABLED)),
                id -> Optional.ofNullable(watches.get(id)).map(ValueAndTimestamp::value),
                delivery -> context.forward(new Record<>(
                        delivery.getAlertId(), delivery, delivery.getAt().toEpochMilli())));
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> created.tick());
        pipeline = created;
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (pipeline == null) {
            throw new IllegalStateException("init(…) has not been called");
        }
        if (record.value() instanceof Alert alert) {
            pipeline.plan(alert);
        } else if (record.value() instanceof DeliveryOutcome outcome) {
            pipeline.record(outcome);
        }
    }

    @Override
    public void close() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    private static <V> SortedStore<V> store(ProcessorContext<?, ?> context, String name) {
        KeyValueStore<String, V> store = context.getStateStore(name);
        return new StateStore<>(store);
    }

    private record StateStore<V>(KeyValueStore<String, V> store) implements SortedStore<V> {

        @Override
        public @Nullable V get(String key) {
            return store.get(key);
        }

        @Override
        public void put(String key, V value) {
            store.put(key, value);
        }

        @Override
        public void delete(String key) {
            store.delete(key);
        }

        @Override
        public Values<V> between(String first, String last) {
            return new StoreValues<>(store.range(first, last));
        }
    }

    private record StoreValues<V>(KeyValueIterator<String, V> values) implements SortedStore.Values<V> {

        @Override
        public boolean hasNext() {
            return values.hasNext();
        }

        @Override
        public V next() {
            return values.next().value;
        }

        @Override
        public void close() {
            values.close();
        }
    }
}
