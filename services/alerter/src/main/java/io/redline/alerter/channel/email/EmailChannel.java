package io.redline.alerter.channel.email;

import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.Endpoint;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.schemas.Channel;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Mails an alert through the operator's SMTP server; all mail shares that server's queue. */
public final class EmailChannel implements DeliveryChannel {

    private static final int CONNECTIONS = 4;
    private static final int SMTP_OK = 250;
    private static final int SMTP_FINAL = 500;

    private final Optional<SmtpServer> server;
    private final InternetAddress from;
    private final InstantSource clock;
    private final Session session;

    /** SMTP is spoken on blocking connections, so mail has threads of its own. */
    private final ExecutorService senders;

    /**
     * Mail through this server.
     *
     * @param server empty when the operator has named none: every mail is then rejected with a reason that says so
     * @param limit how long each step of an attempt may take
     */
    public EmailChannel(Optional<SmtpServer> server, InternetAddress from, Duration limit, InstantSource clock) {
        this.server = server;
        this.from = from;
        this.clock = clock;
        this.session = session(server, limit);
        this.senders = Executors.newFixedThreadPool(CONNECTIONS, task -> {
            Thread thread = new Thread(task, "deliver-mail");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String type() {
        return "email";
    }

    @Override
    public String shown(Channel to) {
        return address(to).getAddress();
    }

    @Override
    public Endpoint endpoint(Channel to) {
        return new Endpoint("email", CONNECTIONS, Duration.ZERO);
    }

    @Override
    public CompletableFuture<Outcome> deliver(Event event) {
        return server.isPresent()
                ? CompletableFuture.supplyAsync(() -> send(event), senders)
                : CompletableFuture.completedFuture(new Outcome.Rejected(
                        "no mail server is set up: set REDLINE_SMTP_URL and REDLINE_MAIL_FROM", null));
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }

    private Outcome send(Event event) {
        InternetAddress to = address(event.to());
        try (Transport transport = session.getTransport()) {
            AlertMail mail = AlertMail.of(session, event, from, to, clock.instant());
            transport.connect();
            transport.sendMessage(mail, new InternetAddress[] {to});
            return new Outcome.Delivered(SMTP_OK);
        } catch (AuthenticationFailedException refused) {
            return new Outcome.RetryLater("the mail server refuses the login in REDLINE_SMTP_URL", null);
        } catch (MessagingException fault) {
            Integer code = replyCode(fault);
            String reason = "the mail server answered: " + fault.getMessage();
            return code != null && code >= SMTP_FINAL
                    ? new Outcome.Rejected(reason, code)
                    : new Outcome.RetryLater(reason, code);
        }
    }

    /** The SMTP reply behind a fault: that about the address where there is one, since it says most. */
    private static @Nullable Integer replyCode(MessagingException fault) {
        Integer code = null;
        for (Exception cause = fault; cause != null; cause = next(cause)) {
            if (cause instanceof SMTPAddressFailedException address) {
                return address.getReturnCode();
            }
            if (cause instanceof SMTPSendFailedException send) {
                code = send.getReturnCode();
            } else if (cause instanceof SMTPSenderFailedException sender) {
                code = sender.getReturnCode();
            }
        }
        return code;
    }

    private static @Nullable Exception next(Exception cause) {
        return cause instanceof MessagingException chained ? chained.getNextException() : null;
    }

    private static InternetAddress address(Channel to) {
        try {
            InternetAddress address = new InternetAddress(Objects.requireNonNullElse(to.getTo(), ""), true);
            address.validate();
            return address;
        } catch (AddressException wrong) {
            throw new IllegalArgumentException("\"to\" should be an e-mail address", wrong);
        }
    }

    private static Session session(Optional<SmtpServer> server, Duration limit) {
        Properties properties = new Properties();
        if (server.isEmpty()) {
            return Session.getInstance(properties);
        }
        SmtpServer smtp = server.get();
        String protocol = smtp.protection() == SmtpServer.Protection.SMTPS ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        properties.put("mail.transport.protocol", protocol);
        properties.put(prefix + "host", smtp.host());
        properties.put(prefix + "port", Integer.toString(smtp.port()));
        properties.put(prefix + "auth", Boolean.toString(smtp.login().isPresent()));
        properties.put(prefix + "starttls.enable", "true");
        properties.put(
                prefix + "starttls.required", Boolean.toString(smtp.protection() == SmtpServer.Protection.STARTTLS));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        for (String step : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.put(prefix + step, Long.toString(limit.toMillis()));
        }
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return smtp.login()
                        .map(login -> new PasswordAuthentication(login.user(), login.password()))
                        .orElse(null);
            }
        });
    }
}
