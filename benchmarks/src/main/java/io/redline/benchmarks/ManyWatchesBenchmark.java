package io.redline.benchmarks;

import io.redline.local.Benchmark;
import java.io.PrintStream;

/** The {@link PipelineBenchmark} with 100,000 further watches in force. */
public final class ManyWatchesBenchmark implements Benchmark {

    private static final int WATCHES = 100_000;

    /** Made by the service loader. */
    public ManyWatchesBenchmark() {}

    @Override
    public String name() {
        return "many-watches";
    }

    @Override
    public void run(boolean json, PrintStream out) throws Exception {
        new PipelineBenchmark(WATCHES).run(json, out);
    }
}
