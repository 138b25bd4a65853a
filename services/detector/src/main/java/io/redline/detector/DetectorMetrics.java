package io.redline.detector;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the detector counts: every drop has a name, every result a number. */
final class DetectorMetrics {

    private final MeterRegistry registry;
    private final Timer analysis;
    private final Counter shortened;
    private final AtomicInteger sources;
    private final AtomicInteger storyArticles;
    private final AtomicInteger backlog;

    DetectorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.analysis = Timer.builder("redline.detector.analysis")
                .description("Time to analyze one article")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        shortened = registry.counter("redline.detector.matches.shortened");
        sources = registry.gauge("redline.detector.sources", new AtomicInteger());
        storyArticles = registry.gauge("redline.detector.story.articles", new AtomicInteger());
        backlog = registry.gauge("redline.detector.backlog", new AtomicInteger());
    }

    /** An article that changed nothing. */
    void dropped(String reason) {
        registry.counter("redline.detector.articles.dropped", "reason", reason).increment();
    }

    /** An article in a language whose stances are not read; it is still matched. */
    void unread() {
        registry.counter("redline.detector.articles.unread").increment();
    }

    /** Watches met that are told of with their first word alone, since an article met very many. */
    void shortened(long matches) {
        shortened.increment(matches);
    }

    /** An alert, a stance or a shift that was written. */
    void found(String what) {
        registry.counter("redline.detector.found", "what", what).increment();
    }

    /** How many articles the window of stories holds. */
    void storyArticles(int held) {
        storyArticles.set(held);
    }

    /** How many events of a backlog wait to be put in order. */
    void backlog(int waiting) {
        backlog.set(waiting);
    }

    /** How many sources are followed, so that a silence of theirs is noticed. */
    void sources(int followed) {
        sources.set(followed);
    }

    /** Runs the analysis of one article and takes its time. */
    <T> T timed(Supplier<T> work) {
        return analysis.record(work);
    }
}
