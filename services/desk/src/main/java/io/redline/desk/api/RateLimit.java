package io.redline.desk.api;

import io.redline.runtime.Setting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many requests one caller may send: a bucket for each, which holds a minute's worth and fills evenly. Callers that have
 * not been heard of for longest are forgotten first, which gives them a full bucket.
 */
final class RateLimit {

    static final Setting<Integer> REQUESTS_PER_MINUTE = Setting.number(
            "REDLINE_HTTP_REQUESTS_PER_MINUTE",
            120_000,
            1,
            100_000_000,
            "Most requests a minute with one token, or without one from one address; health is not counted.");

    private static final int MOST_CALLERS = 10_000;
    private static final double SECONDS = 60;

    private final double most;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CALLERS;
        }
    };

    RateLimit(int perMinute, InstantSource clock) {
        this.most = perMinute;
        this.clock = clock;
    }

    private record Bucket(double left, Instant at) {}

    /** Counts a request; when the bucket is empty, answers how long until there is room for one. */
    synchronized Optional<Duration> take(String caller) {
        Instant now = clock.instant();
        Bucket bucket = buckets.getOrDefault(caller, new Bucket(most, now));
        double filled = Duration.between(bucket.at, now).toMillis() / 1_000d * most / SECONDS;
        double left = Math.min(most, bucket.left + Math.max(0, filled));
        if (left < 1) {
            return Optional.of(Duration.ofMillis((long) Math.ceil((1 - left) * SECONDS / most * 1_000)));
        }
        buckets.put(caller, new Bucket(left - 1, now));
        return Optional.empty();
    }
}
