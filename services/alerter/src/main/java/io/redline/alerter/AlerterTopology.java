package io.redline.alerter;

import io.redline.alerter.pipeline.DeliveryProcessor;
import io.redline.runtime.AvroSerdes;
import io.redline.runtime.SharedStore;
import io.redline.schemas.Silence;
import io.redline.schemas.Topic;
import io.redline.schemas.Topics;
import io.redline.schemas.Watch;
import java.time.InstantSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The alerter as a stream:
 *
 * <pre>
 * watches ───────────▶ (watch-by-id)
 * silences ──────────▶ (silence-by-id)
 * alerts ────────────▶ deliver-alerts ──▶ deliveries
 * redeliveries ──────▶      │
 * delivery-outcomes ─▶      │ ▲
 *        ▲                  ▼ │ (delivery-ledger)
 *        └──── channels ◀── dispatcher
 * </pre>
 *
 * Alerts and outcomes are both keyed by watch, so one task has all that belongs to one ledger.
 */
final class AlerterTopology {

    private static final String WATCH_STORE = "watch-by-id";
    private static final String SILENCE_STORE = "silence-by-id";
    private static final String READ_ALERTS = "read-alerts";
    private static final String READ_OUTCOMES = "read-outcomes";
    private static final String READ_REDELIVERIES = "read-redeliveries";
    private static final String DELIVER = "deliver-alerts";

    private AlerterTopology() {}

    static Topology build(AvroSerdes serdes, InstantSource clock, DeliveryProcessor.PipelineFactory pipelines) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.globalTable(
                Topics.WATCHES.name(),
                Consumed.with(Serdes.String(), serdes.valuesOf(Topics.WATCHES)).withName("read-watches"),
                Materialized.<String, Watch, KeyValueStore<Bytes, byte[]>>as(WATCH_STORE));
        builder.globalTable(
                Topics.SILENCES.name(),
                Consumed.with(Serdes.String(), serdes.valuesOf(Topics.SILENCES)).withName("read-silences"),
                Materialized.<String, Silence, KeyValueStore<Bytes, byte[]>>as(SILENCE_STORE));
        Topology topology = builder.build();
        read(topology, READ_ALERTS, Topics.ALERTS, serdes);
        read(topology, READ_OUTCOMES, Topics.DELIVERY_OUTCOMES, serdes);
        read(topology, READ_REDELIVERIES, Topics.REDELIVERIES, serdes);
        topology.addProcessor(
                DELIVER,
                () -> new DeliveryProcessor(pipelines, serdes, clock, WATCH_STORE, SILENCE_STORE),
                READ_ALERTS,
                READ_OUTCOMES,
                READ_REDELIVERIES);
        topology.addStateStore(SharedStore.builder(DeliveryProcessor.LEDGER), DELIVER);
        topology.addSink(
                "write-deliveries",
                Topics.DELIVERIES.name(),
                Serdes.String().serializer(),
                serdes.valuesOf(Topics.DELIVERIES).serializer(),
                DELIVER);
        return topology;
    }

    private static <V extends SpecificRecord> void read(
            Topology topology, String node, Topic<String, V> topic, AvroSerdes serdes) {
        topology.addSource(
                node, Serdes.String().deserializer(), serdes.valuesOf(topic).deserializer(), topic.name());
    }
}
