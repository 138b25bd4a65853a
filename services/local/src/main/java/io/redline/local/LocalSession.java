package io.redline.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A local system that runs at a terminal until Ctrl-C, or until it cannot go on. */
final class LocalSession {

    /** What to do with the system while it runs; interrupted at its end. */
    @FunctionalInterface
    interface Activity {

        /** Called once everything runs. */
        void with(LocalSystem system) throws Exception;
    }

    private LocalSession() {}

    /**
     * Starts the system, prints the console's address and waits.
     *
     * @return the exit code
     * @throws Exception when the system cannot start
     */
    static int run(LocalOptions options, Progress progress, Activity activity) throws Exception {
        CompletableFuture<Throwable> stop = new CompletableFuture<>();
        CountDownLatch closed = new CountDownLatch(1);
        AtomicBoolean started = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            // Before everything runs there is nothing to drain: the process may just end.
                            if (started.get() && stop.complete(new StopRequest())) {
                                awaitCalmly(closed);
                                Runtime.getRuntime().halt(0);
                            }
                        },
                        "stop-local-system"));
        long begun = System.nanoTime();
        try (LocalSystem system = LocalSystem.start(options, System.getenv(), progress, stop::complete)) {
            started.set(true);
            progress.done("ready", begun);
            progress.say("Console: " + system.url() + "   (Ctrl-C stops everything; data in " + options.data() + ")");
            Thread active = new Thread(() -> act(activity, system, stop), "activity");
            active.setDaemon(true);
            active.start();
            Throwable fault = stop.get();
            active.interrupt();
            progress.say("Stopping ...");
            if (fault instanceof StopRequest) {
                return 0;
            }
            System.err.println("Redline stops: " + fault.getMessage() + ": " + LogSettings.fileIn(options.data())
                    + " says why, and what was accepted is there at the next start.");
            return 1;
        } finally {
            if (started.get()) {
                progress.say("Stopped.");
            }
            closed.countDown();
        }
    }

    private static void act(Activity activity, LocalSystem system, CompletableFuture<Throwable> stop) {
        try {
            activity.with(system);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Exception fault) {
            stop.complete(fault);
        }
    }

    private static void awaitCalmly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Somebody asked the process to stop, which is no fault. */
    private static final class StopRequest extends Throwable {
        private static final long serialVersionUID = 1L;
    }
}
