package io.redline.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory where everything that survives a restart is kept, claimed for one process: two brokers on the same files
 * would destroy them. The operating system lifts the claim when the process ends, however it ends.
 */
public final class DataDirectory implements AutoCloseable {

    /** What a fresh broker and registry need, with room to work. */
    private static final long LEAST_FREE_BYTES = 128L * 1024 * 1024;

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the directory if need be and claims it.
     *
     * @throws CannotStartException when it cannot be written, is nearly full, or another process has it
     */
    public static DataDirectory claim(Path directory) {
        return claim(directory, LEAST_FREE_BYTES);
    }

    static DataDirectory claim(Path directory, long leastFreeBytes) {
        Path path = directory.toAbsolutePath().normalize();
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            channel =
                    FileChannel.open(path.resolve("redline.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            requireSpace(path, leastFreeBytes);
            requireLock(path, channel);
            return new DataDirectory(path, channel);
        } catch (IOException refused) {
            close(channel);
            throw new CannotStartException(
                    "The data directory " + path + " cannot be written (" + describe(refused)
                            + "): make it writable, or choose another one",
                    refused);
        } catch (CannotStartException unfit) {
            close(channel);
            throw unfit;
        }
    }

    /** The absolute path. */
    public Path path() {
        return path;
    }

    /** Gives the directory up. */
    @Override
    public void close() {
        close(channel);
    }

    private static void requireSpace(Path path, long leastFreeBytes) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < leastFreeBytes) {
            throw new CannotStartException("The data directory " + path + " is on a full disk ("
                    + free / (1024 * 1024) + " MB free, " + leastFreeBytes / (1024 * 1024)
                    + " MB needed): free some space, or choose another directory");
        }
    }

    private static void requireLock(Path path, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            lock = null;
        }
        if (lock == null) {
            throw new CannotStartException("The data directory " + path
                    + " is in use by another Redline: stop that one, or choose another directory");
        }
    }

    /** File system exceptions often carry nothing but the path. */
    private static String describe(IOException refused) {
        String message = refused.getMessage();
        return refused.getClass().getSimpleName().replace("Exception", "") + (message == null ? "" : ": " + message);
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException ended) {
                // The claim ends with the process at the latest.
                return;
            }
        }
    }
}
