/**
 * Ways to tell people of an alert. {@link io.redline.alerter.channel.DeliveryChannel} is the one interface; each
 * implementation has its folder: {@code webhook}, {@code slack}, {@code email}, {@code topic}. An attempt is one
 * {@link io.redline.alerter.channel.Event} and ends in one {@link io.redline.alerter.channel.Outcome}; when to try again,
 * in which order and how many at once is the business of {@code pipeline}, not of a channel. {@code http} holds the
 * guarded client that channels with a user-given address go through.
 *
 * <p>What an event says is put into words by {@link io.redline.alerter.channel.Wording} and
 * {@link io.redline.alerter.channel.DigestWording}, and the links with which its readers act come from
 * {@link io.redline.alerter.channel.ActionLinks}. A receipt, where a receiver gives one, lets a later message edit the first
 * or answer to it: Slack with a bot token does the former, e-mail the latter; an incoming webhook of Slack's can do neither,
 * so what follows there names the first message in words.
 *
 * <p>{@code CONTRIBUTING.md} has the recipe for adding a channel.
 */
@NullMarked
package io.redline.alerter.channel;

import org.jspecify.annotations.NullMarked;
