package io.redline.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redline.benchmarks.MatchQueries.Kind;
import io.redline.local.Benchmark;
import io.redline.local.Progress;
import io.redline.matcher.ArticleText;
import io.redline.matcher.Match;
import io.redline.matcher.Query;
import io.redline.matcher.QueryException;
import io.redline.matcher.QueryParser;
import io.redline.matcher.WatchMatcher;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Matches the same articles against the same watches with Redline and with Lucene Monitor, and compares. */
public final class MatchBenchmark implements Benchmark {
    private static final long SEED = 20260130;
    private static final int WARM_UP_PASSES = 2;

    /** Broad queries meet thousands of watches an article; a pass over them takes as many articles as fit into this. */
    private static final long PASS_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Made by the service loader. */
    public MatchBenchmark() {}

    @Override
    public String name() {
        return "match";
    }

    @Override
    public void run(boolean json, PrintStream out) throws IOException {
        report(Options.DEFAULTS, json, out);
    }

    /**
     * What to measure.
     *
     * @param sizes numbers of watches
     * @param peerUpTo the largest number of watches that Lucene Monitor is asked to serve
     * @param kinds kinds of query sets
     * @param articles how many articles a pass has
     * @param peerSeconds how long Lucene Monitor may match in each setting; it gets as far as it gets
     * @param file articles as JSON Lines instead of invented ones; null for invented ones
     */
    public record Options(
            List<Integer> sizes,
            int peerUpTo,
            List<Kind> kinds,
            int articles,
            int peerSeconds,
            @Nullable Path file) {

        /** What is measured unless told otherwise. */
        public static final Options DEFAULTS =
                new Options(List.of(1_000, 10_000, 100_000, 250_000), 100_000, List.of(Kind.values()), 2_000, 10, null);

        /**
         * Reads {@code --sizes 1000,10000 --peer-up-to N --kinds realistic,broad --articles N --peer-seconds N --file F}.
         *
         * @throws IllegalArgumentException for anything else
         */
        public static Options parse(List<String> arguments) {
            Options options = DEFAULTS;
            for (int i = 0; i + 1 < arguments.size(); i += 2) {
                options = options.with(arguments.get(i), arguments.get(i + 1));
            }
            if (arguments.size() % 2 != 0) {
                throw new IllegalArgumentException(arguments.get(arguments.size() - 1) + " needs a value");
            }
            return options;
        }

        private Options with(String name, String value) {
            return switch (name) {
                case "--sizes" ->
                    new Options(
                            Stream.of(value.split(",")).map(Integer::valueOf).toList(),
                            peerUpTo,
                            kinds,
                            articles,
                            peerSeconds,
                            file);
                case "--peer-up-to" -> new Options(sizes, Integer.parseInt(value), kinds, articles, peerSeconds, file);
                case "--kinds" ->
                    new Options(
                            sizes,
                            peerUpTo,
                            Stream.of(value.toUpperCase(Locale.ROOT).split(","))
                                    .map(Kind::valueOf)
                                    .toList(),
                            articles,
                            peerSeconds,
                            file);
                case "--articles" -> new Options(sizes, peerUpTo, kinds, Integer.parseInt(value), peerSeconds, file);
                case "--peer-seconds" -> new Options(sizes, peerUpTo, kinds, articles, Integer.parseInt(value), file);
                case "--file" -> new Options(sizes, peerUpTo, kinds, articles, peerSeconds, Path.of(value));
                default -> throw new IllegalArgumentException("there is no option " + name);
            };
        }
    }

    /**
     * What was measured for one kind and number of watches; rates a second, times in milliseconds.
     *
     * @param articlesPerSecond on one thread
     * @param articlesPerSecondAllCores on as many threads as there are cores
     * @param matchesPerArticle how many watches an article met on average
     * @param peerArticlesPerSecond Lucene Monitor on one thread; 0 if it was not asked
     * @param ratio Redline's rate on one thread divided by the peer's; 0 if it was not asked
     * @param sameMatches whether both found exactly the same on every article the peer got to
     */
    public record Result(
            String kind,
            int watches,
            double articlesPerSecond,
            double articlesPerSecondAllCores,
            double p50Millis,
            double p99Millis,
            double maxMillis,
            double matchesPerArticle,
            long heapBytesPerWatch,
            double registrationsPerSecond,
            double peerArticlesPerSecond,
            int peerArticles,
            double ratio,
            boolean sameMatches) {}

    /** Runs with {@code --json} for one JSON object, and the options of {@link Options#parse}. */
    public static void main(String[] arguments) throws IOException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean json = rest.remove("--json");
        report(Options.parse(rest), json, System.out);
    }

    private static void report(Options options, boolean json, PrintStream out) throws IOException {
        List<Result> results = run(options, json ? System.err : out);
        if (json) {
            out.println(new ObjectMapper()
                    .writeValueAsString(Map.of("benchmark", "match", "results", results, "growth", growth(results))));
        }
    }

    /** Measures all settings, printing a line for each as it is done. */
    public static List<Result> run(Options options, PrintStream out) throws IOException {
        MatchVocabulary vocabulary = new MatchVocabulary(SEED);
        List<ArticleText> articles = options.file() == null
                ? new MatchArticles(vocabulary, SEED + 1).articles(options.articles())
                : read(options.file(), options.articles());
        out.printf(
                "%-12s %8s %10s %10s %8s %8s %8s %8s %8s %10s %10s %7s %s%n",
                "queries",
                "watches",
                "articles/s",
                "all cores",
                "p50 ms",
                "p99 ms",
                "max ms",
                "matches",
                "B/watch",
                "register/s",
                "monitor/s",
                "ratio",
                "same");
        List<Result> results = new ArrayList<>();
        Progress progress = Progress.on(System.err);
        for (Kind kind : options.kinds()) {
            for (int size : options.sizes()) {
                progress.say("Matching with " + size + " " + kind.name().toLowerCase(Locale.ROOT) + " watches ...");
                Result result = measure(kind, size, vocabulary, articles, options);
                results.add(result);
                out.printf(
                        Locale.ROOT,
                        "%-12s %8d %10.0f %10.0f %8.3f %8.3f %8.3f %8.1f %8d %10.0f %10.1f %7.0f %s%n",
                        result.kind(),
                        result.watches(),
                        result.articlesPerSecond(),
                        result.articlesPerSecondAllCores(),
                        result.p50Millis(),
                        result.p99Millis(),
                        result.maxMillis(),
                        result.matchesPerArticle(),
                        result.heapBytesPerWatch(),
                        result.registrationsPerSecond(),
                        result.peerArticlesPerSecond(),
                        result.ratio(),
                        result.peerArticles() == 0 ? "-" : result.sameMatches() ? "yes" : "NO");
            }
        }
        for (Growth growth : growth(results)) {
            out.printf(
                    Locale.ROOT,
                    "Ten times the %s watches (%d to %d) cost %.2f times the time an article.%n",
                    growth.kind(),
                    growth.from(),
                    growth.to(),
                    growth.cost());
        }
        return results;
    }

    /**
     * What ten times the watches cost.
     *
     * @param cost time an article takes with {@code to} watches, divided by that with {@code from}; on one thread
     */
    public record Growth(String kind, int from, int to, double cost) {}

    private static List<Growth> growth(List<Result> results) {
        List<Growth> found = new ArrayList<>();
        for (Result small : results) {
            for (Result large : results) {
                if (small.kind().equals(large.kind()) && large.watches() == 10L * small.watches()) {
                    double cost = small.articlesPerSecond() / large.articlesPerSecond();
                    found.add(new Growth(small.kind(), small.watches(), large.watches(), cost));
                }
            }
        }
        return found;
    }

    private static Result measure(
            Kind kind, int size, MatchVocabulary vocabulary, List<ArticleText> all, Options options)
            throws IOException {
        List<String> queries = new MatchQueries(vocabulary, SEED + 2).queries(kind, size);
        long before = usedHeap();
        WatchMatcher matcher = new WatchMatcher();
        long begun = System.nanoTime();
        for (int i = 0; i < size; i++) {
            matcher.register(id(i), parse(queries.get(i)));
        }
        double registrations = size / seconds(begun);
        long heap = (usedHeap() - before) / size;

        List<ArticleText> articles = warmedUp(matcher, all);
        long[] nanos = new long[articles.size()];
        long matches = 0;
        begun = System.nanoTime();
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            matches += matcher.match(articles.get(i)).size();
            nanos[i] = System.nanoTime() - start;
        }
        double rate = nanos.length / seconds(begun);
        Arrays.sort(nanos);
        double allCores = rateOnAllCores(matcher, articles);

        int peerArticles = 0;
        double peerRate = 0;
        boolean same = true;
        if (size <= options.peerUpTo()) {
            Map<String, Query> watches = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                watches.put(id(i), parse(queries.get(i)));
            }
            try (LuceneMonitorPeer peer = new LuceneMonitorPeer(watches)) {
                peer.match(articles.get(0));
                long peerNanos = 0;
                long limit = TimeUnit.SECONDS.toNanos(options.peerSeconds());
                while (peerArticles < articles.size() && peerNanos < limit) {
                    ArticleText article = articles.get(peerArticles++);
                    long start = System.nanoTime();
                    Set<String> found = peer.match(article);
                    peerNanos += System.nanoTime() - start;
                    same &= found.equals(ids(matcher.match(article)));
                }
                peerRate = peerArticles * 1e9 / peerNanos;
            }
        }
        return new Result(
                kind.name().toLowerCase(Locale.ROOT),
                size,
                rate,
                allCores,
                millis(nanos, 0.50),
                millis(nanos, 0.99),
                millis(nanos, 1),
                (double) matches / nanos.length,
                heap,
                registrations,
                peerRate,
                peerArticles,
                peerRate == 0 ? 0 : rate / peerRate,
                same);
    }

    /** Matches for a while, and says how many of the articles a pass of about that length takes. */
    private static List<ArticleText> warmedUp(WatchMatcher matcher, List<ArticleText> articles) {
        long begun = System.nanoTime();
        int matched = 0;
        while (matched < WARM_UP_PASSES * articles.size() && System.nanoTime() - begun < PASS_NANOS) {
            matcher.match(articles.get(matched++ % articles.size()));
        }
        return articles.subList(0, Math.min(matched, articles.size()));
    }

    private static double rateOnAllCores(WatchMatcher matcher, List<ArticleText> articles) {
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(cores);
        try {
            List<Future<?>> passes = new ArrayList<>();
            long begun = System.nanoTime();
            for (int i = 0; i < cores; i++) {
                passes.add(threads.submit(() -> articles.forEach(matcher::match)));
            }
            for (Future<?> pass : passes) {
                pass.get();
            }
            return cores * articles.size() / seconds(begun);
        } catch (ExecutionException e) {
            throw new IllegalStateException("matching failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while matching", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static String id(int number) {
        return "watch-" + number;
    }

    private static Query parse(String query) {
        try {
            return QueryParser.parse(query);
        } catch (QueryException e) {
            throw new IllegalStateException("the generator wrote a query that does not parse: " + query, e);
        }
    }

    private static Set<String> ids(List<Match> matches) {
        Set<String> ids = new TreeSet<>();
        matches.forEach(match -> ids.add(match.watchId()));
        return ids;
    }

    private static List<ArticleText> read(Path file, int limit) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<ArticleText> articles = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines.limit(limit)::iterator) {
                JsonNode article = mapper.readTree(line);
                articles.add(new ArticleText(
                        article.path("headline").asText(""),
                        article.path("body").asText(""),
                        article.path("source").asText(""),
                        article.path("language").asText(""),
                        article.path("byline").asText("")));
            }
        }
        return articles;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static double millis(long[] sortedNanos, double share) {
        int index = (int) Math.ceil(share * sortedNanos.length) - 1;
        return sortedNanos[Math.max(index, 0)] / 1e6;
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
