package io.redline.local;

import java.nio.file.Path;

/**
 * Where the whole system listens and keeps its data on this machine.
 *
 * @param port HTTP port of the desk; 0 for any free one, as for the others
 * @param kafkaPort port of the broker
 * @param registryPort port of the schema registry
 * @param data directory for everything that survives a restart
 */
public record LocalOptions(int port, int kafkaPort, int registryPort, Path data) {

    /** Free ports and this directory, as tests want it. */
    public static LocalOptions anyPorts(Path data) {
        return new LocalOptions(0, 0, 0, data);
    }
}
