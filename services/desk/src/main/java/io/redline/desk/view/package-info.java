/**
 * The read model: what topics hold, in SQLite files that can be listed, filtered and paged. {@link
 * io.redline.desk.view.ReadModel} names the views and how their records are laid out; {@link
 * io.redline.desk.view.TopicView} stores and reads one topic's records; {@link io.redline.desk.view.Cursor} marks a place
 * in a list. Nothing here knows Kafka: records come in as {@link io.redline.desk.view.Entry}. Everything can be deleted;
 * it is read from the topics again.
 */
@NullMarked
package io.redline.desk.view;

import org.jspecify.annotations.NullMarked;
