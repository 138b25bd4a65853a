package io.redline.alerter.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Properties;
import java.util.stream.Collectors;

/** What mail servers and people send to the mailbox of bounces, in the manner of several of them. */
public final class ReturnedMail {

    private ReturnedMail() {}

    /** A server that names everything the standard knows, and returns the headers. */
    public static String withHeaders(
            String action, String status, String recipient, String diagnostic, String headers) {
        return """
                Return-Path: <>
                Date: Sun, 1 Mar 2026 14:07:31 +0100 (CET)
                From: MAILER-DAEMON@relay.example.net (Mail system)
                Subject: A mail of yours came back
                To: bounces@example.org
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status;
                	boundary="4QX1.1772370451/relay.example.net"
                Message-Id: <20260301130731.5C@relay.example.net>

                This is a message in several parts.

                --4QX1.1772370451/relay.example.net
                Content-Description: Notification
                Content-Type: text/plain; charset=us-ascii

                The relay at relay.example.net could not hand on what you sent. 5.1.1 5.1.1
                <%3$s>: %4$s

                --4QX1.1772370451/relay.example.net
                Content-Description: Report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; relay.example.net
                X-Relay-Queue-ID: 4QX1
                Arrival-Date: Sun,  1 Mar 2026 14:07:30 +0100 (CET)

                Final-Recipient: rfc822; %3$s
                Original-Recipient: rfc822;desk@example.org
                Action: %1$s
                Status: %2$s
                Remote-MTA: dns; mx.desk.example
                Diagnostic-Code: smtp; %4$s

                --4QX1.1772370451/relay.example.net
                Content-Description: Undelivered headers
                Content-Type: text/rfc822-headers
                Content-Transfer-Encoding: 8bit

                Return-Path: <bounces@example.org>
                %5$s

                --4QX1.1772370451/relay.example.net--
                """.formatted(action, status, recipient, diagnostic, headers);
    }

    /** A server of an office suite: HTML for people, Base64 where it can, capitals, and the whole mail returned. */
    static String withMail(String status, String recipient, String answer, String headers) {
        String report = """
                Reporting-MTA: dns;MAIL07.office.example
                Received-From-MTA: dns;edge.office.example
                Arrival-Date: Sun, 1 Mar 2026 13:07:30 +0000

                Final-Recipient: RFC822;%s
                Action: Failed
                Status: %s
                Diagnostic-Code: smtp;%s
                X-Display-Name: The Desk
                """.formatted(recipient, status, answer);
        return """
                From: postmaster@office.example
                To: bounces+delivery-1@example.org
                Subject: =?utf-8?B?VW56dXN0ZWxsYmFy?=
                MIME-Version: 1.0
                Content-Type: multipart/report; REPORT-TYPE="Delivery-Status"; boundary="_000_Office_"

                --_000_Office_
                Content-Type: multipart/alternative; boundary="_001_Office_"

                --_001_Office_
                Content-Type: text/html; charset="utf-8"
                Content-Transfer-Encoding: base64

                PGgxPk5vYm9keSBoZXJlPC9oMT4=

                --_001_Office_--

                --_000_Office_
                Content-Type: message/delivery-status
                Content-Transfer-Encoding: base64

                %s

                --_000_Office_
                Content-Type: message/rfc822

                Received: from edge.office.example by MAIL07.office.example
                %s

                The text of the mail.

                --_000_Office_--
                """.formatted(
                Base64.getMimeEncoder().encodeToString(crlf(report).getBytes(StandardCharsets.US_ASCII)), headers);
    }

    /** Somebody who is away. */
    static String outOfOffice() {
        return """
                From: desk@example.org
                To: bounces@example.org
                Subject: Away until Monday
                Auto-Submitted: auto-replied
                Content-Type: text/plain

                I am away. Action: failed, Status: 5.1.1, they say.
                """;
    }

    /** The headers of a mail, as a server returns them. */
    public static String headersOf(MimeMessage mail) throws MessagingException {
        return Collections.list(mail.getAllHeaders()).stream()
                .filter(header -> !header.getName().startsWith("Content-"))
                .map(header -> header.getName() + ": " + header.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** A mail to be put into a mailbox. */
    public static MimeMessage message(String mail) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes(mail)));
    }

    /** The bytes as they go over the wire. */
    static byte[] bytes(String mail) {
        return crlf(mail).getBytes(StandardCharsets.UTF_8);
    }

    private static String crlf(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }
}
