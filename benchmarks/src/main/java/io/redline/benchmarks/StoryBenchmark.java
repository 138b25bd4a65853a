package io.redline.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.benchmarks.SyntheticNews.Item;
import io.redline.detector.story.StoryIndex;
import io.redline.detector.story.StorySettings;
import io.redline.detector.story.StorySignature;
import io.redline.detector.story.StorySigner;
import io.redline.local.Benchmark;
import io.redline.local.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how fast articles are grouped into stories with a full window, whether that stays so over a long stream, and
 * what an article costs in memory; beside it {@link OnePassTfIdf} on a window small enough to finish.
 *
 * <p>Rates are articles per second of processor time of the one thread that does the work, so that a busy machine does
 * not blur them. Making the articles is not counted.
 */
public final class StoryBenchmark implements Benchmark {

    private static final long SEED = 20260302;
    private static final Duration WINDOW = Duration.ofHours(72);

    /** A story is told for about half a day of the three that the window spans. */
    private static final int WINDOW_PER_RUNNING_STORY = 30;

    static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Made by the service loader. */
    public StoryBenchmark() {}

    @Override
    public String name() {
        return "stories";
    }

    @Override
    public void run(boolean json, PrintStream out) throws IOException {
        Options standard = Options.DEFAULT;
        run(new Options(standard.window(), standard.articles(), standard.baselineWindow(), json), out);
    }

    /**
     * What to measure.
     *
     * @param window articles in the window
     * @param articles articles measured once the window is full
     * @param baselineWindow articles in the baseline's window, of which as many are measured
     * @param json whether to print one JSON object instead of a table
     */
    public record Options(int window, int articles, int baselineWindow, boolean json) {

        /** The window as delivered, and half as many articles again; the baseline on 2,000. */
        public static final Options DEFAULT = new Options(200_000, 100_000, 2_000, false);

        /** Reads {@code --window N}, {@code --articles N}, {@code --baseline-window N} and {@code --json}. */
        static Options parse(String... arguments) {
            Options options = DEFAULT;
            for (int at = 0; at < arguments.length; at++) {
                options = switch (arguments[at]) {
                    case "--json" -> new Options(options.window, options.articles, options.baselineWindow, true);
                    case "--window" ->
                        new Options(number(arguments, ++at), options.articles, options.baselineWindow, options.json);
                    case "--articles" ->
                        new Options(options.window, number(arguments, ++at), options.baselineWindow, options.json);
                    case "--baseline-window" ->
                        new Options(options.window, options.articles, number(arguments, ++at), options.json);
                    default ->
                        throw new IllegalArgumentException("\"" + arguments[at]
                                + "\" is not an option: use --window, --articles, --baseline-window or --json");
                };
            }
            return options;
        }

        private static int number(String[] arguments, int at) {
            if (at >= arguments.length) {
                throw new IllegalArgumentException(arguments[at - 1] + " needs a number after it");
            }
            return Integer.parseInt(arguments[at]);
        }
    }

    /** Runs the benchmark with the options of {@link Options#parse}. */
    public static void main(String[] arguments) throws IOException {
        run(Options.parse(arguments), new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    /** Runs the benchmark and prints what it measured. */
    public static void run(Options options, PrintStream out) throws IOException {
        Progress progress = Progress.on(System.err);
        progress.say("Filling the window with " + options.window() + " articles ...");
        SyntheticNews news = news(options.window());
        long emptyBytes = usedBytes();
        StoryIndex index = new StoryIndex(new StorySettings(WINDOW, options.window()));
        Lap filling = lap(news, index, options.window());
        long bytesPerArticle = (usedBytes() - emptyBytes) / Math.max(1, index.size());
        List<Lap> laps = new ArrayList<>();
        for (int tenth = 0; tenth < 10; tenth++) {
            progress.say("Placing articles, tenth " + (tenth + 1) + " ...");
            laps.add(lap(news, index, Math.max(1, options.articles() / 10)));
        }
        long bytesPerArticleAtEnd = (usedBytes() - emptyBytes) / Math.max(1, index.size());
        progress.say("Plain TF-IDF ...");
        double baseline = baseline(options.baselineWindow());
        Result result =
                new Result(options, index.size(), filling, laps, bytesPerArticle, bytesPerArticleAtEnd, baseline);
        if (options.json()) {
            result.printJson(out);
        } else {
            result.printTable(out);
        }
    }

    static SyntheticNews news(int window) {
        return new SyntheticNews(SEED, WINDOW.dividedBy(window), Math.max(1, window / WINDOW_PER_RUNNING_STORY));
    }

    private static Lap lap(SyntheticNews news, StoryIndex index, int articles) {
        long signing = 0;
        long placing = 0;
        long slowest = 0;
        for (int at = 0; at < articles; at++) {
            Item item = news.next();
            long start = THREADS.getCurrentThreadCpuTime();
            StorySignature signature = StorySigner.sign(item.source(), "en", item.headline(), null, item.body());
            long signed = THREADS.getCurrentThreadCpuTime();
            index.assign(item.id(), 1, signature, item.publishedAt());
            long placed = THREADS.getCurrentThreadCpuTime();
            signing += signed - start;
            placing += placed - signed;
            slowest = Math.max(slowest, placed - signed);
        }
        return new Lap(articles * 1e9 / signing, articles * 1e9 / placing, slowest / 1e6);
    }

    static double baseline(int window) {
        SyntheticNews news = news(window);
        OnePassTfIdf plain = new OnePassTfIdf(window);
        long spent = 0;
        for (int at = 0; at < 2 * window; at++) {
            Item item = news.next();
            long start = THREADS.getCurrentThreadCpuTime();
            plain.assign(item.headline() + "\n" + item.body());
            if (at >= window) {
                spent += THREADS.getCurrentThreadCpuTime() - start;
            }
        }
        return window * 1e9 / spent;
    }

    static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Articles signed and placed per second of processor time, and the slowest placing in milliseconds. */
    private record Lap(double signedPerSecond, double placedPerSecond, double slowestMillis) {

        /** Articles per second of one thread that does both. */
        double perSecond() {
            return 1 / (1 / signedPerSecond + 1 / placedPerSecond);
        }
    }

    private record Result(
            Options options,
            int held,
            Lap filling,
            List<Lap> laps,
            long bytesPerArticle,
            long bytesPerArticleAtEnd,
            double baseline) {

        private double placedPerSecond() {
            return laps.size()
                    / laps.stream()
                            .mapToDouble(lap -> 1 / lap.placedPerSecond())
                            .sum();
        }

        private double perSecond() {
            return laps.size()
                    / laps.stream().mapToDouble(lap -> 1 / lap.perSecond()).sum();
        }

        void printTable(PrintStream out) {
            out.printf(Locale.ROOT, "Stories, window of %,d articles (%,d held)%n%n", options.window(), held);
            out.printf(Locale.ROOT, "%-14s %12s %12s %14s%n", "articles/s", "sign", "place", "slowest, ms");
            print(out, "while filling", filling);
            for (int at = 0; at < laps.size(); at++) {
                print(out, "tenth " + (at + 1), laps.get(at));
            }
            out.printf(
                    Locale.ROOT,
                    "%nMemory        %,d bytes an article when full, %,d at the end%n",
                    bytesPerArticle,
                    bytesPerArticleAtEnd);
            out.printf(
                    Locale.ROOT,
                    "Redline       %,.0f articles/s placed, %,.0f signed and placed%n",
                    placedPerSecond(),
                    perSecond());
            out.printf(
                    Locale.ROOT,
                    "Plain TF-IDF  %,.1f articles/s with a window of %,d%n",
                    baseline,
                    options.baselineWindow());
            out.printf(
                    Locale.ROOT,
                    "Ratio         %,.0f times as fast, with a window %,.0f times as large%n",
                    perSecond() / baseline,
                    (double) options.window() / options.baselineWindow());
        }

        private static void print(PrintStream out, String name, Lap lap) {
            out.printf(
                    Locale.ROOT,
                    "%-14s %,12.0f %,12.0f %14.1f%n",
                    name,
                    lap.signedPerSecond(),
                    lap.placedPerSecond(),
                    lap.slowestMillis());
        }

        void printJson(PrintStream out) throws IOException {
            ObjectMapper mapper = new ObjectMapper();
            ObjectNode json = mapper.createObjectNode()
                    .put("window", options.window())
                    .put("held", held)
                    .put("placedPerSecond", placedPerSecond())
                    .put("articlesPerSecond", perSecond())
                    .put("bytesPerArticle", bytesPerArticle)
                    .put("bytesPerArticleAtEnd", bytesPerArticleAtEnd)
                    .put("baselineWindow", options.baselineWindow())
                    .put("baselineArticlesPerSecond", baseline)
                    .put("ratio", perSecond() / baseline);
            ArrayNode tenths = json.putArray("placedPerSecondByTenth");
            laps.forEach(lap -> tenths.add(lap.placedPerSecond()));
            out.println(mapper.writeValueAsString(json));
        }
    }
}
