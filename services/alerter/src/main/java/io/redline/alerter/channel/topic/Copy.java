package io.redline.alerter.channel.topic;

import io.redline.schemas.Alert;

/**
 * An alert on its way to a topic.
 *
 * @param topic where it goes
 * @param deliveryId the same each time it is written, so that a consumer can drop repeats
 * @param event what has become of it, such as {@code alert.updated}
 */
public record Copy(String topic, String deliveryId, String event, Alert alert) {}
