/**
 * What every service needs to run on Kafka: settings from the environment ({@link io.redline.runtime.Settings}), Avro
 * values in the Confluent wire format ({@link io.redline.runtime.AvroSerdes}, {@link io.redline.runtime.SchemaRegistry}),
 * JSON that mirrors the schemas ({@link io.redline.runtime.AvroJson}), topics made explicitly
 * ({@link io.redline.runtime.TopicAdmin}), a Kafka Streams application with a policy for faults
 * ({@link io.redline.runtime.StreamsRunner}, {@link io.redline.runtime.DeadLetters}), and health and metrics for those
 * who watch it run ({@link io.redline.runtime.Health}, {@link io.redline.runtime.HealthServer}). What the alerter sends and
 * the desk accepts are links that speak for themselves ({@link io.redline.runtime.SignedLinks}); what comes back from
 * outside is believed when it is one of our {@link io.redline.runtime.SignedTokens}.
 *
 * <p>A service is a class with a {@code start(ServiceContext)} that returns an {@link java.lang.AutoCloseable}; its
 * {@code *Main} passes that to {@link io.redline.runtime.ServiceMain}, and {@code local} starts several in one JVM.
 */
@NullMarked
package io.redline.runtime;

import org.jspecify.annotations.NullMarked;
