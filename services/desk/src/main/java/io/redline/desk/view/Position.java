package io.redline.desk.view;

/**
 * Where a record stands on its topic.
 *
 * @param partition partition of the topic
 * @param offset offset in that partition
 */
public record Position(int partition, long offset) {}
