package io.redline.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells whoever waits at the terminal what is going on. */
public final class Progress {

    private final PrintStream out;

    private Progress(PrintStream out) {
        this.out = out;
    }

    /** Lines on this stream. */
    public static Progress on(PrintStream out) {
        return new Progress(out);
    }

    /** Nobody is waiting. */
    public static Progress silent() {
        return new Progress(new PrintStream(java.io.OutputStream.nullOutputStream(), false));
    }

    /** Says something at once. */
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Says what was done and how long it took since {@link System#nanoTime()} was {@code since}. */
    public void done(String what, long since) {
        double seconds = Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
        say(String.format(Locale.ROOT, "  %s (%.1f s)", what, seconds));
    }
}
