package io.redline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.embedded.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedlineMainTest {

    @Test
    void noCommandIsWrongUsage() {
        CommandRun run = CommandRun.of();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("A command is missing.").contains("redline --help");
    }

    @Test
    void anUnknownOptionIsNamedInOneSentence() {
        CommandRun run = CommandRun.of("up", "--prot", "8080");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("--prot"));
        assertThat(run.err()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "tailor > There is no command \"tailor\".",
                "watch change > There is no command \"change\".",
                "tail alerts stances > \"stances\" means nothing here.",
                "up --port http > \"http\" should be a whole number from 0 to 65535.",
                "up --kafka-port 70000 > \"70000\" should be a whole number from 0 to 65535.",
                "tail alerts --limit few > \"few\" should be a whole number.",
                "watch add talks --min-sources two > \"two\" should be a whole number.",
                "publish story.txt --server localhost > \"localhost\" should be an address such as http://127.0.0.1:8080.",
                "tail alerts --bootstrap localhost > it should be host:port, several parted by commas.",
                "tail alerts --registry localhost > it should be an http:// or https:// address."
            })
    void wrongUsageIsExitCodeTwoAndOneSentence(String arguments, String said) {
        CommandRun run = CommandRun.of(arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).endsWith(said));
        assertThat(run.err()).doesNotContain("Exception");
    }

    @Test
    void aBrokerThatIsNotThereOrHasNoNameIsSaidInOneSentence() {
        CommandRun run = CommandRun.of("tail", "alerts", "--bootstrap", "broker.invalid:9092");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("Kafka at broker.invalid:9092 does not answer:"
                        + " start Redline with ./redline up, or name a broker with --bootstrap.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "publish", "watch", "tail", "analyze", "evaluate", "bench"})
    void everyCommandExplainsItself(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: redline " + command);
    }

    @Test
    void aServerThatIsNotThereIsSaidInOneSentenceWithoutAStackTrace() {
        CommandRun run = CommandRun.of("watch", "list", "--server", "http://127.0.0.1:" + Ports.free());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("Nothing answers at http://127.0.0.1:").doesNotContain("\tat ");
    }

    @Test
    void verboseAddsTheStackTrace() {
        CommandRun run = CommandRun.of("--verbose", "watch", "list", "--server", "http://127.0.0.1:" + Ports.free());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("\tat ");
    }

    @Test
    void anUnknownTopicIsWrongUsageAndTheTopicsAreListed() {
        CommandRun run = CommandRun.of("tail", "alarms");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no topic \"alarms\"", "alerts, ");
    }

    @Test
    void anUnknownBenchmarkIsWrongUsage() {
        assertThat(CommandRun.of("bench", "nothing").exitCode()).isEqualTo(2);
    }
}
