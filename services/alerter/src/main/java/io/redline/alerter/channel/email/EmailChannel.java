package io.redline.alerter.channel.email;

import io.redline.alerter.channel.ActionLinks;
import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.Endpoint;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.MarkedText;
import io.redline.alerter.channel.Outcome;
import io.redline.schemas.Channel;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mails an alert through the operator's SMTP server; all mail shares that server's queue. */
public final class EmailChannel implements DeliveryChannel {

    private static final Logger LOG = LoggerFactory.getLogger(EmailChannel.class);

    private static final int CONNECTIONS = 4;
    private static final int SMTP_OK = 250;
    private static final int SMTP_FINAL = 500;
    private static final int SMTP_SHUTTING_DOWN = 421;

    /** The codes of RFC 3463 for what is wrong with an address or a mailbox, and for what is wrong with the server itself. */
    private static final Pattern OF_MAILBOX = Pattern.compile("\\b4\\.[12]\\.\\d");

    private static final Pattern OF_SERVER = Pattern.compile("\\b4\\.3\\.\\d");

    /** The codes of RFC 3463 and RFC 7505 for a mailbox or domain that takes no mail, whoever sends it. */
    private static final Pattern NO_SUCH_MAILBOX = Pattern.compile("\\b5\\.(1\\.(1|2|3|6|10)|2\\.1)\\b");

    /** What an answer of that kind means, to follow it. */
    static final String NO_MAILBOX = ": there is no such mailbox, or it is closed";

    private final Optional<SmtpServer> server;
    private final MailSender sender;
    private final ActionLinks links;
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
    public EmailChannel(
            Optional<SmtpServer> server, MailSender sender, Duration limit, ActionLinks links, InstantSource clock) {
        this.server = server;
        this.sender = sender;
        this.links = links;
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
        // What no mail can go to is refused before an attempt.
        var unused = address(to);
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
        try {
            Transport transport = session.getTransport();
            try {
                return new Outcome.Delivered(SMTP_OK, send(event, to, transport));
            } finally {
                leave(transport);
            }
        } catch (AuthenticationFailedException refused) {
            return new Outcome.RetryLater("the mail server refuses the login in REDLINE_SMTP_URL", null);
        } catch (MessagingException fault) {
            return judge(Reply.behind(fault));
        }
    }

    /** Hands a mail to the server, and returns its message id. */
    private String send(Event event, InternetAddress to, Transport transport) throws MessagingException {
        String person = to.getAddress();
        MailText text = MailText.of(event, links.of(event, person));
        AlertMail mail =
                AlertMail.of(session, event, text, sender, to, links.unsubscribe(event, person), clock.instant());
        transport.connect();
        transport.sendMessage(mail, new InternetAddress[] {to});
        return mail.messageId();
    }

    /** Ends the conversation. What the server has said of the mail stands, however that goes. */
    private static void leave(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException cutOff) {
            LOG.debug("The mail server did not end the conversation in order", cutOff);
        }
    }

    private static Outcome judge(Reply reply) {
        Integer code = reply.code();
        String reason = "the mail server answered: " + reply.text();
        if (code == null || code < SMTP_FINAL) {
            return reply.concernsReceiver() ? new Outcome.Deferred(reason, code) : new Outcome.RetryLater(reason, code);
        }
        return noSuchMailbox(reply.text())
                ? new Outcome.Disabled(reason + NO_MAILBOX, code)
                : new Outcome.Rejected(reason, code);
    }

    /** True for an answer that says of the mailbox, and not of the mail, that it takes nothing. */
    static boolean noSuchMailbox(String answer) {
        return NO_SUCH_MAILBOX.matcher(answer).find();
    }

    /**
     * What a mail server said.
     *
     * @param code the SMTP reply code; null when it did not get to that
     * @param toReceiver true when it said so on hearing whom the mail is for
     */
    private record Reply(@Nullable Integer code, boolean toReceiver, String text) {

        /** The reply behind a fault: that about the address where there is one, since it says most. */
        static Reply behind(MessagingException fault) {
            Reply reply = of(null, false, fault);
            for (Exception cause = fault; cause != null; cause = next(cause)) {
                if (cause instanceof SMTPAddressFailedException address) {
                    return of(address.getReturnCode(), true, address);
                }
                if (cause instanceof SMTPSendFailedException send) {
                    reply = of(send.getReturnCode(), false, send);
                } else if (cause instanceof SMTPSenderFailedException sender) {
                    reply = of(sender.getReturnCode(), false, sender);
                }
            }
            return reply;
        }

        /** True when other receivers' mail may well go through meanwhile. */
        boolean concernsReceiver() {
            return code != null
                    && code != SMTP_SHUTTING_DOWN
                    && !OF_SERVER.matcher(text).find()
                    && (toReceiver || OF_MAILBOX.matcher(text).find());
        }

        private static Reply of(@Nullable Integer code, boolean toReceiver, MessagingException fault) {
            return new Reply(code, toReceiver, MarkedText.oneLine(String.valueOf(fault.getMessage())));
        }

        private static @Nullable Exception next(Exception cause) {
            return cause instanceof MessagingException chained ? chained.getNextException() : null;
        }
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
        if (server.isEmpty()) {
            return Session.getInstance(new Properties());
        }
        SmtpServer smtp = server.get();
        return MailSession.with(
                smtp.protection() == SmtpServer.Protection.SMTPS ? "smtps" : "smtp",
                smtp.host(),
                smtp.port(),
                smtp.login(),
                smtp.protection() == SmtpServer.Protection.STARTTLS,
                limit,
                Map.of("auth", Boolean.toString(smtp.login().isPresent())));
    }
}
