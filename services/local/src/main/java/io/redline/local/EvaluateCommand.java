package io.redline.local;

import io.redline.detector.evaluate.ShiftEvaluation;
import io.redline.detector.evaluate.StanceEvaluation;
import io.redline.detector.evaluate.StoryEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Scores the detector on a labelled file. */
@Command(name = "evaluate", description = "Scores the detector on a labelled file and prints a table.")
final class EvaluateCommand implements Callable<Integer> {

    /** What can be scored. */
    enum Subject {
        STANCE,
        STORIES,
        SHIFTS
    }

    @Parameters(index = "0", paramLabel = "stance|stories|shifts", description = "What to score.")
    private Subject subject = Subject.STANCE;

    @Parameters(index = "1", paramLabel = "FILE", description = "Labelled data, JSON Lines.")
    private Path file = Path.of("-");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @ParentCommand
    private RedlineMain redline = new RedlineMain();

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("There is no file " + file);
        }
        switch (subject) {
            case STANCE -> StanceEvaluation.run(file, json, System.out);
            case STORIES -> StoryEvaluation.run(file, json, System.out);
            case SHIFTS -> ShiftEvaluation.run(file, json, redline.verbose(), System.out);
        }
        System.out.flush();
        return 0;
    }
}
