package io.redline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.embedded.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
