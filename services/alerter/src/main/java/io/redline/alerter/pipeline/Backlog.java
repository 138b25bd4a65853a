package io.redline.alerter.pipeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.redline.alerter.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much is still to be told and how long it has been waiting, over all pipelines of a process, for those who watch it run. */
public final class Backlog implements AutoCloseable {

    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final List<Gauge> gauges;
    private final Map<Object, Ledger.Tally> shares = new ConcurrentHashMap<>();

    /** A backlog that is counted here. */
    public Backlog(MeterRegistry metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
        this.gauges = List.of(
                Gauge.builder("redline.deliveries.open", this, Backlog::open)
                        .description("Deliveries let go and not ended")
                        .register(metrics),
                Gauge.builder("redline.deliveries.held", this, Backlog::held)
                        .description("Deliveries that wait on purpose")
                        .register(metrics),
                Gauge.builder("redline.deliveries.oldest.open.seconds", this, Backlog::oldestSeconds)
                        .description("Time since the oldest delivery that has not ended was let go")
                        .register(metrics));
    }

    /** Says what a pipeline has open. */
    void report(Object pipeline, Ledger.Tally tally) {
        shares.put(pipeline, tally);
    }

    /** A pipeline is no more here. */
    void forget(Object pipeline) {
        shares.remove(pipeline);
    }

    @Override
    public void close() {
        gauges.forEach(metrics::remove);
    }

    private double open() {
        return shares.values().stream().mapToInt(Ledger.Tally::open).sum();
    }

    private double held() {
        return shares.values().stream().mapToInt(Ledger.Tally::held).sum();
    }

    private double oldestSeconds() {
        Instant now = clock.instant();
        return shares.values().stream()
                .filter(share -> share.open() > 0)
                .mapToLong(share -> Duration.between(share.oldest(), now).toSeconds())
                .max()
                .orElse(0);
    }
}
