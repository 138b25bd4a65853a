/**
 * Ways to tell people of an alert. {@link io.redline.alerter.channel.DeliveryChannel} is the one interface; each
 * implementation has its folder: {@code webhook}, {@code slack}, {@code email}. An attempt is one
 * {@link io.redline.alerter.channel.Event} and ends in one {@link io.redline.alerter.channel.Outcome}; when to try again,
 * in which order and how many at once is the business of {@code pipeline}, not of a channel. {@code http} holds the
 * guarded client that channels with a user-given address go through.
 *
 * <h2>Adding a channel</h2>
 *
 * <ol>
 *   <li>Make a folder with a {@code …Channel} that implements {@code DeliveryChannel}. {@code deliver} makes one attempt,
 *       returns at once and ends within the time limit, whatever the receiver does; HTTP goes through
 *       {@code GuardedHttpClient}. A blocking protocol brings a small thread pool of its own, as {@code email} does.
 *   <li>Map each way it can end to an {@code Outcome}, with a reason that a person can act on and that holds no secret.
 *       {@code RetryLater} is for what time may mend, {@code Rejected} for what it will not, {@code Disabled} for a receiver
 *       that wants nothing more.
 *   <li>Let {@code endpoint} say what the receiver can take: how many attempts at once, how far apart. The dispatcher keeps
 *       to it, and keeps slow endpoints from the others.
 *   <li>Take words from {@code Wording}, and escape them as the medium asks: headlines come from outside.
 *   <li>List it in {@code AlerterService}, its settings in {@code AlerterSettings}, and its type in the {@code doc} of the
 *       {@code Channel} and {@code Delivery} schemas.
 *   <li>Test it against a real server that enforces the medium's limits, with {@code SlackStandIn} for an example: success,
 *       each kind of refusal, silence, a hostile headline, the longest texts.
 * </ol>
 */
@NullMarked
package io.redline.alerter.channel;

import org.jspecify.annotations.NullMarked;
