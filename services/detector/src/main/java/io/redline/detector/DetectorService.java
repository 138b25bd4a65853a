package io.redline.detector;

import io.redline.detector.stance.StanceDetector;
import io.redline.detector.watch.WatchConsumer;
import io.redline.detector.watch.WatchCostGuard;
import io.redline.detector.watch.WatchRegistry;
import io.redline.runtime.Infrastructure;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.Setting;
import io.redline.runtime.StreamsRunner;
import java.util.List;
import java.util.stream.Stream;

/** The detector as a running service. */
public final class DetectorService implements AutoCloseable {

    public static final List<Setting<?>> SETTINGS = Stream.of(StreamsRunner.SETTINGS, WatchCostGuard.SETTINGS)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private final Infrastructure infrastructure;
    private final WatchConsumer watches;
    private final StreamsRunner streams;

    private DetectorService(Infrastructure infrastructure, WatchConsumer watches, StreamsRunner streams) {
        this.infrastructure = infrastructure;
        this.watches = watches;
        this.streams = streams;
    }

    /**
     * Waits for broker and registry, reads the watches, then starts the stream.
     *
     * @throws InterruptedException when the process is asked to stop meanwhile
     */
    public static DetectorService start(ServiceContext context) throws InterruptedException {
        Infrastructure infrastructure = new Infrastructure(context);
        infrastructure.prepare();
        WatchRegistry registry = new WatchRegistry();
        WatchConsumer watches = WatchConsumer.start(registry, context);
        ArticleAnalyzer analyzer = new ArticleAnalyzer(registry, StanceDetector.withDefaults());
        watches.awaitCaughtUp();
        StreamsRunner streams = StreamsRunner.start(
                "detector",
                context,
                DetectorTopology.build(
                        analyzer, registry, context.serdes(), context.clock(), new DetectorMetrics(context.metrics())));
        return new DetectorService(infrastructure, watches, streams);
    }

    @Override
    public void close() {
        streams.close();
        watches.close();
        infrastructure.close();
    }
}
