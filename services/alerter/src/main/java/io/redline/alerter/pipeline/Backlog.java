package io.redline.alerter.pipeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much is still to be told and how long it has been waiting, over all pipelines of a process, for those who watch it run. */
public final class Backlog implements AutoCloseable {

    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final List<Gauge> gauges;
    private final Map<Object, Share> shares = new ConcurrentHashMap<>();

    /** What one pipeline still has to tell. */
    private record Share(int open, Instant oldest) {}

    /** A backlog that is counted here. */
    public Backlog(MeterRegistry metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
        this.gauges = List.of(
                Gauge.builder("redline.deliveries.open", this, Backlog::open)
                        .description("Deliveries planned and not ended")
                        .register(metrics),
                Gauge.builder("redline.deliveries.oldest.open.seconds", this, Backlog::oldestSeconds)
                        .description("Age of the oldest delivery that has not ended")
                        .register(metrics));
    }

    /** Says what a pipeline has open. */
    void report(Object pipeline, Collection<LedgerEntry> open) {
        Instant oldest = open.stream()
                .map(LedgerEntry::getPlannedAt)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        shares.put(pipeline, new Share(open.size(), oldest));
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
        return shares.values().stream().mapToInt(Share::open).sum();
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
