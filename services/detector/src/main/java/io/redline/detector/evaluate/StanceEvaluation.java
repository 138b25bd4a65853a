package io.redline.detector.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.detector.stance.StanceDetector;
import io.redline.detector.stance.StanceFinding;
import io.redline.schemas.Action;
import io.redline.schemas.Side;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Scores the stance detector on labelled sentences, one JSON object a line: {@code
 * {"id","text","actorText","targetText","action","side"}}. What counts is the first stance of each text; none is neutral.
 *
 * <p>Sides and actions are scored as classes ({@link Classification}); actors and targets by the overlap of their words
 * with the label's, as the F1 of each pair averaged over labels, an actor never counting as a target.
 */
public final class StanceEvaluation {

    private static final List<String> SIDES =
            Arrays.stream(Side.values()).map(Side::code).toList();
    private static final List<String> ACTIONS =
            Arrays.stream(Action.values()).map(Action::name).toList();
    private static final String NO_ACTION = "none";

    private StanceEvaluation() {}

    /**
     * Scores the file and prints tables, or one JSON object.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when a line is not a labelled sentence; the message names the line
     */
    public static void run(Path file, boolean json, PrintStream out) throws IOException {
        run(StanceDetector.withDefaults(), file, json, out);
    }

    /** Scores the file with a detector of the caller's, such as one with a desk's additions. */
    public static void run(StanceDetector detector, Path file, boolean json, PrintStream out) throws IOException {
        Classification sides = new Classification(SIDES);
        Classification polar = new Classification(SIDES.subList(0, 2));
        Classification actions = new Classification(ACTIONS);
        Overlap actors = new Overlap();
        Overlap targets = new Overlap();
        List<JsonNode> records = read(file);
        long start = System.nanoTime();
        for (JsonNode label : records) {
            List<StanceFinding> stances = detector.detect("", label.path("text").asText(), "en", Instant.EPOCH)
                    .stances();
            StanceFinding first = stances.isEmpty() ? null : stances.get(0);
            String side = label.path("side").asText();
            String found = first == null ? Side.NEUTRAL.code() : first.side().code();
            sides.add(side, found);
            if (!side.equals(Side.NEUTRAL.code())) {
                polar.add(side, found);
            }
            if (label.hasNonNull("action")) {
                actions.add(
                        label.get("action").asText(),
                        first == null || first.action() == null
                                ? NO_ACTION
                                : first.action().name());
            }
            actors.add(label.path("actorText"), first == null ? null : first.actorText());
            targets.add(label.path("targetText"), first == null ? null : first.targetText());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json) {
            ObjectNode report = new ObjectMapper().createObjectNode();
            report.put("sentences", records.size());
            report.set("side", sides.json());
            report.set("sideWithoutNeutral", polar.json());
            report.set("action", actions.json());
            report.put("actorF1", actors.f1());
            report.put("targetF1", targets.f1());
            report.put("actorAndTargetF1", (actors.f1() + targets.f1()) / 2);
            report.put("sentencesPerSecond", records.size() / seconds);
            out.println(report);
            return;
        }
        out.printf(Locale.ROOT, "%d sentences, %.0f a second%n%n", records.size(), records.size() / seconds);
        out.printf(Locale.ROOT, "side               accuracy %.3f  macro-F1 %.3f%n", sides.accuracy(), sides.macroF1());
        out.printf(Locale.ROOT, "side, not neutral  accuracy %.3f  macro-F1 %.3f%n", polar.accuracy(), polar.macroF1());
        out.printf(
                Locale.ROOT,
                "action             accuracy %.3f  macro-F1 %.3f%n",
                actions.accuracy(),
                actions.macroF1());
        out.printf(Locale.ROOT, "actor, target      word F1 %.3f, %.3f%n%n", actors.f1(), targets.f1());
        sides.print(out);
        actions.print(out);
    }

    private static List<JsonNode> read(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> records = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            JsonNode label;
            try {
                label = mapper.readTree(line);
            } catch (IOException e) {
                throw new IllegalArgumentException("line " + number + " is not JSON", e);
            }
            if (!label.hasNonNull("text") || !SIDES.contains(label.path("side").asText())) {
                throw new IllegalArgumentException(
                        "line " + number + " needs a \"text\" and a \"side\" of cooperative, conflict or neutral");
            }
            records.add(label);
        }
        return records;
    }

    /** The mean F1 between the words of labels and of what was found for them. */
    private static final class Overlap {
        private double sum;
        private int count;

        void add(JsonNode label, @Nullable String found) {
            if (!label.isTextual()) {
                return;
            }
            count++;
            List<String> gold = words(label.asText());
            List<String> own = new ArrayList<>(found == null ? List.of() : words(found));
            int ownSize = own.size();
            int common = 0;
            for (String word : gold) {
                if (own.remove(word)) {
                    common++;
                }
            }
            sum += common == 0 ? 0 : 2.0 * common / (gold.size() + ownSize);
        }

        double f1() {
            return count == 0 ? 0 : sum / count;
        }

        private static List<String> words(String text) {
            return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }
}
