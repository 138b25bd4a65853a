package io.redline.alerter.channel.email;

import io.redline.alerter.channel.DigestWording;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.MarkedText;
import io.redline.alerter.channel.Wording;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An alert as a mail: plain text beside HTML, marked as sent by a machine. Its {@code Message-ID} follows from the delivery, so
 * that a mail server can drop repeats; all mails on one alert refer to one thread.
 */
final class AlertMail extends MimeMessage {

    private static final int SUBJECT_CHARS = 200;
    private static final int LIST_ID_CHARS = 60;
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final Pattern NOT_IN_LIST_ID = Pattern.compile("[^a-z0-9-]+");

    private final String messageId;

    private AlertMail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    /**
     * Writes an event as a mail.
     *
     * @throws MessagingException when an address is not one
     */
    static AlertMail of(Session session, Event event, InternetAddress from, InternetAddress to, Instant now)
            throws MessagingException {
        Event.Digest digest = event.digest();
        MailText text = digest == null ? MailText.of(Wording.of(event)) : MailText.of(DigestWording.of(event, digest));
        String domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
        String thread = "<" + event.alert().getId() + "@" + domain + ">";
        AlertMail mail = new AlertMail(session, "<" + event.id() + "@" + domain + ">");
        mail.setFrom(from);
        mail.setRecipient(Message.RecipientType.TO, to);
        mail.setSubject(MarkedText.start(text.subject(), SUBJECT_CHARS), UTF_8);
        mail.setSentDate(Date.from(now));
        mail.setHeader("In-Reply-To", thread);
        mail.setHeader("References", thread);
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Auto-Response-Suppress", "All");
        mail.setHeader("List-Id", "<" + listName(event.alert().getWatch().getId()) + ".watches." + domain + ">");
        mail.setContent(new MimeMultipart("alternative", part(text.plain(), "plain"), part(text.html(), "html")));
        mail.saveChanges();
        return mail;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }

    private static String listName(String watchId) {
        String name = NOT_IN_LIST_ID.matcher(watchId.toLowerCase(Locale.ROOT)).replaceAll("-");
        return MarkedText.start(name, LIST_ID_CHARS);
    }
}
