package io.redline.detector;

import io.redline.detector.watch.WatchRegistry;
import io.redline.runtime.AvroSerdes;
import io.redline.schemas.Topic;
import io.redline.schemas.Topics;
import io.redline.schemas.internal.NewsroomEvent;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/** articles ─▶ analyze-articles ─▶ (one ordered stream, with acknowledgements) ─▶ keep-newsroom ─▶ stances, shifts, alerts. */
final class DetectorTopology {

    private DetectorTopology() {}

    /**
     * Builds the topology.
     *
     * @param analyzer stage one
     * @param watches the watches in force
     * @param clock time of day, for embargoes and the times written into alerts
     */
    static Topology build(
            ArticleAnalyzer analyzer,
            WatchRegistry watches,
            AvroSerdes serdes,
            InstantSource clock,
            DetectorMetrics metrics) {
        StreamsBuilder builder = new StreamsBuilder();

        KStream<String, NewsroomEvent> analyzed = builder.stream(
                        Topics.ARTICLES.name(),
                        Consumed.with(Serdes.String(), serdes.valuesOf(Topics.ARTICLES))
                                .withName("read-articles"))
                .filter((key, article) -> article != null, Named.as("drop-tombstones"))
                .map(
                        (key, article) -> KeyValue.pair(
                                article.getId(),
                                NewsroomEvent.newBuilder()
                                        .setAnalyzed(metrics.timed(() -> analyzer.analyze(article)))
                                        .build()),
                        Named.as("analyze-articles"));

        KStream<String, NewsroomEvent> acknowledged = builder.stream(
                        Topics.ACKNOWLEDGEMENTS.name(),
                        Consumed.with(Serdes.String(), serdes.valuesOf(Topics.ACKNOWLEDGEMENTS))
                                .withName("read-acknowledgements"))
                .mapValues(
                        request -> NewsroomEvent.newBuilder()
                                .setAcknowledgement(request)
                                .build(),
                        Named.as("wrap-acknowledgements"));

        KStream<String, SpecificRecord> news = analyzed.merge(acknowledged, Named.as("join-queue"))
                .processValues(OriginProcessor::new, Named.as("note-origins"))
                .repartition(Repartitioned.with(
                                Serdes.String(), serdes.of(NewsroomEvent.class, NewsroomEvent.getClassSchema()))
                        .withName("newsroom")
                        .withNumberOfPartitions(1))
                .process(NewsroomProcessor.supplier(watches, serdes, clock, metrics), Named.as("keep-newsroom"));

        write(news, Topics.STANCES, Topics::stanceKey, serdes);
        write(news, Topics.STANCE_SHIFTS, Topics::stanceKey, serdes);
        write(news, Topics.ALERTS, alert -> alert.getWatch().getId(), serdes);
        return builder.build();
    }

    private static <V extends SpecificRecord> void write(
            KStream<String, SpecificRecord> news,
            Topic<String, V> topic,
            Function<V, String> keyOf,
            AvroSerdes serdes) {
        Class<V> type = topic.valueType();
        news.filter((key, value) -> type.isInstance(value), Named.as("pick-" + topic.name()))
                .map(
                        (key, value) -> {
                            V record = type.cast(value);
                            return KeyValue.pair(keyOf.apply(record), record);
                        },
                        Named.as("key-" + topic.name()))
                .to(
                        topic.name(),
                        Produced.with(Serdes.String(), serdes.valuesOf(topic)).withName("write-" + topic.name()));
    }
}
