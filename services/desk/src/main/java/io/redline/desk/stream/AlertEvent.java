package io.redline.desk.stream;

import io.redline.desk.view.Position;

/**
 * A version of an alert on its way to listeners.
 *
 * @param position where it stands on the topic
 * @param watch id of its watch
 * @param kind its kind
 * @param json the alert as the API shows it, on one line
 */
public record AlertEvent(Position position, String watch, String kind, String json) {}
