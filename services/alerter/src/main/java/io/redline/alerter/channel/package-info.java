/**
 * Ways to tell people of an alert. {@link io.redline.alerter.channel.DeliveryChannel} is the one interface; each
 * implementation has its folder: {@code webhook}, {@code slack}, {@code email}. An attempt is one
 * {@link io.redline.alerter.channel.Event} and ends in one {@link io.redline.alerter.channel.Outcome}; when to try again,
 * in which order and how many at once is the business of {@code pipeline}, not of a channel. {@code http} holds the
 * guarded client that channels with a user-given address go through.
 */
@NullMarked
package io.redline.alerter.channel;

import org.jspecify.annotations.NullMarked;
