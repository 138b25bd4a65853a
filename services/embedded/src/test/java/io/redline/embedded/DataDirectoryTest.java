package io.redline.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void aFullDiskIsToldWithWhatIsNeededAndLeavesTheDirectoryFree() {
        assertThatThrownBy(() -> DataDirectory.claim(directory, Long.MAX_VALUE))
                .isInstanceOf(CannotStartException.class)
                .hasMessageStartingWith("The data directory " + directory + " is on a full disk (")
                .hasMessageEndingWith(" MB needed): free some space, or choose another directory");
        DataDirectory.claim(directory).close();
    }

    @Test
    void aDirectoryThatMayNotBeWrittenIsToldInOneSentence() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-x------"));
        assumeThat(Files.isWritable(directory)).as("root may write anywhere").isFalse();
        assertThatThrownBy(() -> DataDirectory.claim(directory.resolve("data")))
                .isInstanceOf(CannotStartException.class)
                .hasMessageStartingWith(
                        "The data directory " + directory.resolve("data") + " cannot be written (AccessDenied")
                .hasMessageEndingWith("make it writable, or choose another one");
    }
}
