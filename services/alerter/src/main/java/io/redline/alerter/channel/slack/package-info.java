/**
 * Alerts as Slack messages. {@link io.redline.alerter.channel.slack.SlackChannel} posts through an incoming webhook, or through
 * {@link io.redline.alerter.channel.slack.SlackApi} with a bot token, which can edit and thread;
 * {@link io.redline.alerter.channel.slack.SlackMessage} keeps within Block Kit's limits.
 */
@NullMarked
package io.redline.alerter.channel.slack;

import org.jspecify.annotations.NullMarked;
