package io.redline.ingest.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.redline.ingest.ArticlePublisher;
import io.redline.ingest.format.ArticleRules;
import io.redline.ingest.format.FeedDocument;
import io.redline.ingest.format.UnreadableInputException;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Setting;
import io.redline.runtime.Timestamps;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Article;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls feeds, each on its own schedule: no feed waits for another one's server. One thread tells the time and one reads
 * what has arrived; waiting for servers takes none. A feed that fails is asked less and less often, up to once an hour,
 * and says so once, when it breaks, and once more when it mends.
 */
public final class FeedPoller implements AutoCloseable {

    public static final Setting<List<URI>> FEEDS = new Setting<>(
            "REDLINE_FEEDS",
            "",
            false,
            "http:// or https:// addresses of RSS or Atom feeds, parted by commas",
            "Feeds to poll.",
            FeedPoller::addresses);

    public static final Setting<Duration> INTERVAL = Setting.duration(
            "REDLINE_FEED_INTERVAL",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            "Time between two polls of a feed that is well.");

    private static final Logger LOG = LoggerFactory.getLogger(FeedPoller.class);
    /** Time a server has for its whole answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration SAVED_EVERY = Duration.ofSeconds(10);
    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_ITEMS_REMEMBERED = 20_000;
    private static final int MAX_FETCHES = 64;
    private static final int NETWORK_THREADS = 2;

    private final Duration interval;
    private final ArticleRules rules;
    private final ArticlePublisher publisher;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final FeedClient client;
    private final FeedFile file;
    private final FeedMemory memory = new FeedMemory(MAX_ITEMS_REMEMBERED);
    private final List<Feed> feeds;
    private final ScheduledExecutorService timer = daemon("feed-timer");
    private final ScheduledExecutorService reader = daemon("feed-reader");
    private final ExecutorService network =
            Executors.newFixedThreadPool(NETWORK_THREADS, task -> daemon("feed-network", task));
    private final Semaphore fetches = new Semaphore(MAX_FETCHES);
    private boolean changed;

    /**
     * A poller that does nothing until it is started.
     *
     * @param feeds addresses to poll
     * @param interval time between two polls of a feed that is well
     * @param patience time a server has for its whole answer
     * @param directory where to keep what is known of the feeds
     */
    public FeedPoller(
            List<URI> feeds,
            Duration interval,
            Duration patience,
            Path directory,
            ArticleRules rules,
            ArticlePublisher publisher,
            InstantSource clock,
            MeterRegistry metrics) {
        this.interval = interval;
        this.rules = rules;
        this.publisher = publisher;
        this.clock = clock;
        this.metrics = metrics;
        this.client = new FeedClient(patience, MAX_BYTES, clock, network);
        this.file = new FeedFile(directory);
        this.feeds = feeds.stream().distinct().map(Feed::new).toList();
    }

    /** Starts to poll. */
    public void start() {
        if (feeds.isEmpty()) {
            return;
        }
        Map<String, FeedAnswer.Validators> known = load();
        for (Feed feed : feeds) {
            feed.validators = known.getOrDefault(feed.address.toString(), FeedAnswer.Validators.NONE);
            Gauge.builder("redline.feed.up", feed, polled -> polled.failures == 0 ? 1 : 0)
                    .description("1 when the last poll of the feed went well")
                    .tag("feed", feed.label)
                    .register(metrics);
            pollAfter(feed, Duration.ZERO);
        }
        reader.scheduleWithFixedDelay(
                this::save, SAVED_EVERY.toMillis(), SAVED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        LOG.info("Polling {} feeds, each every {}", feeds.size(), interval);
    }

    /** How each feed fares: {@code {"items":[{"feed","state","polledAt","changedAt","articles","fault"}],"next":null}}. */
    public ObjectNode status() {
        ObjectNode status = AvroJson.MAPPER.createObjectNode();
        var items = status.putArray("items");
        feeds.forEach(feed -> items.add(feed.status()));
        status.putNull("next");
        return status;
    }

    /** Stops polling and writes down what is known. */
    @Override
    public void close() {
        timer.shutdownNow();
        network.shutdownNow();
        try {
            reader.execute(this::save);
            reader.shutdown();
            if (!reader.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                reader.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            reader.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void pollAfter(Feed feed, Duration pause) {
        try {
            timer.schedule(() -> poll(feed), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("No further polls of {}", feed.label);
        }
    }

    private void poll(Feed feed) {
        if (!fetches.tryAcquire()) {
            pollAfter(feed, Duration.ofSeconds(1));
            return;
        }
        var unused = client.fetch(feed.address, feed.validators).whenComplete((answer, impossible) -> {
            fetches.release();
            try {
                reader.execute(() -> finish(feed, answer));
            } catch (RejectedExecutionException stopping) {
                LOG.debug("An answer from {} came too late", feed.label);
            }
        });
    }

    private void finish(Feed feed, FeedAnswer answer) {
        feed.polledAt = clock.instant();
        Duration pause = interval;
        try {
            if (answer instanceof FeedAnswer.Fresh fresh) {
                int published = publish(feed, FeedDocument.read(fresh.body(), fresh.contentType()));
                feed.validators = fresh.validators();
                feed.articles += published;
                mended(feed, published > 0 ? "new" : "nothing-new");
            } else if (answer instanceof FeedAnswer.Unchanged) {
                mended(feed, "unchanged");
            } else if (answer instanceof FeedAnswer.Gone) {
                feed.gone = true;
                failed(feed, "gone", "the server says that the feed has ended (410): take it out of " + FEEDS.name());
                return;
            } else if (answer instanceof FeedAnswer.Failed fault) {
                failed(feed, "failed", fault.reason());
                pause = fault.retryAfter().orElse(growing(feed.failures));
            }
        } catch (UnreadableInputException notAFeed) {
            failed(feed, "unreadable", String.valueOf(notAFeed.getMessage()));
            pause = growing(feed.failures);
        } catch (CompletionException fault) {
            Throwable cause = fault.getCause() == null ? fault : fault.getCause();
            failed(feed, "not-published", String.valueOf(cause.getMessage()));
        } catch (RuntimeException fault) {
            LOG.error("Polling {} failed", feed.label, fault);
            failed(feed, "failed", String.valueOf(fault.getMessage()));
            pause = growing(feed.failures);
        }
        pollAfter(feed, pause);
    }

    /** Publishes what is new in a document; remembers each item only when Kafka has it. */
    private int publish(Feed feed, FeedDocument document) {
        Instant now = clock.instant();
        List<FeedMemory.Sighting> published = new ArrayList<>();
        List<CompletableFuture<Void>> outcomes = new ArrayList<>();
        for (FeedMemory.Sighting sighting : memory.recognise(feed.address, document.items(), now)) {
            if (!sighting.publish()) {
                memory.remember(sighting.next());
                continue;
            }
            try {
                FeedMemory.Known next = sighting.next();
                Article article = sighting.item().toArticle(next.id(), next.version(), now, rules);
                outcomes.add(publisher.publish(article));
                published.add(sighting);
            } catch (WrongJsonException notAnArticle) {
                count(feed, "item-refused");
                LOG.debug("An item of {} is not an article: {}", feed.label, notAnArticle.getMessage());
            }
        }
        CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new)).join();
        published.forEach(sighting -> memory.remember(sighting.next()));
        changed = true;
        return published.size();
    }

    private void mended(Feed feed, String outcome) {
        count(feed, outcome);
        if (outcome.equals("new")) {
            feed.changedAt = feed.polledAt;
        }
        if (feed.failures > 0) {
            LOG.info("The feed {} is well again after {} failed polls", feed.label, feed.failures);
        }
        feed.failures = 0;
        feed.fault = null;
    }

    private void failed(Feed feed, String outcome, String reason) {
        count(feed, outcome);
        if (feed.failures == 0) {
            LOG.warn("The feed {} cannot be read: {}", feed.label, reason);
        }
        feed.failures++;
        feed.fault = reason;
    }

    private Duration growing(int failures) {
        Duration pause = interval.multipliedBy(1L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void count(Feed feed, String outcome) {
        Counter.builder("redline.feed.polls")
                .description("Polls of feeds, by outcome")
                .tag("feed", feed.label)
                .tag("outcome", outcome)
                .register(metrics)
                .increment();
    }

    private Map<String, FeedAnswer.Validators> load() {
        try {
            return file.load(memory);
        } catch (IOException unreadable) {
            LOG.warn("What was known of the feeds cannot be read and is learnt again: {}", unreadable.getMessage());
            return Map.of();
        }
    }

    private void save() {
        if (!changed) {
            return;
        }
        try {
            Map<String, FeedAnswer.Validators> known = new HashMap<>();
            feeds.forEach(feed -> known.put(feed.address.toString(), feed.validators));
            file.save(memory, known);
            changed = false;
        } catch (IOException notWritten) {
            LOG.warn(
                    "What is known of the feeds cannot be written ({}); after a restart their items come again",
                    notWritten.getMessage());
        }
    }

    private static List<URI> addresses(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.strip().split("\\s*,\\s*"))
                        .map(address -> Setting.withScheme(address, "http", "https"))
                        .toList();
    }

    private static ScheduledExecutorService daemon(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> daemon(name, task));
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** One feed and how it fares; written by the reading thread alone. */
    private static final class Feed {

        private final URI address;

        /** The address without what may be secret in it. */
        private final String label;

        private volatile FeedAnswer.Validators validators = FeedAnswer.Validators.NONE;
        private volatile int failures;
        private volatile boolean gone;
        private volatile long articles;
        private volatile @Nullable String fault;
        private volatile @Nullable Instant polledAt;
        private volatile @Nullable Instant changedAt;

        Feed(URI address) {
            this.address = address;
            String port = address.getPort() < 0 ? "" : ":" + address.getPort();
            this.label = address.getScheme() + "://" + address.getHost() + port + address.getRawPath();
        }

        ObjectNode status() {
            String state = gone ? "gone" : failures > 0 ? "failing" : polledAt == null ? "waiting" : "well";
            return AvroJson.MAPPER
                    .createObjectNode()
                    .put("feed", label)
                    .put("state", state)
                    .put("polledAt", format(polledAt))
                    .put("changedAt", format(changedAt))
                    .put("articles", articles)
                    .put("fault", fault);
        }

        private static @Nullable String format(@Nullable Instant instant) {
            return instant == null ? null : Timestamps.format(instant);
        }
    }
}
