package io.redline.desk.watch;

import io.redline.runtime.ChannelTopics;
import io.redline.runtime.ChannelVault;
import io.redline.runtime.Setting;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Channel;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a right channel of a watch looks like. Every refusal names the field and says what would be right.
 *
 * @param topics which topics alerts may be copied to
 */
record ChannelRules(ChannelTopics topics) {

    /** Words parted by single dots, as mail programs demand it too, of 64 and 255 characters at most. */
    private static final Pattern MAIL_ADDRESS = Pattern.compile("(?=[^@]{1,64}@[^@]{1,255}$)"
            + "[^\\s@.<>\",;:\\\\()\\[\\]\\p{Cntrl}]+(?:\\.[^\\s@.<>\",;:\\\\()\\[\\]\\p{Cntrl}]+)*"
            + "@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*");

    private static final Pattern SLACK_CHANNEL = Pattern.compile("[CGD][A-Z0-9]{1,30}");
    private static final Pattern TOKEN = Pattern.compile("xox[a-z]-[A-Za-z0-9-]{1,250}");
    private static final int MAX_URL = 2_048;
    private static final int LEAST_SECRET_BYTES = 16;
    private static final int MOST_SECRET_BYTES = 128;

    /** During a key change there are two, and while that is undone three. */
    private static final int MOST_SECRETS = 3;

    private static final String SECRET_PREFIX = "whsec_";

    /**
     * Checks channels.
     *
     * @param path the field that they stand in
     * @throws WrongJsonException naming the first field that is wrong
     */
    void check(String path, List<Channel> channels) {
        for (int i = 0; i < channels.size(); i++) {
            check(path + "[" + i + "].", channels.get(i));
        }
    }

    private void check(String path, Channel channel) {
        switch (channel.getType()) {
            case "webhook" -> {
                only(path, channel, "a webhook", Set.of("url", "secret"));
                checkAddress(path + "url", channel.getUrl());
                checkSecrets(path + "secret", channel.getSecret());
            }
            case "slack" -> checkSlack(path, channel);
            case "email" -> {
                only(path, channel, "e-mail", Set.of("to"));
                String to = channel.getTo();
                require(
                        to != null && MAIL_ADDRESS.matcher(to).matches(),
                        path + "to",
                        "should be an e-mail address such as desk@example.org");
            }
            case "topic" -> {
                only(path, channel, "a topic", Set.of("topic"));
                topics.objection(channel.getTopic()).ifPresent(objection -> {
                    throw new WrongJsonException(path + "topic", objection);
                });
            }
            default -> throw new WrongJsonException(path + "type", "should be webhook, slack, email or topic");
        }
    }

    /** Either an incoming webhook's address, or a bot's token and the channel it posts to. */
    private static void checkSlack(String path, Channel channel) {
        String token = channel.getToken();
        if (token == null && channel.getChannel() == null) {
            only(path, channel, "Slack", Set.of("url"));
            if (!isReference(path + "url", channel.getUrl())) {
                checkAddress(path + "url", channel.getUrl());
            }
            return;
        }
        only(path, channel, "Slack with a token", Set.of("token", "channel"));
        require(
                isReference(path + "token", token)
                        || (token != null && TOKEN.matcher(token).matches()),
                path + "token",
                "should be a Slack bot token, which begins with xoxb-");
        require(
                channel.getChannel() != null
                        && SLACK_CHANNEL.matcher(channel.getChannel()).matches(),
                path + "channel",
                "should be the id of a Slack channel such as C0123456789");
    }

    private static void only(String path, Channel channel, String where, Set<String> fields) {
        Map<String, @Nullable String> sent = new TreeMap<>();
        sent.put("url", channel.getUrl());
        sent.put("secret", channel.getSecret());
        sent.put("to", channel.getTo());
        sent.put("token", channel.getToken());
        sent.put("channel", channel.getChannel());
        sent.put("topic", channel.getTopic());
        sent.forEach((field, value) -> require(
                value == null || fields.contains(field),
                path + field,
                "means nothing for " + where + ": leave it out"));
    }

    private static void checkAddress(String path, @Nullable String url) {
        String expectation =
                "should be an https:// or http:// address of at most " + MAX_URL + " characters, without a user name";
        require(url != null && url.length() <= MAX_URL, path, expectation);
        try {
            URI uri = Setting.withScheme(Objects.requireNonNull(url), "https", "http");
            require(uri.getRawUserInfo() == null, path, expectation);
        } catch (IllegalArgumentException wrong) {
            throw new WrongJsonException(path, expectation);
        }
    }

    private static void checkSecrets(String path, @Nullable String secrets) {
        if (secrets == null || isReference(path, secrets)) {
            return;
        }
        String[] each = secrets.split(" ", -1);
        boolean right = each.length <= MOST_SECRETS;
        for (String secret : each) {
            right &= isSecret(secret);
        }
        // The value is not repeated, since it is a secret.
        require(
                right,
                path,
                "should be " + SECRET_PREFIX + " and the Base64 of " + LEAST_SECRET_BYTES + " to " + MOST_SECRET_BYTES
                        + " bytes; during a key change up to " + MOST_SECRETS + " of them, parted by a blank");
    }

    /** True for the name of an environment variable in place of a secret, which has to be one that is there for that. */
    private static boolean isReference(String path, @Nullable String text) {
        if (text == null || !ChannelVault.isReference(text)) {
            return false;
        }
        require(
                ChannelVault.isRightReference(text),
                path,
                "should name a variable of capital letters that begins with REDLINE_SECRET_, as in"
                        + " env:REDLINE_SECRET_DESK");
        return true;
    }

    private static boolean isSecret(String text) {
        try {
            int bytes = text.startsWith(SECRET_PREFIX)
                    ? Base64.getDecoder().decode(text.substring(SECRET_PREFIX.length())).length
                    : 0;
            return bytes >= LEAST_SECRET_BYTES && bytes <= MOST_SECRET_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static void require(boolean right, String path, String expectation) {
        if (!right) {
            throw new WrongJsonException(path, expectation);
        }
    }
}
