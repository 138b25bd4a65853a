/**
 * Alerts copied to a Kafka topic, for consumers that would rather read one topic of their own than pick from all alerts.
 * {@link io.redline.alerter.channel.topic.TopicChannel} is the channel, {@link io.redline.alerter.channel.topic.CopyProducer}
 * makes the topics and writes to them.
 */
@NullMarked
package io.redline.alerter.channel.topic;

import org.jspecify.annotations.NullMarked;
