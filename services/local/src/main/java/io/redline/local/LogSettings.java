package io.redline.local;

import java.nio.file.Path;

/**
 * Chooses what is logged where, before the first logger is made. The local system logs to a file below its data directory,
 * so that log lines never run into what the terminal shows; other commands log nothing unless asked.
 */
final class LogSettings {

    private static final String CONFIGURATION = "logback.configurationFile";

    private LogSettings() {}

    /** For a command that does its work and ends. */
    static void forCommand(boolean verbose) {
        use("logback-command.xml", verbose);
    }

    /** For the local system. */
    static void forSystem(Path data, boolean verbose) {
        System.setProperty("redline.log.file", fileIn(data).toString());
        use("logback-system.xml", verbose);
    }

    /** The file that the local system logs to. */
    static Path fileIn(Path data) {
        return data.resolve("logs").resolve("redline.log");
    }

    private static void use(String configuration, boolean verbose) {
        System.setProperty(CONFIGURATION, configuration);
        System.setProperty("logback.statusListenerClass", "ch.qos.logback.core.status.NopStatusListener");
        System.setProperty("redline.console.level", verbose ? "INFO" : "OFF");
    }
}
