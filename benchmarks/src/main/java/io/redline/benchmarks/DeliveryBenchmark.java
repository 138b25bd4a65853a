package io.redline.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.benchmarks.Receiver.Receipt;
import io.redline.local.Benchmark;
import io.redline.local.Progress;
import io.redline.runtime.AvroJson;
import io.redline.runtime.ServiceContext;
import io.redline.schemas.Alert;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Webhook deliveries a second, beside the same posts made from a bare HTTP client in the same run; and how long healthy
 * receivers wait while 20 dead ones stand beside them, beside how long they wait without.
 */
public final class DeliveryBenchmark implements Benchmark {

    private static final int RECEIVERS = 50;
    private static final int WARM_UP = 20_000;
    private static final int BURST = 30_000;
    private static final int BARE_AT_ONCE = 64;

    private static final int HEALTHY = 20;
    private static final int DEAD = 20;
    private static final int HEALTHY_PER_SECOND = 100;
    private static final int DEAD_PER_SECOND = 20;
    private static final int ROUND_SECONDS = 20;
    private static final int ROUNDS = 2;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

    private final Progress progress = Progress.on(System.err);
    private final AtomicInteger taken = new AtomicInteger();
    private final ConcurrentHistogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 3);
    private final ConcurrentHashMap<String, Long> sentAt = new ConcurrentHashMap<>();
    private volatile long lastAt;

    /** Made by the service loader. */
    public DeliveryBenchmark() {}

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public void run(boolean json, PrintStream out) throws Exception {
        List<Receiver> receivers = new ArrayList<>();
        try (ScratchDirectory scratch = ScratchDirectory.make();
                ProcessCluster cluster = new ProcessCluster(scratch.path(), 1, 2, ProcessCluster.Start.THOROUGH)) {
            ServiceContext context = cluster.open();
            try (AlertFeed feed = new AlertFeed(context, 1)) {
                List<String> busy = open(receivers, feed, "busy-", RECEIVERS, Manner.PROMPT);
                List<String> healthy = open(receivers, feed, "healthy-", HEALTHY, Manner.PROMPT);
                List<String> mute = open(receivers, feed, "mute-", DEAD / 2, Manner.MUTE);
                List<String> away = open(receivers, feed, "away-", DEAD / 2, Manner.AWAY_AT_TIMES);
                for (Receiver receiver : receivers) {
                    if (receiver.manner() == Manner.AWAY_AT_TIMES) {
                        receiver.goAway();
                    }
                }
                List<String> dead = new ArrayList<>(mute);
                dead.addAll(away);
                cluster.startAlerter(0);
                progress.say("Warming up: " + WARM_UP + " deliveries ...");
                burst(feed, busy, WARM_UP);
                progress.say(BURST + " deliveries ...");
                double perSecond = burst(feed, busy, BURST);
                progress.say("The same posts from a bare client ...");
                double bare = bare(receivers.subList(0, RECEIVERS));
                Histogram without = new Histogram(latencies);
                Histogram with = new Histogram(latencies);
                paced(feed, healthy, List.of(), ROUND_SECONDS);
                for (int round = 0; round < ROUNDS; round++) {
                    progress.say(HEALTHY + " healthy receivers by themselves ...");
                    without.add(paced(feed, healthy, List.of(), ROUND_SECONDS));
                    progress.say("... and with " + DEAD + " dead ones beside them ...");
                    with.add(paced(feed, healthy, dead, ROUND_SECONDS));
                }
                print(json, out, perSecond, bare, without, with);
            }
        } finally {
            for (Receiver receiver : receivers) {
                receiver.close();
            }
        }
    }

    private List<String> open(List<Receiver> all, AlertFeed feed, String prefix, int count, Manner manner)
            throws IOException {
        List<String> watches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Receiver receiver = new Receiver(manner, this::took);
            all.add(receiver);
            feed.watch(prefix + i, receiver);
            watches.add(prefix + i);
        }
        return watches;
    }

    private void took(Receipt receipt) {
        Long sent = sentAt.remove(receipt.alertId());
        if (sent != null) {
            lastAt = System.nanoTime();
            latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(lastAt - sent));
            taken.incrementAndGet();
        }
    }

    private double burst(AlertFeed feed, List<String> watches, int count) throws InterruptedException {
        taken.set(0);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            send(feed, watches.get(i % watches.size()));
        }
        await(count);
        return count * 1e9 / (lastAt - start);
    }

    /** Latencies of the healthy while alerts come at a steady pace. */
    private Histogram paced(AlertFeed feed, List<String> healthy, List<String> dead, int seconds)
            throws InterruptedException {
        taken.set(0);
        latencies.reset();
        int count = HEALTHY_PER_SECOND * seconds;
        int deadOneIn = HEALTHY_PER_SECOND / DEAD_PER_SECOND;
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / HEALTHY_PER_SECOND;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            send(feed, healthy.get(i % healthy.size()));
            if (!dead.isEmpty() && i % deadOneIn == 0) {
                feed.write(feed.first(dead.get(i / deadOneIn % dead.size())));
            }
        }
        await(count);
        return latencies.copy();
    }

    private void send(AlertFeed feed, String watch) {
        Alert alert = feed.first(watch);
        sentAt.put(alert.getId(), System.nanoTime());
        feed.write(alert);
    }

    private void await(int count) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE;
        while (taken.get() < count) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("only " + taken.get() + " of " + count + " deliveries came");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Posts a second of a client that keeps no ledger and signs nothing. */
    private double bare(List<Receiver> receivers) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        byte[] body = AvroJson.MAPPER
                .createObjectNode()
                .put("type", "alert.created")
                .put("data", "The harbour board of Port Merrow met on its quay dues. ".repeat(20))
                .toString()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        double perSecond = 0;
        for (int round = 0; round < 2; round++) {
            Semaphore slots = new Semaphore(BARE_AT_ONCE);
            long start = System.nanoTime();
            for (int i = 0; i < BURST; i++) {
                slots.acquire();
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create(receivers.get(i % receivers.size()).url()))
                        .header("webhook-id", "bare-" + round + "-" + i)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
                var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                        .whenComplete((answer, fault) -> slots.release());
            }
            slots.acquire(BARE_AT_ONCE);
            perSecond = BURST * 1e9 / (System.nanoTime() - start);
        }
        return perSecond;
    }

    private static void print(
            boolean json, PrintStream out, double perSecond, double bare, Histogram without, Histogram with) {
        if (json) {
            ObjectNode result = AvroJson.MAPPER.createObjectNode().put("benchmark", "deliveries");
            result.put("perSecond", perSecond).put("barePerSecond", bare).put("ratio", perSecond / bare);
            result.putObject("healthyAlone")
                    .put("p50Millis", millis(without, 50))
                    .put("p99Millis", millis(without, 99));
            result.putObject("healthyBesideDead")
                    .put("p50Millis", millis(with, 50))
                    .put("p99Millis", millis(with, 99));
            result.put("ratioP99", millis(with, 99) / millis(without, 99));
            out.println(result);
            return;
        }
        out.printf(Locale.ROOT, "%-52s %12s%n", "webhooks to " + RECEIVERS + " receivers", "a second");
        out.printf(Locale.ROOT, "%-52s %12.0f%n", "a bare HTTP client, no ledger", bare);
        out.printf(Locale.ROOT, "%-52s %12.0f%n", "Redline's alerter", perSecond);
        out.printf(Locale.ROOT, "%-52s %12.3f%n%n", "ratio", perSecond / bare);
        out.printf(
                Locale.ROOT,
                "%-52s %8s %8s%n",
                HEALTHY + " healthy receivers, " + HEALTHY_PER_SECOND + " alerts a second",
                "p50 ms",
                "p99 ms");
        out.printf(Locale.ROOT, "%-52s %8.1f %8.1f%n", "by themselves", millis(without, 50), millis(without, 99));
        out.printf(
                Locale.ROOT,
                "%-52s %8.1f %8.1f%n",
                "with " + DEAD + " dead endpoints beside them",
                millis(with, 50),
                millis(with, 99));
        out.printf(
                Locale.ROOT,
                "%-52s %8.2f %8.2f%n",
                "ratio",
                millis(with, 50) / millis(without, 50),
                millis(with, 99) / millis(without, 99));
    }

    private static double millis(Histogram times, double percentile) {
        return times.getValueAtPercentile(percentile) / 1000.0;
    }
}
