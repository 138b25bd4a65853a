package io.redline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.local.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chaos of {@code ./redline bench chaos}, small enough for every build. */
class ChaosIT {

    @Test
    void everyAlertReachesEveryLivingReceiverOnceThroughKillsAndRestarts(@TempDir Path directory) throws Exception {
        ChaosRun.Plan plan = new ChaosRun.Plan(20, 100, 600, 5, 1, 30, 7);
        ChaosRun.Verdict verdict = new ChaosRun(plan, Progress.silent()).run(directory);
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.taken()).isGreaterThan(600);
    }
}
