/**
 * From an alert to the people who are told of it.
 *
 * <p>{@link io.redline.alerter.pipeline.DeliveryPipeline} is the line, on a stream thread; whatever happens to an alert on a
 * route ends in its one review of that lane. Its stages:
 *
 * <ol>
 *   <li>{@code RouteStage}: the channels of the watch, those of its escalation among them.
 *   <li>{@code HoldStage}: silence, quiet hours, digest, gathering, escalation, as {@code WatchTiming} reads them from the
 *       watch; and what is old news.
 *   <li>{@code GroupStage}: the newest version speaks for those that waited with it; digests; the line on old news.
 *   <li>{@code DeliverStage}: offers to the {@link io.redline.alerter.pipeline.Dispatcher}, and parks what an endpoint has no
 *       room for.
 *   <li>{@code RecordStage}: ledger, {@code deliveries} topic, counters.
 * </ol>
 *
 * <p>A stage answers with a {@code Decision}, which carries its reason. The dispatcher makes attempts on threads of its own,
 * endpoint by endpoint ({@code EndpointQueue}), through a {@link io.redline.alerter.channel.DeliveryChannel};
 * {@link io.redline.alerter.pipeline.RetryPolicy} says what an outcome means. The result travels back through the
 * {@code delivery-outcomes} topic, so that the ledger changes only in the stream's transactions. A
 * {@link io.redline.alerter.pipeline.LateOutcome} comes the same way: the mail that had been taken came back.
 *
 * <p>Every decision is a {@link io.redline.schemas.Delivery} on the {@code deliveries} topic, with its reason. "Told" is
 * written last: a crash before that sends again under the same id, and never loses.
 */
@NullMarked
package io.redline.alerter.pipeline;

import org.jspecify.annotations.NullMarked;
