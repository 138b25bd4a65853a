package io.redline.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.redline.detector.ArticleAnalyzer;
import io.redline.detector.stance.StanceDetector;
import io.redline.detector.watch.WatchRegistry;
import io.redline.local.Benchmark;
import io.redline.schemas.Article;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;

/**
 * Measures what finding the stances of an article costs on one thread, in time and in memory, beside merely cutting the
 * same articles into stems with Lucene's English analyzer; and whether the time per character stays the same up to an
 * article of a megabyte.
 *
 * <p>Rates are articles a second of processor time of the one thread that works, so that a busy machine does not blur
 * them. The articles are made-up wire copy of about 2 KB.
 */
public final class DetectBenchmark implements Benchmark {

    private static final long SEED = 20260301;
    private static final int ARTICLES = 500;
    private static final long WARM_UP_NANOS = 4_000_000_000L;
    private static final long MEASURED_NANOS = 5_000_000_000L;
    private static final int[] LENGTHS = {2_000, 16_000, 128_000, 1_000_000};
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Found by {@link java.util.ServiceLoader}. */
    public DetectBenchmark() {}

    @Override
    public String name() {
        return "detect";
    }

    /**
     * What one kind of work cost.
     *
     * @param name what was done
     * @param perSecond articles a second of processor time
     * @param bytes allocated for an article
     */
    private record Cost(String name, double perSecond, long bytes) {}

    /**
     * How long one article of a length took.
     *
     * @param nanosPerChar processor time for each UTF-16 code unit
     */
    private record Growth(int chars, double nanosPerChar) {}

    @Override
    public void run(boolean json, PrintStream out) {
        List<Article> articles = articles();
        StanceDetector detector = StanceDetector.withDefaults();
        ArticleAnalyzer stageOne = new ArticleAnalyzer(new WatchRegistry(), detector);
        try (Analyzer lucene = new EnglishAnalyzer()) {
            Cost tokens = cost("Lucene's English analyzer, stems", articles, article -> stems(lucene, article));
            Cost stances = cost("Redline, stances", articles, article -> stances(detector, article));
            Cost whole = cost("Redline, all of stage one", articles, stageOne::analyze);
            List<Growth> growth = growth(detector, articles);
            if (json) {
                print(tokens, List.of(stances, whole), growth, out);
            } else {
                table(tokens, List.of(stances, whole), growth, out);
            }
        }
    }

    private static List<Article> articles() {
        WireCopy copy = new WireCopy(SEED);
        List<Article> articles = new ArrayList<>(ARTICLES);
        for (int i = 0; i < ARTICLES; i++) {
            articles.add(copy.article("detect-" + i, "harbour", START.plusSeconds(i)));
        }
        return articles;
    }

    private static Cost cost(String name, List<Article> articles, Consumer<Article> work) {
        repeat(articles, work, WARM_UP_NANOS);
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        long done = repeat(articles, work, MEASURED_NANOS);
        nanos = THREADS.getCurrentThreadCpuTime() - nanos;
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        return new Cost(name, done * 1e9 / nanos, bytes / done);
    }

    /** Works through whole rounds of the articles until this much processor time has gone. */
    private static long repeat(List<Article> articles, Consumer<Article> work, long nanos) {
        long end = THREADS.getCurrentThreadCpuTime() + nanos;
        long done = 0;
        do {
            articles.forEach(work);
            done += articles.size();
        } while (THREADS.getCurrentThreadCpuTime() < end);
        return done;
    }

    private static void stances(StanceDetector detector, Article article) {
        detector.detect(article.getHeadline(), article.getBody(), article.getLanguage(), article.getPublishedAt());
    }

    private static void stems(Analyzer analyzer, Article article) {
        for (String text : List.of(article.getHeadline(), article.getBody())) {
            try (TokenStream tokens = analyzer.tokenStream("text", text)) {
                tokens.reset();
                while (tokens.incrementToken()) {
                    // the work is in producing it
                }
                tokens.end();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    private static List<Growth> growth(StanceDetector detector, List<Article> articles) {
        StringBuilder all = new StringBuilder();
        articles.forEach(article -> all.append(article.getBody()).append('\n'));
        List<Growth> growth = new ArrayList<>();
        for (int length : LENGTHS) {
            String body = all.substring(0, Math.min(length, all.length()));
            Article article = Article.newBuilder(articles.get(0)).setBody(body).build();
            List<Article> copies = List.of(article);
            repeat(copies, one -> stances(detector, one), MEASURED_NANOS / 20);
            long nanos = THREADS.getCurrentThreadCpuTime();
            long done = repeat(copies, one -> stances(detector, one), MEASURED_NANOS / 5);
            nanos = THREADS.getCurrentThreadCpuTime() - nanos;
            growth.add(new Growth(body.length(), (double) nanos / done / body.length()));
        }
        return growth;
    }

    private static void table(Cost peer, List<Cost> own, List<Growth> growth, PrintStream out) {
        out.printf("%-34s %12s %14s %8s%n", "", "articles/s", "bytes/article", "cost");
        out.printf(Locale.ROOT, "%-34s %12.0f %14d %8s%n", peer.name(), peer.perSecond(), peer.bytes(), "1.0");
        for (Cost cost : own) {
            out.printf(
                    Locale.ROOT,
                    "%-34s %12.0f %14d %8.1f%n",
                    cost.name(),
                    cost.perSecond(),
                    cost.bytes(),
                    peer.perSecond() / cost.perSecond());
        }
        out.printf("%n%-34s %12s%n", "length of one article", "ns/character");
        for (Growth one : growth) {
            out.printf(Locale.ROOT, "%-34d %12.1f%n", one.chars(), one.nanosPerChar());
        }
    }

    private static void print(Cost peer, List<Cost> own, List<Growth> growth, PrintStream out) {
        ObjectNode report = new ObjectMapper().createObjectNode().put("benchmark", "detect");
        ArrayNode costs = report.putArray("costs");
        List<Cost> all = new ArrayList<>(List.of(peer));
        all.addAll(own);
        all.forEach(cost -> costs.addObject()
                .put("name", cost.name())
                .put("articlesPerSecond", cost.perSecond())
                .put("bytesPerArticle", cost.bytes())
                .put("timesPeer", peer.perSecond() / cost.perSecond()));
        ArrayNode lengths = report.putArray("lengths");
        growth.forEach(
                one -> lengths.addObject().put("characters", one.chars()).put("nanosPerCharacter", one.nanosPerChar()));
        out.println(report);
    }
}
