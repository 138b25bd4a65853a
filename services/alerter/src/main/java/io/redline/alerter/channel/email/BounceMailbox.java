package io.redline.alerter.channel.email;

import java.net.URI;
import java.util.Locale;

/**
 * The mailbox that undeliverable mail comes back to, as an IMAP server has it.
 *
 * @param protection how the connection is kept private
 * @param folder the folder to read, {@code INBOX} unless it is named
 */
public record BounceMailbox(String host, int port, Protection protection, MailLogin login, String folder) {

    private static final String INBOX = "INBOX";

    /** How a connection to the server is kept private, and the port it has by custom. */
    public enum Protection {
        /** STARTTLS where the server offers it. */
        IMAP(143),
        /** STARTTLS, or nothing is read. */
        STARTTLS(143),
        /** TLS from the first byte. */
        IMAPS(993);

        private final int port;

        Protection(int port) {
            this.port = port;
        }
    }

    /**
     * Reads {@code imaps://user:password@host/folder}, {@code starttls://…} or {@code imap://…}; reserved characters in user
     * and password are percent-encoded.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static BounceMailbox parse(String text) {
        URI uri = URI.create(text);
        if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() == null) {
            throw new IllegalArgumentException("no scheme, user or host");
        }
        Protection protection = Protection.valueOf(uri.getScheme().toUpperCase(Locale.ROOT));
        String folder = uri.getPath().replaceFirst("^/", "");
        return new BounceMailbox(
                uri.getHost(),
                uri.getPort() < 0 ? protection.port : uri.getPort(),
                protection,
                MailLogin.parse(uri.getRawUserInfo()),
                folder.isEmpty() ? INBOX : folder);
    }

    /** The protocol as mail libraries name it. */
    String protocol() {
        return protection == Protection.IMAPS ? "imaps" : "imap";
    }
}
