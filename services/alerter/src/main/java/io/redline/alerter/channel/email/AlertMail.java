package io.redline.alerter.channel.email;

import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.MarkedText;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/**
 * An alert as a mail: plain text beside HTML, marked as sent by a machine. Its {@code Message-ID} follows from the delivery, so
 * that a mail server can drop repeats; later mails on an alert answer to the first.
 */
final class AlertMail extends SMTPMessage {

    private static final int SUBJECT_CHARS = 200;
    private static final int LIST_ID_CHARS = 60;
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final Pattern NOT_IN_LIST_ID = Pattern.compile("[^a-z0-9-]+");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]+>");

    private final String messageId;

    private AlertMail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    /**
     * Writes an event as a mail.
     *
     * @param unsubscribe the link with which its reader leaves the watch
     * @throws MessagingException when an address is not one
     */
    static AlertMail of(
            Session session,
            Event event,
            MailText text,
            MailSender sender,
            InternetAddress to,
            Optional<URI> unsubscribe,
            Instant now)
            throws MessagingException {
        String domain = sender.domain();
        AlertMail mail = new AlertMail(session, "<" + event.id() + "@" + domain + ">");
        mail.setEnvelopeFrom(sender.envelope(event.id()));
        mail.setReturnOption(RETURN_HDRS);
        mail.setFrom(sender.from());
        mail.setRecipient(Message.RecipientType.TO, to);
        mail.setSubject(subject(text.subject()), UTF_8);
        mail.setSentDate(Date.from(now));
        mail.answer(event.firstReceipt());
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Auto-Response-Suppress", "All");
        mail.setHeader("List-Id", "<" + listName(event.alert().getWatch().getId()) + ".watches." + domain + ">");
        Optional<String> stamp = sender.stamp(event);
        if (stamp.isPresent()) {
            mail.setHeader(MailStamp.HEADER, stamp.get());
        }
        if (unsubscribe.isPresent()) {
            mail.offerToLeave(unsubscribe.get());
        }
        mail.setContent(new MimeMultipart("alternative", part(text.plain(), "plain"), part(text.html(), "html")));
        mail.saveChanges();
        return mail;
    }

    /** The name under which later mails can answer to this one. */
    String messageId() {
        return messageId;
    }

    private void answer(@Nullable String first) throws MessagingException {
        if (first != null && MESSAGE_ID.matcher(first).matches()) {
            setHeader("In-Reply-To", first);
            setHeader("References", first);
        }
    }

    /** As RFC 8058 asks for it: mail programs leave with one click, by a POST, which only https allows. */
    private void offerToLeave(URI unsubscribe) throws MessagingException {
        setHeader("List-Unsubscribe", "<" + unsubscribe + ">");
        if (unsubscribe.getScheme().equals("https")) {
            setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    /** What looks like the start of an encoded word must not be read as one: its code could hold anything. */
    private static String subject(String title) {
        return MarkedText.start(title, SUBJECT_CHARS).replace("=?", "= ?");
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
