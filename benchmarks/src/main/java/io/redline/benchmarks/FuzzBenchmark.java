package io.redline.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.redline.benchmarks.MatchQueries.Kind;
import io.redline.detector.ArticleAnalyzer;
import io.redline.detector.stance.StanceDetector;
import io.redline.detector.watch.WatchRegistry;
import io.redline.local.Benchmark;
import io.redline.local.Progress;
import io.redline.matcher.ArticleText;
import io.redline.matcher.QueryException;
import io.redline.matcher.QueryParser;
import io.redline.matcher.WatchMatcher;
import io.redline.schemas.Article;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A fuzzing run: texts that nobody writes through all of stage one, and queries that nobody asks against an article of 100
 * KB. Fails where anything escapes; tells the slowest of each beside plain wire copy of the same run.
 */
public final class FuzzBenchmark implements Benchmark {

    private static final long SEED = 20261122;
    private static final int MOST_CHARS = 1_000_000;

    /** Shorter texts say more of the clock than of the work. */
    private static final int LEAST_TIMED = 10_000;

    private static final long TEXTS_NANOS = 45_000_000_000L;
    private static final long QUERIES_NANOS = 20_000_000_000L;
    private static final int ARTICLE_WORDS = 16_000;
    private static final int QUERIES = 20_000;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Said over and over, so that whatever looks back or ahead has all of a text to look through. */
    private static final String[] REPEATED = {
        "\"",
        "(",
        "not ",
        "said ",
        "\u201c",
        "the ",
        "Iran ",
        "U.S. ",
        "and ",
        ", ",
        "that ",
        "1",
        "\n",
        "\u0301",
        "\u202e",
        "if ",
        "its ",
        "Mr. ",
        "- ",
        "would not rule out ",
        "President of the Foreign Minister of ",
        "x"
    };

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final WireCopy copy = new WireCopy(SEED);

    /** Found by {@link java.util.ServiceLoader}. */
    public FuzzBenchmark() {}

    @Override
    public String name() {
        return "fuzz";
    }

    /**
     * What a part of the run found.
     *
     * @param tried texts or queries
     * @param plain what plain wire copy, or the median query, cost
     * @param slowest the most that any cost
     */
    private record Found(long tried, double plain, double slowest) {}

    @Override
    public void run(boolean json, PrintStream out) {
        Progress progress = Progress.on(System.err);
        progress.say("Texts, for " + TEXTS_NANOS / 1_000_000_000 + " s of processor time ...");
        Found texts = texts();
        progress.say("Queries ...");
        Found queries = queries();
        if (json) {
            ObjectNode result = new ObjectMapper().createObjectNode().put("benchmark", "fuzz");
            result.putObject("texts")
                    .put("tried", texts.tried())
                    .put("plainNanosPerChar", texts.plain())
                    .put("slowestNanosPerChar", texts.slowest())
                    .put("ratio", texts.slowest() / texts.plain());
            result.putObject("queries")
                    .put("tried", queries.tried())
                    .put("medianMillis", queries.plain())
                    .put("slowestMillis", queries.slowest())
                    .put("ratio", queries.slowest() / queries.plain());
            out.println(result);
            return;
        }
        out.printf(
                Locale.ROOT,
                "%-34s %10s %12s %12s %8s%n",
                "nothing escaped from",
                "tried",
                "usual",
                "slowest",
                "ratio");
        row(out, "texts up to 1 MB, ns a character", texts);
        row(out, "queries on 100 KB, ms", queries);
    }

    private static void row(PrintStream out, String what, Found found) {
        out.printf(
                Locale.ROOT,
                "%-34s %10d %12.2f %12.2f %8.1f%n",
                what,
                found.tried(),
                found.plain(),
                found.slowest(),
                found.slowest() / found.plain());
    }

    private Found texts() {
        ArticleAnalyzer stageOne = new ArticleAnalyzer(new WatchRegistry(), StanceDetector.withDefaults());
        String plain = wireCopy(100_000);
        double usual = 0;
        for (int i = 0; i < 20; i++) {
            usual = nanosPerChar(stageOne, plain);
        }
        long end = THREADS.getCurrentThreadCpuTime() + TEXTS_NANOS;
        long tried = 0;
        double slowest = 0;
        while (THREADS.getCurrentThreadCpuTime() < end) {
            String text = text();
            double nanos = nanosPerChar(stageOne, text);
            tried++;
            if (text.length() >= LEAST_TIMED) {
                slowest = Math.max(slowest, nanos);
            }
        }
        return new Found(tried, usual, slowest);
    }

    private static double nanosPerChar(ArticleAnalyzer stageOne, String text) {
        Article article = Article.newBuilder()
                .setId("fuzz")
                .setSource("Fuzz")
                .setLanguage("en")
                .setHeadline(text.substring(0, Math.min(text.length(), 200)))
                .setBody(text)
                .setPublishedAt(START)
                .setReceivedAt(START)
                .build();
        long start = THREADS.getCurrentThreadCpuTime();
        stageOne.analyze(article);
        return (double) (THREADS.getCurrentThreadCpuTime() - start) / Math.max(1, text.length());
    }

    /** A text of any length, short ones as often as long ones. */
    private String text() {
        int length = (int) Math.exp(random.nextDouble() * Math.log(MOST_CHARS));
        return switch (random.nextInt(4)) {
            case 0 -> anything(length);
            case 1 -> repeated(length);
            case 2 -> spoilt(wireCopy(length));
            default -> {
                StringBuilder mixed = new StringBuilder(length);
                while (mixed.length() < length) {
                    int part = 1 + random.nextInt(200);
                    mixed.append(random.nextBoolean() ? repeated(part) : spoilt(wireCopy(part)));
                }
                yield mixed.substring(0, length);
            }
        };
    }

    private String anything(int length) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            int code = random.nextInt(3) == 0 ? random.nextInt(0x110000) : random.nextInt(0x250);
            text.appendCodePoint(code);
        }
        return text.toString();
    }

    private String repeated(int length) {
        String one = REPEATED[random.nextInt(REPEATED.length)];
        return one.repeat(length / one.length() + 1).substring(0, length);
    }

    private String wireCopy(int length) {
        StringBuilder text = new StringBuilder(length + 2_000);
        while (text.length() < length) {
            text.append(copy.article("fuzz", "harbour", START).getBody()).append('\n');
        }
        return text.substring(0, length);
    }

    /** The text with characters lost, doubled and put in the wrong place. */
    private String spoilt(String text) {
        StringBuilder spoilt = new StringBuilder(text);
        for (int i = 0; i < text.length() / 50 && !spoilt.isEmpty(); i++) {
            int at = random.nextInt(spoilt.length());
            switch (random.nextInt(3)) {
                case 0 -> spoilt.setCharAt(at, (char) random.nextInt(0x10000));
                case 1 -> spoilt.setCharAt(at, spoilt.charAt(random.nextInt(spoilt.length())));
                default -> spoilt.setCharAt(at, "\"'().,-\n \u201c\u201d".charAt(random.nextInt(11)));
            }
        }
        return spoilt.toString();
    }

    private Found queries() {
        MatchVocabulary vocabulary = new MatchVocabulary(SEED);
        ArticleText article = new MatchArticles(vocabulary, SEED).article(ARTICLE_WORDS);
        List<String> queries = new ArrayList<>(new MatchQueries(vocabulary, SEED).queries(Kind.ADVERSARIAL, QUERIES));
        queries.replaceAll(query -> random.nextInt(3) == 0 ? spoilt(query + query) : query);
        List<Double> millis = new ArrayList<>();
        long end = THREADS.getCurrentThreadCpuTime() + QUERIES_NANOS;
        for (String query : queries) {
            WatchMatcher matcher = new WatchMatcher();
            try {
                matcher.register("fuzz", QueryParser.parse(query));
            } catch (QueryException refused) {
                continue;
            }
            // The article's words are met for the first time by each matcher; what counts is the query.
            matcher.match(article);
            long start = THREADS.getCurrentThreadCpuTime();
            matcher.match(article);
            millis.add((THREADS.getCurrentThreadCpuTime() - start) / 1e6);
            if (THREADS.getCurrentThreadCpuTime() > end) {
                break;
            }
        }
        // The first ones ran before the code was compiled.
        List<Double> warm = new ArrayList<>(millis.subList(millis.size() / 4, millis.size()));
        Collections.sort(warm);
        return new Found(millis.size(), warm.get(warm.size() / 2), warm.get(warm.size() - 1));
    }
}
