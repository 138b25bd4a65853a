package io.redline.runtime;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What a service is given to run with.
 *
 * @param settings the environment
 * @param kafka where Kafka and the registry are
 * @param registry the schema registry
 * @param health where a service registers what it needs to be ready
 * @param metrics where a service counts
 * @param clock tells the time of day; detection never asks it
 * @param fatal called when the service cannot go on; the process then stops with exit code 1
 */
public record ServiceContext(
        Settings settings,
        KafkaSettings kafka,
        SchemaRegistry registry,
        Health health,
        PrometheusMeterRegistry metrics,
        InstantSource clock,
        Consumer<Throwable> fatal) {

    /** Serdes on this context's registry. */
    public AvroSerdes serdes() {
        return new AvroSerdes(registry);
    }
}
