/**
 * From an alert to the people who are told of it.
 *
 * <ol>
 *   <li>{@link io.redline.alerter.pipeline.DeliveryPipeline} decides, on a stream thread: it plans a delivery for each route
 *       of the watch, writes it to the ledger, offers what is due and records what came of it.
 *   <li>{@link io.redline.alerter.pipeline.Dispatcher} makes attempts on threads of its own, endpoint by endpoint
 *       ({@link io.redline.alerter.pipeline.EndpointQueue}), through a
 *       {@link io.redline.alerter.channel.DeliveryChannel}.
 *   <li>{@link io.redline.alerter.pipeline.RetryPolicy} says what an outcome means. The result travels back to the pipeline
 *       through the {@code delivery-outcomes} topic, so that the ledger changes only in the stream's transactions.
 * </ol>
 *
 * <p>Every decision is a {@link io.redline.schemas.Delivery} on the {@code deliveries} topic, with its reason. "Told" is
 * written last: a crash before that sends again under the same id, and never loses.
 */
@NullMarked
package io.redline.alerter.pipeline;

import org.jspecify.annotations.NullMarked;
