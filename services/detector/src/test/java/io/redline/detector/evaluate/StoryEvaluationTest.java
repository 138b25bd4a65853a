package io.redline.detector.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redline.detector.evaluate.StoryEvaluation.Grouping;
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

class StoryEvaluationTest {

    private static final Offset<Double> EXACT = within(1e-9);

    @TempDir
    private Path directory;

    @Test
    void scoresAreThoseWorkedOutByHand() {
        Grouping score = Grouping.score(List.of("x", "x", "x", "y", "y"), List.of("1", "1", "2", "2", "3"));

        // Shares of the found story: 1, 1, 1/2, 1/2, 1; of the true one: 2/3, 2/3, 1/3, 1/2, 1/2.
        assertThat(score.stories()).isEqualTo(3);
        assertThat(score.precision()).isEqualTo(4.0 / 5, EXACT);
        assertThat(score.recall()).isEqualTo((5.0 / 3 + 1) / 5, EXACT);
        assertThat(score.pairPrecision()).isEqualTo(1.0 / 2, EXACT);
        assertThat(score.pairRecall()).isEqualTo(1.0 / 4, EXACT);
    }

    @Test
    void articlesAreTakenInTheOrderOfTheirPublication() throws IOException {
        String copy = "The dam above Orvik held overnight as rain eased and four villages went back to their homes.";
        Path file = write(
                line("late", "s1", "2026-03-02T12:00:00Z", copy),
                line("other", "s2", "2026-03-02T11:00:00Z", "A chess player of nine beat the champion of Selmark."),
                line("early", "s1", "2026-03-02T10:00:00Z", copy));

        JsonNode score = new ObjectMapper().readTree(output(file, true));
        assertThat(score.get("articles").asInt()).isEqualTo(3);
        assertThat(score.get("stories").asInt()).isEqualTo(2);
        assertThat(score.get("bcubedF1").asDouble()).isEqualTo(1.0, EXACT);
        assertThat(output(file, false)).contains("B-cubed").contains("pairwise");
    }

    @Test
    void aLineThatIsNotALabelledArticleIsNamed() throws IOException {
        Path file = write(line("a", "s1", "2026-03-02T12:00:00Z", "x"), "{\"id\":\"b\"}");

        assertThatThrownBy(() -> output(file, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 2");
    }

    private Path write(String... lines) throws IOException {
        return Files.write(directory.resolve("stories.jsonl"), List.of(lines));
    }

    private static String line(String id, String story, String publishedAt, String body) {
        return "{\"id\":\"%s\",\"story\":\"%s\",\"publishedAt\":\"%s\",\"source\":\"Wire\",\"language\":\"en\",\"headline\":\"%s\",\"body\":\"%s\"}"
                .formatted(id, story, publishedAt, body, body);
    }

    private static String output(Path file, boolean json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StoryEvaluation.run(file, json, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
