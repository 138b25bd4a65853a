package io.redline.local;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that {@code up} and {@code demo} share. */
final class SystemOptions {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            converter = PortConverter.class,
            description = "Port of the console and the HTTP API (${DEFAULT-VALUE}); 0 takes any free one.")
    private int port;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            converter = PortConverter.class,
            description = "Port of the Kafka broker (${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            converter = PortConverter.class,
            description = "Port of the schema registry (${DEFAULT-VALUE}).")
    private int registryPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "Directory for everything that survives a restart (${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    /** Reads a TCP port. */
    static final class PortConverter implements ITypeConverter<Integer> {

        private static final int LAST = 65_535;

        @Override
        public Integer convert(String text) {
            if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= LAST) {
                return Integer.valueOf(text);
            }
            throw new TypeConversionException("\"" + text + "\" should be a whole number from 0 to " + LAST);
        }
    }

    LocalOptions values() {
        return new LocalOptions(port, kafkaPort, registryPort, data);
    }
}
