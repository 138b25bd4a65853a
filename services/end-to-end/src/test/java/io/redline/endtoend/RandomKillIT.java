package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments while the scenarios run, which have to come out as if nothing had happened. The seed
 * is printed, and set by {@code -Dredline.kill.seed}; how often, by {@code -Dredline.kills}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomKillIT {

    private static final long SEED = Long.getLong("redline.kill.seed", System.nanoTime());
    private static final int KILLS = Integer.getInteger("redline.kills", 3);

    /** A kill comes this long after everything was up at most, so that it meets work under way. */
    private static final int LONGEST_RESPITE_MILLIS = 4_000;

    /** A broker that was killed is let in again once its old session has ended, and the services' groups after theirs. */
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private final Random random = new Random(SEED);
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private ScenarioStage stage;

    @BeforeAll
    void open(@TempDir Path data) throws Exception {
        System.out.println("Kills come from -Dredline.kill.seed=" + SEED);
        stage = ScenarioStage.open(data);
    }

    @AfterAll
    void close() throws InterruptedException {
        pool.shutdownNow();
        stage.close();
    }

    @Test
    void scenariosSideBySideComeOutAsWritten() throws Exception {
        List<Scenario> scenarios =
                ready().filter(scenario -> !scenario.needsTheSystemForItself()).toList();
        List<Future<Void>> runs = new ArrayList<>();
        scenarios.forEach(scenario -> runs.add(pool.submit(run(scenario))));
        for (int kill = 0; kill < KILLS; kill++) {
            kill().join();
        }
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            collect(scenarios.get(i), runs.get(i), wrong);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void scenariosWithRestartsOfTheirOwnComeOutAsWritten() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Scenario scenario :
                ready().filter(Scenario::needsTheSystemForItself).toList()) {
            CompletableFuture<Void> kill = kill();
            collect(scenario, pool.submit(run(scenario)), wrong);
            kill.join();
        }
        assertThat(wrong).isEmpty();
    }

    private static Stream<Scenario> ready() throws IOException {
        return Scenario.all().filter(scenario -> scenario.awaits() == null);
    }

    private Callable<Void> run(Scenario scenario) {
        return () -> {
            ScenarioRun.of(scenario, stage, RECOVERY);
            return null;
        };
    }

    private CompletableFuture<Void> kill() {
        int respite = random.nextInt(LONGEST_RESPITE_MILLIS);
        Executor later = CompletableFuture.delayedExecutor(respite, TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(
                () -> {
                    System.out.println("kill -9 after " + respite + " ms");
                    try {
                        stage.operate(Step.Deed.KILL);
                    } catch (Exception cannotStart) {
                        throw new IllegalStateException(cannotStart);
                    }
                },
                later);
    }

    private static void collect(Scenario scenario, Future<Void> run, List<String> wrong) throws InterruptedException {
        try {
            run.get();
        } catch (ExecutionException otherwise) {
            wrong.add(scenario + ": " + otherwise.getCause());
        }
    }
}
