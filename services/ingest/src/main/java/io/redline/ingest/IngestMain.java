package io.redline.ingest;

import io.redline.runtime.Infrastructure;
import io.redline.runtime.ServiceMain;

/** Runs ingest as a process of its own. */
public final class IngestMain {

    private IngestMain() {}

    /** Takes no arguments; everything is set through the environment. */
    public static void main(String[] args) {
        ServiceMain.runBare("ingest", IngestService.SETTINGS, context -> {
            Infrastructure infrastructure = new Infrastructure(context);
            // Answers first, so that readiness can say what the start is waiting for.
            IngestService service = IngestService.start(context);
            infrastructure.prepare();
            return () -> {
                service.close();
                infrastructure.close();
            };
        });
    }
}
