package io.redline.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.local.Benchmark;
import io.redline.local.Progress;
import io.redline.runtime.AvroJson;
import java.io.PrintStream;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * 10,000 alert versions to 200 receivers of which many misbehave, while two alerters are killed 20 times and the broker is
 * restarted twice, beside the same in peace. Fails when anything was lost, told under two ids, told out of order, or is not as
 * the ledger says.
 */
public final class ChaosBenchmark implements Benchmark {

    private static final ChaosRun.Plan PLAN = new ChaosRun.Plan(200, 2_000, 10_000, 20, 2, 60, 20260130);

    /** Made by the service loader. */
    public ChaosBenchmark() {}

    @Override
    public String name() {
        return "chaos";
    }

    @Override
    public void run(boolean json, PrintStream out) throws Exception {
        ChaosRun.Verdict verdict;
        try (ScratchDirectory scratch = ScratchDirectory.make()) {
            verdict = new ChaosRun(PLAN, Progress.on(System.err)).run(scratch.path());
        }
        if (json) {
            printJson(out, verdict);
        } else {
            printTable(out, verdict);
        }
        if (!verdict.faults().isEmpty()) {
            throw new IllegalStateException(String.join("; ", verdict.faults()));
        }
    }

    private static void printJson(PrintStream out, ChaosRun.Verdict verdict) {
        ObjectNode result = AvroJson.MAPPER.createObjectNode().put("benchmark", "chaos");
        result.put("receivers", PLAN.receivers())
                .put("alertVersions", PLAN.calm() + PLAN.alerts())
                .put("kills", PLAN.kills())
                .put("brokerRestarts", PLAN.brokerRestarts())
                .put("taken", verdict.taken())
                .put("sentAgain", verdict.repeated());
        verdict.faults().forEach(result.putArray("faults")::add);
        put(result.putObject("calm"), verdict.calm());
        put(result.putObject("trouble"), verdict.trouble());
        result.put("ratioP50", ratio(verdict, 50)).put("ratioP99", ratio(verdict, 99));
        out.println(result);
    }

    private static void printTable(PrintStream out, ChaosRun.Verdict verdict) {
        out.printf(
                Locale.ROOT,
                "%d alert versions, %d receivers, %d kills of an alerter, %d restarts of the broker%n",
                PLAN.calm() + PLAN.alerts(),
                PLAN.receivers(),
                PLAN.kills(),
                PLAN.brokerRestarts());
        out.printf(Locale.ROOT, "%-44s %10s %10s%n", "from detection to a prompt receiver", "p50 ms", "p99 ms");
        row(out, "in peace", verdict.calm());
        row(out, "in trouble", verdict.trouble());
        out.printf(
                Locale.ROOT, "%-44s %10.2f %10.2f%n", "ratio, trouble / peace", ratio(verdict, 50), ratio(verdict, 99));
        out.printf(
                Locale.ROOT,
                "%d events taken, %d of them sent again under their old id after a crash; %d faults%n",
                verdict.taken(),
                verdict.repeated(),
                verdict.faults().size());
        verdict.faults().forEach(fault -> out.println("  " + fault));
    }

    private static void row(PrintStream out, String what, Histogram times) {
        out.printf(
                Locale.ROOT, "%-44s %10d %10d%n", what, times.getValueAtPercentile(50), times.getValueAtPercentile(99));
    }

    private static void put(ObjectNode node, Histogram times) {
        node.put("p50Millis", times.getValueAtPercentile(50))
                .put("p99Millis", times.getValueAtPercentile(99))
                .put("count", times.getTotalCount());
    }

    private static double ratio(ChaosRun.Verdict verdict, double percentile) {
        return (double) verdict.trouble().getValueAtPercentile(percentile)
                / Math.max(1, verdict.calm().getValueAtPercentile(percentile));
    }
}
