/**
 * Between Kafka and the desk: {@link io.redline.desk.feed.ProjectionConsumer} reads a topic into its view, {@link
 * io.redline.desk.feed.CommandProducer} writes what editors change. The only classes here that know Kafka.
 */
@NullMarked
package io.redline.desk.feed;

import org.jspecify.annotations.NullMarked;
