package io.redline.local;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that {@code up} and {@code demo} share. */
final class SystemOptions {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of the console and the HTTP API (${DEFAULT-VALUE}); 0 takes any free one.")
    private int port;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port of the Kafka broker (${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port of the schema registry (${DEFAULT-VALUE}).")
    private int registryPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "Directory for everything that survives a restart (${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    LocalOptions values() {
        return new LocalOptions(port, kafkaPort, registryPort, data);
    }
}
