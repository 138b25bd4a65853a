package io.redline.detector.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.redline.matcher.WatchCost;
import io.redline.runtime.Setting;
import io.redline.runtime.Settings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of watches that are too dear by what they have cost, in the log and as metrics, and where it is asked to, takes
 * them out of force until they are changed.
 */
public final class WatchCostGuard {

    public static final Setting<Duration> DEAR = Setting.duration(
            "REDLINE_WATCH_DEAR",
            Duration.ofMillis(5),
            Duration.ofNanos(1_000),
            "A watch whose query takes longer than this for an article on average is told of as too dear.");

    public static final Setting<Boolean> CAP = Setting.flag(
            "REDLINE_WATCH_CAP",
            false,
            "Whether a watch that is too dear is taken out of force until it is changed; what it costs is measured, so"
                    + " that instances may then disagree.");

    /** Settings it reads. */
    public static final List<Setting<?>> SETTINGS = List.of(DEAR, CAP);

    private static final Logger LOG = LoggerFactory.getLogger(WatchCostGuard.class);
    private static final int LOOKED_AT = 100;

    /** Of fewer tries, one pause of the machine would make any watch dear. */
    private static final int LEAST_LOOKS = 256;

    private final WatchRegistry registry;
    private final Duration dear;
    private final boolean cap;
    private final Set<String> told = new HashSet<>();
    private volatile long dearestNanos;
    private volatile int tooDear;

    /** A guard of these watches. */
    public WatchCostGuard(WatchRegistry registry, Settings settings, MeterRegistry metrics) {
        this.registry = registry;
        this.dear = settings.get(DEAR);
        this.cap = settings.get(CAP);
        ToDoubleFunction<WatchCostGuard> seconds = guard -> (double) guard.dearestNanos / TimeUnit.SECONDS.toNanos(1);
        metrics.gauge("redline.watches.dearest.seconds", Tags.empty(), this, seconds);
        metrics.gauge("redline.watches.too.dear", Tags.empty(), this, guard -> guard.tooDear);
    }

    /** Looks at the watches that took most time. To be called now and then, by one thread. */
    public void inspect() {
        List<WatchCost> costs = registry.dearest(LOOKED_AT).stream()
                .filter(cost -> cost.looks() >= LEAST_LOOKS)
                .toList();
        List<WatchCost> over = costs.stream()
                .filter(cost -> cost.nanosPerLook() > dear.toNanos())
                .toList();
        dearestNanos = costs.stream().mapToLong(WatchCost::nanosPerLook).max().orElse(0);
        tooDear = over.size();
        told.retainAll(over.stream().map(WatchCost::watchId).toList());
        over.forEach(this::tell);
    }

    private void tell(WatchCost cost) {
        if (told.add(cost.watchId())) {
            LOG.warn(
                    "Watch {} is too dear: its query takes {} microseconds an article, measured on {} articles, and {}"
                            + " allows {}{}",
                    cost.watchId(),
                    TimeUnit.NANOSECONDS.toMicros(cost.nanosPerLook()),
                    cost.looks(),
                    DEAR.name(),
                    dear,
                    cap ? "; it is out of force until it is changed" : "");
        }
        if (cap) {
            registry.remove(cost.watchId());
        }
    }
}
