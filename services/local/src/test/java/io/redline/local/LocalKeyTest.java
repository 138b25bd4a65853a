package io.redline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeyTest {

    @Test
    void aKeyIsMadeOnceAndKeptForItsOwnerAlone(@TempDir Path directory) throws IOException {
        Path data = directory.resolve("data");
        String key = LocalKey.in(data, "link-key");
        assertThat(key).matches("[A-Za-z0-9_-]{43}");
        assertThat(LocalKey.in(data, "link-key")).isEqualTo(key);
        assertThat(LocalKey.in(data, "other-key")).isNotEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("link-key"))))
                .isEqualTo("rw-------");
        assertThat(data).isDirectoryNotContaining("glob:**.new");
    }
}
