package io.redline.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/** A key that this machine made for itself and keeps beside its data, readable by its owner alone, for those who name none. */
final class LocalKey {

    private static final int BYTES = 32;

    private LocalKey() {}

    /**
     * The key of that name: 256 random bits as URL-safe Base64, made when it is first asked for and the same from then on.
     *
     * @throws IOException when it can be neither read nor kept
     */
    static String in(Path data, String name) throws IOException {
        Path file = data.resolve(name);
        if (Files.notExists(file)) {
            Files.createDirectories(data);
            // In one step, so that a process killed meanwhile leaves no half of a key.
            Path draft = Files.createTempFile(data, name, ".new");
            Files.writeString(draft, random());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
