/**
 * Alerts as they come, to everybody who listens: {@link io.redline.desk.stream.AlertStream} hands each alert to the open
 * {@link io.redline.desk.stream.Subscription}s, {@link io.redline.desk.stream.StreamPosition} says where one left off, and
 * {@link io.redline.desk.stream.SseConnection} writes Server-Sent Events without ever blocking on a slow reader.
 */
@NullMarked
package io.redline.desk.stream;

import org.jspecify.annotations.NullMarked;
