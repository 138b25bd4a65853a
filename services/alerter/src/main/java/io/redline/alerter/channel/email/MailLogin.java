package io.redline.alerter.channel.email;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Who we are to a mail server. */
public record MailLogin(String user, String password) {

    /**
     * Reads the {@code user:password} of an address, in which reserved characters are percent-encoded.
     *
     * @throws IllegalArgumentException when there is no password
     */
    static MailLogin parse(String userInfo) {
        int colon = userInfo.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a user without a password");
        }
        return new MailLogin(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return "MailLogin[hidden]";
    }

    private static String decoded(String text) {
        // Form decoding makes a plus a space; in an address it stands for itself.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
