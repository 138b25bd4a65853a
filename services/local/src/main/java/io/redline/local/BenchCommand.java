package io.redline.local;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a benchmark; those there are come from the class path. */
@Command(
        name = "bench",
        description = "Measures Redline beside a peer or baseline in the same run, and prints both and the ratio.")
final class BenchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The benchmark, such as detect, match or pipeline.")
    private String name = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        List<Benchmark> benchmarks = ServiceLoader.load(Benchmark.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        for (Benchmark benchmark : benchmarks) {
            if (benchmark.name().equals(name)) {
                benchmark.run(json, System.out);
                return 0;
            }
        }
        throw new ParameterException(
                spec.commandLine(),
                "There is no benchmark \"" + name + "\"; there are: "
                        + String.join(
                                ", ",
                                benchmarks.stream()
                                        .map(Benchmark::name)
                                        .sorted()
                                        .toList()));
    }
}
