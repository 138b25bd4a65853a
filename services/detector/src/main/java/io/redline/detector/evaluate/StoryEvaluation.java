package io.redline.detector.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redline.detector.story.Assignment;
import io.redline.detector.story.StoryIndex;
import io.redline.detector.story.StorySettings;
import io.redline.detector.story.StorySignature;
import io.redline.detector.story.StorySigner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Scores the grouping of stories on labelled articles: B-cubed precision, recall and F1 (Bagga and Baldwin 1998: for
 * each article the share of its story that truly belongs with it, and the share of what belongs with it that is there,
 * averaged over articles) and F1 over pairs of articles.
 *
 * <p>A line of the file is {@code {"id","story","publishedAt","source","language","headline","body"}}; articles are fed
 * in the order of their publication, as one stream.
 */
public final class StoryEvaluation {

    private static final int PROGRESS_EVERY = 10_000;

    private StoryEvaluation() {}

    /**
     * Scores the file and prints a table, or one JSON object.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when a line is not a labelled article; the message names the line
     */
    public static void run(Path file, boolean json, PrintStream out) throws IOException {
        List<Labelled> articles = read(file);
        StoryIndex index = new StoryIndex(StorySettings.DEFAULT);
        List<String> gold = new ArrayList<>();
        List<String> found = new ArrayList<>();
        long start = System.nanoTime();
        // As the stream does it: signed in parallel, placed in one order.
        List<StorySignature> signatures = articles.parallelStream()
                .map(article -> StorySigner.sign(
                        article.source(), article.language(), article.headline(), null, article.body()))
                .toList();
        for (int at = 0; at < articles.size(); at++) {
            Labelled article = articles.get(at);
            Assignment assignment = index.assign(article.id(), 1, signatures.get(at), article.publishedAt());
            gold.add(article.story());
            found.add(assignment.storyId());
            if (found.size() % PROGRESS_EVERY == 0 && !json) {
                out.printf(Locale.ROOT, "%,d of %,d articles%n", found.size(), articles.size());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        print(Grouping.score(gold, found), new HashSet<>(gold).size(), articles.size(), seconds, json, out);
    }

    private static void print(
            Grouping score, int goldStories, int articles, double seconds, boolean json, PrintStream out)
            throws IOException {
        if (json) {
            ObjectMapper mapper = new ObjectMapper();
            out.println(mapper.writeValueAsString(mapper.createObjectNode()
                    .put("articles", articles)
                    .put("goldStories", goldStories)
                    .put("stories", score.stories())
                    .put("bcubedPrecision", score.precision())
                    .put("bcubedRecall", score.recall())
                    .put("bcubedF1", score.f1())
                    .put("pairwisePrecision", score.pairPrecision())
                    .put("pairwiseRecall", score.pairRecall())
                    .put("pairwiseF1", score.pairF1())
                    .put("articlesPerSecond", articles / seconds)));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%,d articles, %,d labelled stories, %,d stories found, %,.0f articles/s%n%n",
                articles,
                goldStories,
                score.stories(),
                articles / seconds);
        out.printf(Locale.ROOT, "%-10s %10s %10s %10s%n", "", "precision", "recall", "F1");
        out.printf(
                Locale.ROOT, "%-10s %10.3f %10.3f %10.3f%n", "B-cubed", score.precision(), score.recall(), score.f1());
        out.printf(
                Locale.ROOT,
                "%-10s %10.3f %10.3f %10.3f%n",
                "pairwise",
                score.pairPrecision(),
                score.pairRecall(),
                score.pairF1());
    }

    private static List<Labelled> read(Path file) throws IOException {
        List<Labelled> articles =
                LabelledLines.read(file, "article (id, story, publishedAt, headline, body)", StoryEvaluation::labelled);
        articles.sort(Comparator.comparing(Labelled::publishedAt));
        return articles;
    }

    private static Labelled labelled(JsonNode node) {
        return new Labelled(
                node.required("id").asText(),
                node.required("story").asText(),
                Instant.parse(node.required("publishedAt").asText()),
                node.path("source").asText(""),
                node.path("language").asText("und"),
                node.path("headline").asText(""),
                node.path("body").asText(""));
    }

    private record Labelled(
            String id,
            String story,
            Instant publishedAt,
            String source,
            String language,
            String headline,
            String body) {}

    /** How well one grouping of the same things agrees with another. */
    record Grouping(int stories, double precision, double recall, double pairPrecision, double pairRecall) {

        /** Compares two labellings of the same articles, given in the same order. */
        static Grouping score(List<String> gold, List<String> found) {
            Map<String, Integer> goldSizes = new HashMap<>();
            Map<String, Integer> foundSizes = new HashMap<>();
            Map<List<String>, Integer> common = new HashMap<>();
            for (int at = 0; at < gold.size(); at++) {
                goldSizes.merge(gold.get(at), 1, Integer::sum);
                foundSizes.merge(found.get(at), 1, Integer::sum);
                common.merge(List.of(gold.get(at), found.get(at)), 1, Integer::sum);
            }
            double precision = 0;
            double recall = 0;
            for (int at = 0; at < gold.size(); at++) {
                double shared = common.getOrDefault(List.of(gold.get(at), found.get(at)), 0);
                precision += shared / foundSizes.getOrDefault(found.get(at), 1);
                recall += shared / goldSizes.getOrDefault(gold.get(at), 1);
            }
            double commonPairs = pairs(common);
            Set<String> stories = foundSizes.keySet();
            return new Grouping(
                    stories.size(),
                    gold.isEmpty() ? 0 : precision / gold.size(),
                    gold.isEmpty() ? 0 : recall / gold.size(),
                    ratio(commonPairs, pairs(foundSizes)),
                    ratio(commonPairs, pairs(goldSizes)));
        }

        double f1() {
            return harmonic(precision, recall);
        }

        double pairF1() {
            return harmonic(pairPrecision, pairRecall);
        }

        private static double pairs(Map<?, Integer> sizes) {
            return sizes.values().stream()
                    .mapToDouble(size -> size * (size - 1.0) / 2)
                    .sum();
        }

        private static double ratio(double part, double whole) {
            return whole == 0 ? 0 : part / whole;
        }

        private static double harmonic(double left, double right) {
            return left + right == 0 ? 0 : 2 * left * right / (left + right);
        }
    }
}
