package io.redline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.runtime.AvroJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeCommandTest {

    @TempDir
    Path directory;

    @Test
    void eachArticleBecomesOneLineInInputOrder() throws Exception {
        Path input = write(
                "{\"id\":\"2\",\"headline\":\"France rejects talks with Germany\"}",
                "{\"id\":\"1\",\"text\":\"Peru will hold talks with Chile.\",\"label\":\"passed over\"}");
        assertThat(analyze(input)).extracting(line -> line.path("id").asText()).containsExactly("2", "1");
    }

    @Test
    void aTurnStandsOnTheLineThatCompletesIt() throws Exception {
        Path input = write(
                "{\"id\":\"1\",\"text\":\"Morocco rejected talks with Algeria.\"}",
                "{\"id\":\"2\",\"text\":\"Morocco agreed to talks with Algeria.\"}");
        List<JsonNode> lines = analyze(input);
        assertThat(lines.get(0).path("shifts")).isEmpty();
        assertThat(lines.get(1).path("shifts")).isNotEmpty();
        assertThat(lines.get(1).at("/shifts/0/to").asText()).isEqualTo("cooperative");
    }

    @Test
    void twoDatedReportsOfOneEventAreOneStory() throws Exception {
        String event = "Harbour pilots in Valparaiso walked out on Friday after talks on night shifts broke down.";
        Path input = write(
                "{\"id\":\"1\",\"source\":\"Harbour Wire\",\"publishedAt\":\"2026-01-30T09:00:00Z\",\"headline\":\"Pilots walk out\",\"body\":\""
                        + event + "\"}",
                "{\"id\":\"2\",\"source\":\"Coast Post\",\"publishedAt\":\"2026-01-30T10:00:00Z\",\"headline\":\"Pilots strike\",\"body\":\""
                        + event + "\"}");
        List<JsonNode> lines = analyze(input);
        assertThat(lines.get(1).at("/story/id")).isEqualTo(lines.get(0).at("/story/id"));
        assertThat(lines.get(1).at("/story/duplicateOf").asText()).isEqualTo("1");
    }

    @Test
    void aBrokenLineIsNamedAndTheRestIsAnalyzed() throws Exception {
        Path input = write("{\"id\":\"1\",\"text\":\"Good.\"}", "{broken", "{\"id\":\"3\",\"text\":\"Good.\"}");
        CommandRun run = CommandRun.of("analyze", input.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.err()).startsWith(input + ":2: ");
    }

    @Test
    void aMissingFileIsSaidInOneSentence() {
        CommandRun run = CommandRun.of("analyze", directory.resolve("none").toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("There is no file ");
    }

    @Test
    void anExplanationNamesTheRuleAndTheWordsItRestsOn() throws Exception {
        String text = "Peru will not lift the tariffs on Chile unless the port reopens.";
        Path input = write("{\"id\":\"1\",\"text\":\"" + text + "\"}");
        assertThat(analyze(input).get(0).at("/stances/0/explanation").isMissingNode())
                .isTrue();
        JsonNode explanation = analyze(input, "--explain").get(0).at("/stances/0/explanation");
        assertThat(explanation.path("rule").asText()).isEqualTo("not(lift ~penalty)");
        assertThat(explanation.path("words"))
                .extracting(word -> word.path("part").asText() + ": "
                        + text.substring(
                                word.path("start").asInt(), word.path("end").asInt()))
                .containsExactly(
                        "pattern: will not lift the tariffs",
                        "negation: not",
                        "condition: unless",
                        "actor: Peru",
                        "target: Chile");
        assertThat(explanation.path("words"))
                .allSatisfy(word -> assertThat(word.path("text").asText())
                        .isEqualTo(text.substring(
                                word.path("start").asInt(), word.path("end").asInt())));
    }

    @Test
    void anotherLanguageIsSaidToBeUnreadAndStillMatchedByKeyword() throws Exception {
        Path input = write(
                "{\"id\":\"1\",\"language\":\"de\",\"headline\":\"Athen nennt Iran eine red line\"}",
                "{\"id\":\"2\",\"language\":\"en\",\"headline\":\"Red line\",\"body\":\"Der Minister hat die Vorschläge der"
                        + " Gewerkschaft nicht angenommen und wird nach dem Treffen mit den Gesandten eine neue Frist für die"
                        + " Verhandlungen setzen, sagte er am Montag.\"}",
                "{\"id\":\"3\",\"text\":\"Peru rejects talks with Chile.\"}");
        List<JsonNode> lines = analyze(input);
        assertThat(lines.get(0).path("unread").asText()).isEqualTo("it is marked as \"de\"");
        assertThat(lines.get(1).path("unread").asText()).isEqualTo("its text is not English");
        assertThat(lines.get(2).has("unread")).isFalse();
        for (JsonNode line : lines.subList(0, 2)) {
            assertThat(line.path("stances")).isEmpty();
            assertThat(line.path("keywords")).isNotEmpty();
        }
    }

    private static List<JsonNode> analyze(Path input, String... options) throws Exception {
        String[] arguments = Stream.of(List.of("analyze"), List.of(options), List.of(input.toString()))
                .flatMap(List::stream)
                .toArray(String[]::new);
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            lines.add(AvroJson.MAPPER.readTree(line));
        }
        return lines;
    }

    private Path write(String... lines) throws Exception {
        return Files.write(directory.resolve("articles.jsonl"), List.of(lines));
    }
}
