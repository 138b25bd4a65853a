package io.redline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.embedded.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandTest {

    private static final String ONE_ACCEPTED = "{\"accepted\":[{\"id\":\"a\",\"version\":1}],\"rejected\":[]}";

    @TempDir
    Path directory;

    @Test
    void aPlainTextIsPublishedWithItsFirstLineAsHeadline() throws Exception {
        Path story = Files.writeString(directory.resolve("story.txt"), "Talks resume\nThey met again.\n");
        try (StandInDesk desk = StandInDesk.answering(202, ONE_ACCEPTED)) {
            CommandRun run = CommandRun.of("publish", story.toString(), "--server=" + desk.url());
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isEqualToIgnoringNewLines("Accepted 1, rejected 0.");
            assertThat(desk.asked().get(0).body()).contains("\"headline\":\"Talks resume\"");
        }
    }

    @Test
    void aBadLineIsReportedWithItsNumberAndTheOthersArePublished() throws Exception {
        Path lines = Files.writeString(
                directory.resolve("articles.jsonl"), "{\"id\":\"a\",\"headline\":\"x\"}\n{\"headline\":\"y\"}\n");
        try (StandInDesk desk = StandInDesk.answering(202, ONE_ACCEPTED)) {
            CommandRun run = CommandRun.of("publish", lines.toString(), "--server=" + desk.url());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out().lines()).containsExactly(lines + ":2: \"id\" is missing", "Accepted 1, rejected 1.");
        }
    }

    @Test
    void whatTheDeskRejectsIsReportedWithTheLineItCameFrom() throws Exception {
        Path lines = Files.writeString(directory.resolve("articles.jsonl"), "\n\n{\"id\":\"a\",\"headline\":\"x\"}\n");
        try (StandInDesk desk =
                StandInDesk.answering(202, "{\"accepted\":[],\"rejected\":[{\"index\":0,\"reason\":\"too long\"}]}")) {
            CommandRun run = CommandRun.of("publish", lines.toString(), "--server=" + desk.url());
            assertThat(run.out().lines()).containsExactly(lines + ":3: too long", "Accepted 0, rejected 1.");
        }
    }

    @Test
    void aMissingFileDoesNotKeepTheOthersFromBeingPublished() throws Exception {
        Path story = Files.writeString(directory.resolve("story.txt"), "Talks resume\n");
        try (StandInDesk desk = StandInDesk.answering(202, ONE_ACCEPTED)) {
            CommandRun run = CommandRun.of(
                    "publish", directory.resolve("none.txt").toString(), story.toString(), "--server=" + desk.url());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("none.txt: there is no such file.");
            assertThat(run.out()).contains("Accepted 1");
        }
    }

    @Test
    void whatCannotBeReadSaysWhatToDo() {
        try (StandInDesk desk = StandInDesk.answering(202, ONE_ACCEPTED)) {
            String nowhere = "http://127.0.0.1:" + Ports.free() + "/feed";
            CommandRun run = CommandRun.of("publish", directory.toString(), nowhere, "--server=" + desk.url());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err().lines())
                    .containsExactly(
                            directory + ": this is a directory: name the files in it",
                            nowhere + ": nothing answers at this address: check it, and that its server runs.");
            assertThat(desk.asked()).isEmpty();
        }
    }

    @Test
    void theCountsAreToldEvenWhenTheDeskFails() throws Exception {
        Path story = Files.writeString(directory.resolve("story.txt"), "Talks resume\n");
        try (StandInDesk desk = StandInDesk.answering(503, "{\"detail\":\"Kafka does not answer\"}")) {
            CommandRun run = CommandRun.of("publish", story.toString(), "--server=" + desk.url());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEqualToIgnoringNewLines("Accepted 0, rejected 0.");
            assertThat(run.err()).isEqualToIgnoringNewLines("Kafka does not answer.");
        }
    }
}
