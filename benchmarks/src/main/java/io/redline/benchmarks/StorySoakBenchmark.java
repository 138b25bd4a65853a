package io.redline.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.benchmarks.SyntheticNews.Item;
import io.redline.detector.story.StoryIndex;
import io.redline.detector.story.StorySettings;
import io.redline.detector.story.StorySigner;
import io.redline.local.Benchmark;
import io.redline.local.Progress;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the grouping of stories stays as fast and as small over a million articles, its window of 200,000 full for most
 * of them; beside it the speed of {@link OnePassTfIdf} on a window that it can bear.
 */
public final class StorySoakBenchmark implements Benchmark {

    private static final int BASELINE_WINDOW = 2_000;

    /** More than this in the second half of a run beside the first is growth; within each, tables grow and shrink in steps. */
    private static final double FLAT = 1.05;

    /** Made by the service loader. */
    public StorySoakBenchmark() {}

    @Override
    public String name() {
        return "story-soak";
    }

    @Override
    public void run(boolean json, PrintStream out) throws IOException {
        run(200_000, 1_000_000, json, out);
    }

    /** Runs a soak of another size: the window, then the articles. */
    public static void main(String[] arguments) throws IOException {
        run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), false, System.out);
    }

    /** How it stood after so many articles: speed since the last time, and memory in megabytes. */
    private record Mark(int articles, int held, double perSecond, long heap, long resident) {}

    private static void run(int window, int articles, boolean json, PrintStream out) throws IOException {
        Progress progress = Progress.on(System.err);
        SyntheticNews news = StoryBenchmark.news(window);
        StoryIndex index = new StoryIndex(new StorySettings(StorySettings.DEFAULT.window(), window));
        List<Mark> marks = new ArrayList<>();
        for (int part = 1; part <= 10; part++) {
            Mark mark = mark(part * (articles / 10), articles / 10, news, index);
            marks.add(mark);
            progress.say(String.format(
                    Locale.ROOT,
                    "  %,d articles, %,d held: %,.0f articles/s, heap %d MB, resident %d MB",
                    mark.articles(),
                    mark.held(),
                    mark.perSecond(),
                    mark.heap(),
                    mark.resident()));
        }
        progress.say("Plain TF-IDF ...");
        double baseline = StoryBenchmark.baseline(BASELINE_WINDOW);
        long firstHalf = mostHeap(marks.subList(0, marks.size() / 2));
        long secondHalf = mostHeap(marks.subList(marks.size() / 2, marks.size()));
        boolean flat = secondHalf <= firstHalf * FLAT;
        double slowest = marks.stream().mapToDouble(Mark::perSecond).min().orElse(0);
        if (json) {
            ObjectNode answer = AvroJson.MAPPER
                    .createObjectNode()
                    .put("window", window)
                    .put("articles", articles)
                    .put("slowestArticlesPerSecond", slowest)
                    .put("mostHeapInTheFirstHalf", firstHalf)
                    .put("mostHeapInTheSecondHalf", secondHalf)
                    .put("flat", flat)
                    .put("baselineWindow", BASELINE_WINDOW)
                    .put("baselineArticlesPerSecond", baseline)
                    .put("ratio", slowest / baseline);
            ArrayNode heaps = answer.putArray("heapByTenth");
            marks.forEach(mark -> heaps.add(mark.heap()));
            out.println(AvroJson.MAPPER.writeValueAsString(answer));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%12s %10s %12s %10s %12s%n",
                "articles",
                "held",
                "articles/s",
                "heap, MB",
                "resident, MB");
        marks.forEach(mark -> out.printf(
                Locale.ROOT,
                "%,12d %,10d %,12.0f %,10d %,12d%n",
                mark.articles(),
                mark.held(),
                mark.perSecond(),
                mark.heap(),
                mark.resident()));
        out.printf(
                Locale.ROOT,
                "%nMemory is %s: %d MB of heap at the most in the first half, %d MB in the second%n",
                flat ? "flat" : "NOT flat",
                firstHalf,
                secondHalf);
        out.printf(
                Locale.ROOT,
                "Slowest part %,.0f articles/s with a window of %,d; plain TF-IDF %,.1f with one of %,d: %,.0f times%n",
                slowest,
                window,
                baseline,
                BASELINE_WINDOW,
                slowest / baseline);
    }

    private static long mostHeap(List<Mark> marks) {
        return marks.stream().mapToLong(Mark::heap).max().orElse(0);
    }

    /** Signs and places articles; only that is timed, in time of the processor. */
    private static Mark mark(int upTo, int articles, SyntheticNews news, StoryIndex index) throws IOException {
        long spent = 0;
        for (int at = 0; at < articles; at++) {
            Item item = news.next();
            long start = StoryBenchmark.THREADS.getCurrentThreadCpuTime();
            index.assign(
                    item.id(),
                    1,
                    StorySigner.sign(item.source(), "en", item.headline(), null, item.body()),
                    item.publishedAt());
            spent += StoryBenchmark.THREADS.getCurrentThreadCpuTime() - start;
        }
        return new Mark(
                upTo,
                index.size(),
                articles * 1e9 / spent,
                StoryBenchmark.usedBytes() >> 20,
                residentKilobytes() >> 10);
    }

    /** Memory of this process that is in use, as Linux tells; 0 elsewhere. */
    private static long residentKilobytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
