package io.redline.local;

import io.redline.detector.StandaloneDetector;
import io.redline.detector.stance.StanceDetector;
import io.redline.ingest.format.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the detector over articles without a broker. */
@Command(
        name = "analyze",
        description =
                "Runs the detector without a broker: JSON Lines of articles, or of {\"id\",\"text\"}, in; for each one"
                        + " JSON line with story, stances, shifts and keywords out.")
final class AnalyzeCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "FILE|-", description = "The articles; - or nothing for standard input.")
    private String input = "-";

    @Option(
            names = "--explain",
            description = "Say for each stance which rule found it and which words it rests on, with offsets.")
    private boolean explain;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        StandaloneDetector detector =
                StandaloneDetector.of(StanceDetector.withDefaults(), StandaloneDetector.defaultKeywords());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        boolean allRead = true;
        try (InputStream stream = input.equals("-") ? System.in : Files.newInputStream(Path.of(input))) {
            ArticleLines lines = new ArticleLines(stream);
            for (Reading reading = lines.next(); reading != null; reading = lines.next()) {
                if (reading instanceof Reading.Accepted accepted) {
                    out.println(detector.analyze(accepted.article(), explain));
                } else if (reading instanceof Reading.Refused refused) {
                    err.println(input + ":" + (refused.index() + 1) + ": " + refused.reason());
                    allRead = false;
                }
            }
        } catch (NoSuchFileException missing) {
            throw new IOException("There is no file " + input, missing);
        }
        return allRead ? 0 : 1;
    }
}
