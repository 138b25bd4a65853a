package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments while the scenarios run, which have to come out as if nothing had happened. The seed
 * is printed, and set by {@code -Dredline.kill.seed}; how often, by {@code -Dredline.kills}.
 */
class RandomKillIT {

    private static final long SEED = Long.getLong("redline.kill.seed", System.nanoTime());
    private static final int KILLS = Integer.getInteger("redline.kills", 4);

    /** A kill comes this long after everything was up at most, so that it meets work under way. */
    private static final int LONGEST_RESPITE_MILLIS = 4_000;

    @TempDir
    Path data;

    @Test
    void killsAtRandomMomentsChangeNothing() throws Exception {
        System.out.println("Kills come from -Dredline.kill.seed=" + SEED);
        Random random = new Random(SEED);
        List<Scenario> scenarios =
                Scenario.all().filter(scenario -> scenario.awaits() == null).toList();
        List<Scenario> together = scenarios.stream()
                .filter(scenario -> !scenario.needsTheSystemForItself())
                .toList();
        List<Scenario> alone =
                scenarios.stream().filter(Scenario::needsTheSystemForItself).toList();
        ExecutorService pool = Executors.newCachedThreadPool();
        try (ScenarioStage stage = ScenarioStage.open(data)) {
            List<Future<Void>> beside = new ArrayList<>();
            for (Scenario scenario : together) {
                beside.add(pool.submit(run(scenario, stage)));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                kill(stage, random).join();
            }
            List<String> wrong = new ArrayList<>();
            for (int i = 0; i < beside.size(); i++) {
                collect(together.get(i), beside.get(i), wrong);
            }
            for (Scenario scenario : alone) {
                CompletableFuture<Void> kill = kill(stage, random);
                collect(scenario, pool.submit(run(scenario, stage)), wrong);
                kill.join();
            }
            assertThat(wrong).isEmpty();
        } finally {
            pool.shutdownNow();
        }
    }

    private static Callable<Void> run(Scenario scenario, ScenarioStage stage) {
        return () -> {
            ScenarioRun.of(scenario, stage);
            return null;
        };
    }

    private static CompletableFuture<Void> kill(ScenarioStage stage, Random random) {
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
