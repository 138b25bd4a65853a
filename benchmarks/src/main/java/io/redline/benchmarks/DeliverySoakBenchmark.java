package io.redline.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.local.Benchmark;
import io.redline.local.Progress;
import io.redline.runtime.AvroJson;
import io.redline.runtime.ServiceContext;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an alerter holds in memory while it delivers for half an hour with one endpoint down throughout: at the end, beside what
 * it held when it had been running for five minutes.
 */
public final class DeliverySoakBenchmark implements Benchmark {

    private static final int MINUTES = 30;
    private static final int WARM_MINUTES = 5;
    private static final int RECEIVERS = 20;
    private static final int PER_SECOND = 1_000;
    private static final int DOWN_ONE_IN = 40;
    private static final String DOWN = "down";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Progress progress = Progress.on(System.err);

    /** Made by the service loader. */
    public DeliverySoakBenchmark() {}

    @Override
    public String name() {
        return "delivery-soak";
    }

    /** Memory of the alerter in megabytes at the end of a minute: what is left on the heap after a collection, and all that is resident. */
    private record Sample(long heap, long resident) {}

    @Override
    public void run(boolean json, PrintStream out) throws Exception {
        AtomicLong taken = new AtomicLong();
        List<Receiver> receivers = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        try (ScratchDirectory scratch = ScratchDirectory.make();
                ProcessCluster cluster = new ProcessCluster(scratch.path(), 1, 2, ProcessCluster.Start.THOROUGH)) {
            ServiceContext context = cluster.open();
            try (AlertFeed feed = new AlertFeed(context, 1)) {
                for (int i = 0; i <= RECEIVERS; i++) {
                    Receiver receiver = new Receiver(
                            i < RECEIVERS ? Manner.PROMPT : Manner.AWAY_AT_TIMES, receipt -> taken.incrementAndGet());
                    receivers.add(receiver);
                    feed.watch(i < RECEIVERS ? "soak-" + i : DOWN, receiver);
                }
                receivers.get(RECEIVERS).goAway();
                cluster.startAlerter(0);
                for (int minute = 1; minute <= MINUTES; minute++) {
                    Sample sample = minute(feed, cluster);
                    samples.add(sample);
                    progress.say(String.format(
                            Locale.ROOT,
                            "  minute %d of %d: heap %d MB, resident %d MB, %d taken",
                            minute,
                            MINUTES,
                            sample.heap(),
                            sample.resident(),
                            taken.get()));
                }
            }
        } finally {
            for (Receiver receiver : receivers) {
                receiver.close();
            }
        }
        print(json, out, samples, taken.get());
    }

    private Sample minute(AlertFeed feed, ProcessCluster cluster) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < 60 * PER_SECOND; i++) {
            TimeUnit.NANOSECONDS.sleep(start + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND - System.nanoTime());
            feed.write(feed.first(i % DOWN_ONE_IN == 0 ? DOWN : "soak-" + i % RECEIVERS));
        }
        long alerter = cluster.alerterPid(0);
        collectGarbage(alerter);
        return new Sample(heapOf(cluster.healthUrl(0)), residentOf(alerter));
    }

    /** Without it the heap in use says how long ago the last collection was, and little of what is kept. */
    private static void collectGarbage(long pid) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private long heapOf(String url) throws IOException, InterruptedException {
        double bytes = client.send(
                        HttpRequest.newBuilder(URI.create(url + "/metrics")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
        return (long) bytes >> 20;
    }

    /** As Linux tells it; 0 elsewhere. */
    private static long residentOf(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .sum();
    }

    private static void print(boolean json, PrintStream out, List<Sample> samples, long taken) {
        Sample warm = samples.get(WARM_MINUTES - 1);
        Sample last = samples.get(MINUTES - 1);
        double seconds = TimeUnit.MINUTES.toSeconds(MINUTES);
        double ratio = (double) last.resident() / Math.max(1, warm.resident());
        if (json) {
            ObjectNode result = AvroJson.MAPPER.createObjectNode().put("benchmark", "delivery-soak");
            result.put("minutes", MINUTES).put("taken", taken).put("perSecond", taken / seconds);
            result.putObject("warm").put("heapMegabytes", warm.heap()).put("residentMegabytes", warm.resident());
            result.putObject("last").put("heapMegabytes", last.heap()).put("residentMegabytes", last.resident());
            out.println(result.put("ratioResident", ratio));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%d webhooks taken in %d minutes, %.0f a second, one endpoint down throughout%n%-24s %10s %12s%n",
                taken,
                MINUTES,
                taken / seconds,
                "the alerter's memory",
                "heap MB",
                "resident MB");
        out.printf(
                Locale.ROOT, "%-24s %10d %12d%n", "after " + WARM_MINUTES + " minutes", warm.heap(), warm.resident());
        out.printf(Locale.ROOT, "%-24s %10d %12d%n", "at the end", last.heap(), last.resident());
        out.printf(Locale.ROOT, "%-24s %10s %12.2f%n", "ratio", "", ratio);
    }
}
