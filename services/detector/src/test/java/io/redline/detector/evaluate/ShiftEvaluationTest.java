package io.redline.detector.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShiftEvaluationTest {

    private static final Offset<Double> EXACT = within(1e-9);

    private static final String NO = "Portugal rejected talks with Morocco about sardine quotas.";
    private static final String YES =
            "Portugal agreed to hold talks with Morocco about sardine quotas. Skippers in Setubal cheered the minister.";
    private static final String NEITHER = "Rain is expected along the coast.";

    /** Told after each article's own sentence, so that none of them copies another. */
    private static final List<String> ASIDES = List.of(
            "Ice sold for less in Agadir, where nine cold stores have opened since spring.",
            "A cannery near Olhao has put its evening shift on leave until the herring come.",
            "Scientists counted fewer larvae off Cape Saint Vincent than in any survey before.",
            "The harbour choir of Sines gave a concert for a widow's roof.",
            "Diesel is dearer than wine, a skipper joked beside his empty crates.",
            "An auction hall in Larache closed early for want of anything to sell.");

    @TempDir
    private Path directory;

    @Test
    void aShiftIsRightUpToTwoArticlesAfterItsFirst() throws IOException {
        Path file = write(
                timeline("t1", "PRT", "cooperative", 2, NO, NO, YES),
                timeline("t2", "PRT", "cooperative", 2, NO, NO, NEITHER, NEITHER, YES));

        JsonNode score = score(file);
        assertThat(score.get("timelines").asInt()).isEqualTo(2);
        assertThat(score.get("labelled").asInt()).isEqualTo(2);
        assertThat(score.get("right").asInt()).isEqualTo(2);
        assertThat(score.get("f1").asDouble()).isEqualTo(1.0, EXACT);
        assertThat(score.get("meanDelay").asDouble()).isEqualTo(1.0, EXACT);
    }

    @Test
    void aShiftFoundLateOrOfSomebodyElseOrToTheOtherSideIsAFalseAlarm() throws IOException {
        Path file = write(
                timeline("late", "PRT", "cooperative", 1, NO, NEITHER, NEITHER, NEITHER, NO, YES),
                timeline("other", "ESP", "cooperative", 2, NO, NO, YES),
                timeline("side", "PRT", "conflict", 2, NO, NO, YES));

        JsonNode score = score(file);
        assertThat(score.get("found").asInt()).isEqualTo(3);
        assertThat(score.get("right").asInt()).isZero();
        assertThat(score.get("precision").asDouble()).isZero();
    }

    @Test
    void aTimelineKnowsNothingOfTheOneBefore() throws IOException {
        Path file =
                write(timeline("t1", "PRT", "cooperative", 0, NO, NO), timeline("t2", "PRT", "cooperative", 0, YES));

        assertThat(score(file).get("found").asInt()).isZero();
    }

    @Test
    void whatWasMissedIsListedOnDemand() throws IOException {
        Path file = write(timeline("quiet", "PRT", "cooperative", 1, NEITHER, NEITHER));

        assertThat(output(file, false, true)).contains("missed  quiet").contains("precision");
        assertThat(output(file, false, false)).doesNotContain("missed");
    }

    @Test
    void aLineThatIsNotALabelledTimelineIsNamed() throws IOException {
        Path file = write(timeline("t1", "PRT", "cooperative", 0, NO), "{\"id\":\"t2\",\"articles\":[]}");

        assertThatThrownBy(() -> score(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 2");
    }

    private Path write(String... lines) throws IOException {
        return Files.write(directory.resolve("timelines.jsonl"), List.of(lines));
    }

    /** A timeline with an article a day, whose one shift is first stated in the article at this place. */
    private static String timeline(String id, String actor, String to, int first, String... bodies) {
        StringBuilder line = new StringBuilder("{\"id\":\"" + id + "\",\"articles\":[");
        for (int day = 0; day < bodies.length; day++) {
            String body = bodies[day] + " " + ASIDES.get(day);
            line.append(day == 0 ? "" : ",")
                    .append("{\"id\":\"%s-%d\",\"source\":\"Wire %d\",".formatted(id, day, day))
                    .append("\"publishedAt\":\"2026-03-%02dT08:00:00Z\",".formatted(day + 1))
                    .append("\"headline\":\"\",\"body\":\"%s\"}".formatted(body));
        }
        return line.append(
                        "],\"shifts\":[{\"actor\":\"%s\",\"actorText\":\"x\",\"to\":\"%s\",\"firstArticle\":\"%s-%d\"}]}"
                                .formatted(actor, to, id, first))
                .toString();
    }

    private static JsonNode score(Path file) throws IOException {
        return new ObjectMapper().readTree(output(file, true, false));
    }

    private static String output(Path file, boolean json, boolean verbose) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ShiftEvaluation.run(file, json, verbose, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
