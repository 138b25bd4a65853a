package io.redline.alerter.channel.email;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The SMTP server that mail goes through.
 *
 * @param protection how the connection is kept private
 * @param login name and password; empty where the server asks for none
 */
public record SmtpServer(String host, int port, Protection protection, Optional<MailLogin> login) {

    /** How a connection to the server is kept private, and the port it has by custom. */
    public enum Protection {
        /** STARTTLS where the server offers it. */
        SMTP(25),
        /** STARTTLS, or nothing is sent. */
        STARTTLS(587),
        /** TLS from the first byte. */
        SMTPS(465);

        private final int port;

        Protection(int port) {
            this.port = port;
        }
    }

    /**
     * Reads {@code smtp://host:port}, {@code starttls://…} or {@code smtps://user:password@host}; reserved characters in
     * user and password are percent-encoded.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static SmtpServer parse(String text) {
        URI uri = URI.create(text);
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new IllegalArgumentException("no scheme or host");
        }
        Protection protection = Protection.valueOf(uri.getScheme().toUpperCase(Locale.ROOT));
        int port = uri.getPort() < 0 ? protection.port : uri.getPort();
        return new SmtpServer(
                uri.getHost(),
                port,
                protection,
                Optional.ofNullable(uri.getRawUserInfo()).map(MailLogin::parse));
    }
}
