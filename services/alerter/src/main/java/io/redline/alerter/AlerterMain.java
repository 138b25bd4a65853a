package io.redline.alerter;

import io.redline.runtime.Infrastructure;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;

/** Runs the alerter as a process of its own. */
public final class AlerterMain {

    private AlerterMain() {}

    /** Takes its settings from the environment; arguments are ignored. */
    public static void main(String[] arguments) {
        ServiceMain.run("alerter", AlerterSettings.ALL, AlerterMain::start);
    }

    private static AutoCloseable start(ServiceContext context) throws InterruptedException {
        Infrastructure infrastructure = new Infrastructure(context);
        infrastructure.prepare();
        AlerterService alerter = AlerterService.start(context);
        return () -> {
            alerter.close();
            infrastructure.close();
        };
    }
}
