package io.redline.alerter;

import io.redline.alerter.channel.email.BounceMailbox;
import io.redline.alerter.channel.email.SmtpServer;
import io.redline.alerter.channel.http.AddressRange;
import io.redline.runtime.ChannelTopics;
import io.redline.runtime.SecretBox;
import io.redline.runtime.Setting;
import io.redline.runtime.SignedLinks;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an operator can set about the alerter. */
public final class AlerterSettings {

    public static final Setting<List<AddressRange>> WEBHOOK_ALLOW = new Setting<>(
            "REDLINE_WEBHOOK_ALLOW",
            "",
            false,
            "address ranges such as 127.0.0.0/8, several parted by commas",
            "Addresses that webhooks may reach although they are not public.",
            AlerterSettings::ranges);

    public static final Setting<Integer> WEBHOOK_MAX_BYTES = Setting.number(
            "REDLINE_WEBHOOK_MAX_BYTES",
            256 * 1024,
            16 * 1024,
            16 * 1024 * 1024,
            "Longest body of a webhook, in bytes; a digest names as many alerts as fit.");

    public static final Setting<Optional<SmtpServer>> SMTP_URL = new Setting<>(
            "REDLINE_SMTP_URL",
            "",
            true,
            "smtp://host:port, starttls://user:password@host or smtps://user:password@host",
            "Mail server that e-mail goes through; without one, e-mail channels fail with a reason.",
            text -> Optional.of(text).filter(url -> !url.isEmpty()).map(SmtpServer::parse));

    public static final Setting<InternetAddress> MAIL_FROM = new Setting<>(
            "REDLINE_MAIL_FROM",
            "Redline <redline@localhost.localdomain>",
            false,
            "an e-mail address such as Redline <redline@example.org>",
            "Sender of e-mail.",
            AlerterSettings::mailAddress);

    public static final Setting<Optional<InternetAddress>> MAIL_BOUNCES = new Setting<>(
            "REDLINE_MAIL_BOUNCES",
            "",
            false,
            "an e-mail address such as bounces@example.org",
            "Where mail servers send back what they could not deliver, with the delivery's id behind a plus sign; without"
                    + " it, to the sender.",
            text -> Optional.of(text).filter(address -> !address.isEmpty()).map(AlerterSettings::mailAddress));

    public static final Setting<Optional<BounceMailbox>> BOUNCES_URL = new Setting<>(
            "REDLINE_BOUNCES_URL",
            "",
            true,
            "imaps://user:password@host/INBOX, starttls://user:password@host or imap://user:password@host:port",
            "Mailbox of its own that undeliverable mail comes back to, read by IMAP; needs REDLINE_LINK_KEY, since only"
                    + " what comes back of a signed mail is believed. Without it, what comes back is not seen.",
            text -> Optional.of(text).filter(url -> !url.isEmpty()).map(BounceMailbox::parse));

    public static final Setting<Duration> BOUNCES_EVERY = Setting.duration(
            "REDLINE_BOUNCES_EVERY",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            "Time between two looks into the mailbox of REDLINE_BOUNCES_URL.");

    public static final Setting<URI> SLACK_API_URL = Setting.url(
            "REDLINE_SLACK_API_URL",
            "https://slack.com/api/",
            "Slack's Web API, which messages with a bot token go through.");

    public static final Setting<Duration> DELIVERY_TIMEOUT = Setting.duration(
            "REDLINE_DELIVERY_TIMEOUT",
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            "How long one attempt at a channel may take in all.");

    public static final Setting<Duration> GIVE_UP_AFTER = Setting.duration(
            "REDLINE_DELIVERY_GIVE_UP_AFTER",
            Duration.ofHours(24),
            Duration.ofSeconds(1),
            "How long a delivery is tried again before it is given up.");

    public static final Setting<Duration> STALE_AFTER = Setting.duration(
            "REDLINE_STALE_AFTER",
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            "What could have been told so long ago (when its article was accepted, its embargo ended or its number of"
                    + " sources was complete) is old news: it is filed, and each channel is told in one line how much"
                    + " was.");

    public static final Setting<Duration> ENDPOINT_DISABLED_AFTER = Setting.duration(
            "REDLINE_ENDPOINT_DISABLED_AFTER",
            Duration.ofDays(5),
            Duration.ofMinutes(1),
            "A channel of a watch whose attempts have all failed for so long is told nothing more until the watch is"
                    + " saved again; the watch's other channels are told.");

    public static final Setting<Duration> LEDGER_RETENTION = Setting.duration(
            "REDLINE_LEDGER_RETENTION",
            Duration.ofDays(30),
            Duration.ofHours(1),
            "How long the alerter remembers what it told, so that a replay of alerts tells nobody twice.");

    public static final Setting<Integer> ENDPOINT_CONCURRENCY = Setting.number(
            "REDLINE_ENDPOINT_CONCURRENCY", 4, 1, 64, "How many webhooks to one address may be under way at once.");

    public static final Setting<Integer> DISPATCH_LIMIT = Setting.number(
            "REDLINE_DISPATCH_LIMIT",
            4_096,
            16,
            1_000_000,
            "How many attempts are held in memory at once; more wait in the ledger.");

    public static final Setting<Integer> ENDPOINT_LIMIT = Setting.number(
            "REDLINE_ENDPOINT_LIMIT",
            128,
            1,
            100_000,
            "How many attempts for one endpoint are held in memory at once; more wait in the ledger.");

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            WEBHOOK_ALLOW,
            WEBHOOK_MAX_BYTES,
            SMTP_URL,
            MAIL_FROM,
            MAIL_BOUNCES,
            BOUNCES_URL,
            BOUNCES_EVERY,
            SLACK_API_URL,
            DELIVERY_TIMEOUT,
            GIVE_UP_AFTER,
            ENDPOINT_DISABLED_AFTER,
            STALE_AFTER,
            LEDGER_RETENTION,
            ENDPOINT_CONCURRENCY,
            DISPATCH_LIMIT,
            ENDPOINT_LIMIT,
            ChannelTopics.PREFIX,
            SignedLinks.PUBLIC_URL,
            SignedLinks.LINK_KEY,
            SecretBox.KEYS);

    private AlerterSettings() {}

    private static InternetAddress mailAddress(String text) {
        try {
            return new InternetAddress(text, true);
        } catch (AddressException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static List<AddressRange> ranges(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .map(AddressRange::parse)
                .toList();
    }
}
