package io.redline.alerter.channel.email;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** How a mail server is spoken to: each step in a limited time, and with TLS only to the server that was meant. */
final class MailSession {

    private MailSession() {}

    /**
     * A session with one server.
     *
     * @param protocol {@code smtp}, {@code smtps}, {@code imap} or {@code imaps}
     * @param limit how long each step may take
     * @param more further properties of the protocol, without its name in front
     */
    static Session with(
            String protocol,
            String host,
            int port,
            Optional<MailLogin> login,
            boolean startTlsRequired,
            Duration limit,
            Map<String, String> more) {
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", protocol);
        properties.put("mail.store.protocol", protocol);
        properties.put(prefix + "host", host);
        properties.put(prefix + "port", Integer.toString(port));
        properties.put(prefix + "starttls.enable", "true");
        properties.put(prefix + "starttls.required", Boolean.toString(startTlsRequired));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        for (String step : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.put(prefix + step, Long.toString(limit.toMillis()));
        }
        more.forEach((name, value) -> properties.put(prefix + name, value));
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return login.map(who -> new PasswordAuthentication(who.user(), who.password()))
                        .orElse(null);
            }
        });
    }
}
