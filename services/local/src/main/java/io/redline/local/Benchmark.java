package io.redline.local;

import java.io.PrintStream;

/**
 * A measurement that {@code ./redline bench} runs. Implementations are found on the class path by
 * {@link java.util.ServiceLoader}: name them in {@code META-INF/services/io.redline.local.Benchmark}.
 */
public interface Benchmark {

    /** Its name on the command line. */
    String name();

    /**
     * Measures the peer or baseline and Redline, and prints both and the ratio.
     *
     * @param json true for one JSON object instead of a table
     * @param out where the result goes; progress goes to stderr
     */
    void run(boolean json, PrintStream out) throws Exception;
}
