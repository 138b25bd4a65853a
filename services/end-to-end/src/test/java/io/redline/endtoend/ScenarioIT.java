package io.redline.endtoend;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each scenario through the whole system, which is {@code redline up} with real receivers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenarioIT {

    private ScenarioStage stage;

    @BeforeAll
    void open(@TempDir Path data) throws Exception {
        stage = ScenarioStage.open(data);
    }

    @AfterAll
    void close() throws InterruptedException {
        stage.close();
    }

    @ParameterizedTest
    @MethodSource("io.redline.endtoend.Scenario#all")
    void comesOutAsWritten(Scenario scenario) throws Exception {
        assumeThat(scenario.awaits()).as(scenario + " awaits").isNull();
        ScenarioRun.of(scenario, stage, Duration.ZERO);
    }
}
