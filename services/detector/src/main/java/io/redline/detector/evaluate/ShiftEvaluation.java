package io.redline.detector.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redline.detector.StandaloneDetector;
import io.redline.detector.stance.StanceDetector;
import io.redline.schemas.Article;
import io.redline.schemas.Evidence;
import io.redline.schemas.StanceShift;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scores stance shifts on labelled timelines, one JSON object a line: {@code
 * {"id","articles":[{"id","source","publishedAt","headline","body"}],"shifts":[{"actor","actorText","from","to","firstArticle"}]}}.
 * Each timeline is a stream of its own, read in the order given.
 *
 * <p>A shift found is right when its actor agrees with a labelled one (the same code, or a name word in common where the
 * label has no code), it goes to the same side, and the newest article of its evidence is the labelled first article or one
 * of the two after it. Each labelled shift is found once; all else that is found is a false alarm.
 */
public final class ShiftEvaluation {

    /** How many articles after the first that states it a shift may still be found. */
    private static final int LATEST = 2;

    private static final Set<String> NO_NAMES =
            Set.of("the", "a", "an", "of", "and", "for", "in", "on", "at", "to", "s");

    private ShiftEvaluation() {}

    /**
     * Scores the file and prints a table, or one JSON object.
     *
     * @param verbose list what was missed and what was found wrongly, below the table
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when a line is not a labelled timeline; the message names the line
     */
    public static void run(Path file, boolean json, boolean verbose, PrintStream out) throws IOException {
        StanceDetector stances = StanceDetector.withDefaults();
        Score score = new Score();
        for (Timeline timeline : LabelledLines.read(file, "timeline (id, articles, shifts)", Timeline::of)) {
            StandaloneDetector detector = StandaloneDetector.of(stances, List.of());
            List<StanceShift> found = timeline.articles().stream()
                    .flatMap(article -> detector.observe(article).completed().stream())
                    .toList();
            score.add(timeline, found);
        }
        if (json) {
            out.println(new ObjectMapper()
                    .createObjectNode()
                    .put("timelines", score.timelines)
                    .put("articles", score.articles)
                    .put("labelled", score.labelled)
                    .put("found", score.found)
                    .put("right", score.right)
                    .put("precision", score.precision())
                    .put("recall", score.recall())
                    .put("f1", score.f1())
                    .put("meanDelay", score.meanDelay()));
            return;
        }
        out.printf(Locale.ROOT, "%d timelines, %d articles%n%n", score.timelines, score.articles);
        out.printf(
                Locale.ROOT,
                "%8s %6s %6s %10s %7s %6s %20s%n",
                "labelled",
                "found",
                "right",
                "precision",
                "recall",
                "F1",
                "delay in articles");
        out.printf(
                Locale.ROOT,
                "%8d %6d %6d %10.3f %7.3f %6.3f %20.2f%n",
                score.labelled,
                score.found,
                score.right,
                score.precision(),
                score.recall(),
                score.f1(),
                score.meanDelay());
        if (verbose) {
            out.println();
            score.remarks.forEach(out::println);
        }
    }

    private record Timeline(String id, List<Article> articles, List<Label> shifts) {

        static Timeline of(JsonNode node) {
            List<Article> articles = new ArrayList<>();
            for (JsonNode article : node.required("articles")) {
                articles.add(article(article));
            }
            List<String> ids = articles.stream().map(Article::getId).toList();
            List<Label> shifts = new ArrayList<>();
            for (JsonNode shift : node.required("shifts")) {
                shifts.add(Label.of(shift, ids));
            }
            return new Timeline(node.required("id").asText(), articles, shifts);
        }

        private static Article article(JsonNode node) {
            Instant publishedAt = Instant.parse(node.required("publishedAt").asText());
            return Article.newBuilder()
                    .setId(node.required("id").asText())
                    .setSource(node.path("source").asText(""))
                    .setLanguage(node.path("language").asText("en"))
                    .setHeadline(node.path("headline").asText(""))
                    .setBody(node.path("body").asText(""))
                    .setPublishedAt(publishedAt)
                    .setReceivedAt(publishedAt)
                    .build();
        }

        /** Place of an article in the timeline; -1 for none of it. */
        int place(String article) {
            for (int place = 0; place < articles.size(); place++) {
                if (articles.get(place).getId().equals(article)) {
                    return place;
                }
            }
            return -1;
        }
    }

    /**
     * A shift that truly is in a timeline.
     *
     * @param first place of the first article that states it
     */
    private record Label(@Nullable String actor, String actorText, String to, int first) {

        static Label of(JsonNode node, List<String> articles) {
            String first = node.required("firstArticle").asText();
            if (!articles.contains(first)) {
                throw new IllegalArgumentException("there is no article " + first);
            }
            return new Label(
                    node.hasNonNull("actor") ? node.get("actor").asText() : null,
                    node.path("actorText").asText(""),
                    node.required("to").asText(),
                    articles.indexOf(first));
        }

        boolean isMetBy(StanceShift shift, int place) {
            return shift.getTo().equals(to) && place >= first && place <= first + LATEST && isOf(shift);
        }

        private boolean isOf(StanceShift shift) {
            return actor != null
                    ? actor.equals(shift.getActor())
                    : words(actorText).stream().anyMatch(words(shift.getActorText())::contains);
        }

        private static Set<String> words(String name) {
            return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                    .filter(word -> !word.isEmpty() && !NO_NAMES.contains(word))
                    .collect(Collectors.toSet());
        }
    }

    private static final class Score {
        private final List<String> remarks = new ArrayList<>();
        private int timelines;
        private int articles;
        private int labelled;
        private int found;
        private int right;
        private int delay;

        void add(Timeline timeline, List<StanceShift> shifts) {
            timelines++;
            articles += timeline.articles().size();
            labelled += timeline.shifts().size();
            found += shifts.size();
            Set<Label> met = new HashSet<>();
            for (StanceShift shift : shifts) {
                int place = shift.getEvidence().stream()
                        .mapToInt(one -> timeline.place(one.getArticle()))
                        .max()
                        .orElse(-1);
                Label label = timeline.shifts().stream()
                        .filter(one -> !met.contains(one) && one.isMetBy(shift, place))
                        .findFirst()
                        .orElse(null);
                if (label != null) {
                    met.add(label);
                    right++;
                    delay += place - label.first();
                }
                remarks.add((label == null ? "false   " : "right   ") + timeline.id() + ": " + text(shift));
            }
            for (Label label : timeline.shifts()) {
                if (!met.contains(label)) {
                    remarks.add("missed  " + timeline.id() + ": " + label.actorText() + " to " + label.to()
                            + ", first in article " + (label.first() + 1));
                }
            }
        }

        private static String text(StanceShift shift) {
            return shift.getActorText() + " [" + shift.getActor() + "] towards " + shift.getTargetText() + " ["
                    + shift.getTarget() + "] on " + shift.getIssue() + ": " + shift.getFrom() + " to " + shift.getTo()
                    + shift.getEvidence().stream().map(Score::text).collect(Collectors.joining());
        }

        private static String text(Evidence evidence) {
            return "\n          " + evidence.getArticle() + " \"" + evidence.getQuote() + "\"";
        }

        double precision() {
            return found == 0 ? 0 : (double) right / found;
        }

        double recall() {
            return labelled == 0 ? 0 : (double) right / labelled;
        }

        double f1() {
            return right == 0 ? 0 : 2 * precision() * recall() / (precision() + recall());
        }

        double meanDelay() {
            return right == 0 ? 0 : (double) delay / right;
        }
    }
}
