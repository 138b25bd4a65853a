package io.redline.alerter.channel.email;

import io.redline.alerter.channel.MarkedText;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server says of a mail that it had taken: a delivery status notification (RFC 3464).
 *
 * @param reporter the server that says so; empty when it does not give its name
 * @param recipients what became of the mail, recipient by recipient
 * @param stamp the {@link MailStamp} among the headers that it returns
 */
record DeliveryReport(String reporter, List<Recipient> recipients, Optional<String> stamp) {

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Set<String> STATUS = Set.of("message/delivery-status", "message/global-delivery-status");

    /** The mail itself, or its headers. */
    private static final Set<String> RETURNED =
            Set.of("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers");

    private static final int MOST_PARTS = 16;
    private static final int MOST_GROUPS = 100;
    private static final int FIELD_CHARS = 320;
    private static final Pattern SMTP_REPLY = Pattern.compile("^([245]\\d\\d)\\b");

    /**
     * One recipient.
     *
     * @param address as the server had it in the end, which is another one where the mail was forwarded
     * @param action {@code failed}, {@code delayed} or another word of the standard
     * @param status a code of RFC 3463 such as 5.1.1
     * @param diagnostic what the last server answered; may be empty
     */
    record Recipient(String address, String action, String status, String diagnostic) {

        /** True when nobody will try again. */
        boolean failed() {
            return action.equals("failed") && (status.startsWith("5.") || status.startsWith("4."));
        }

        /** True when the server goes on trying. */
        boolean delayed() {
            return action.equals("delayed");
        }

        /** The reply code at the start of what the last server answered. */
        @Nullable
        Integer replyCode() {
            Matcher code = SMTP_REPLY.matcher(diagnostic);
            return code.find() ? Integer.valueOf(code.group(1)) : null;
        }
    }

    /** Keeps a copy of the list. */
    DeliveryReport {
        recipients = List.copyOf(recipients);
    }

    /**
     * Reads a mail, or the start of one.
     *
     * @return empty when it is no report, or not one that can be read
     */
    static Optional<DeliveryReport> read(byte[] mail) {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
            ContentType type = new ContentType(message.getContentType());
            boolean report = type.match("multipart/report")
                    && "delivery-status".equalsIgnoreCase(type.getParameter("report-type"));
            return report && message.getContent() instanceof MimeMultipart parts
                    ? Optional.of(read(parts))
                    : Optional.empty();
        } catch (MessagingException | IOException | RuntimeException malformed) {
            // Anybody can write to the mailbox anything at all: what the parser trips over is no report either.
            return Optional.empty();
        }
    }

    private static DeliveryReport read(MimeMultipart parts) throws MessagingException, IOException {
        List<InternetHeaders> groups = new ArrayList<>();
        Optional<String> stamp = Optional.empty();
        for (int i = 0; i < Math.min(parts.getCount(), MOST_PARTS); i++) {
            MimeBodyPart part = (MimeBodyPart) parts.getBodyPart(i);
            String type = new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
            if (STATUS.contains(type)) {
                groups.addAll(groups(part));
            } else if (RETURNED.contains(type)) {
                InternetHeaders headers = new InternetHeaders(content(part), true);
                stamp = stamp.or(() -> Optional.ofNullable(headers.getHeader(MailStamp.HEADER, null)));
            }
        }
        return new DeliveryReport(
                groups.stream()
                        .map(group -> afterType(field(group, "Reporting-MTA")))
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse(""),
                groups.stream()
                        .filter(group -> group.getHeader("Action") != null)
                        .map(DeliveryReport::recipient)
                        .toList(),
                stamp);
    }

    /** The groups of fields, parted by empty lines: one on the mail, then one for each recipient. */
    private static List<InternetHeaders> groups(MimeBodyPart part) throws MessagingException, IOException {
        ByteArrayInputStream lines = new ByteArrayInputStream(content(part).readAllBytes());
        List<InternetHeaders> groups = new ArrayList<>();
        while (lines.available() > 0 && groups.size() < MOST_GROUPS) {
            groups.add(new InternetHeaders(lines, true));
        }
        return groups;
    }

    /** What a part holds, decoded also where that is allowed to newer reports only (RFC 6533). */
    private static InputStream content(MimeBodyPart part) throws MessagingException {
        return MimeUtility.decode(part.getRawInputStream(), Objects.requireNonNullElse(part.getEncoding(), "7bit"));
    }

    private static Recipient recipient(InternetHeaders group) {
        return new Recipient(
                afterType(field(group, "Final-Recipient")).replaceAll("^<|>$", ""),
                field(group, "Action").toLowerCase(Locale.ROOT),
                field(group, "Status"),
                afterType(field(group, "Diagnostic-Code")));
    }

    private static String field(InternetHeaders group, String name) {
        String text = MarkedText.oneLine(Objects.requireNonNullElse(group.getHeader(name, null), ""));
        return MarkedText.start(text, FIELD_CHARS);
    }

    /** What stands behind the type of a field such as {@code rfc822; desk@example.org}. */
    private static String afterType(String field) {
        return field.substring(field.indexOf(';') + 1).strip();
    }
}
