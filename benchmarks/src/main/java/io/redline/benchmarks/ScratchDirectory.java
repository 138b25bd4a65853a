package io.redline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for the time of a benchmark.
 *
 * @param path where it is
 */
record ScratchDirectory(Path path) implements AutoCloseable {

    static ScratchDirectory make() throws IOException {
        return new ScratchDirectory(Files.createTempDirectory("redline-bench-"));
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
