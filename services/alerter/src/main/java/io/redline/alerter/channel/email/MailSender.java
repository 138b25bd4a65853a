package io.redline.alerter.channel.email;

import jakarta.mail.internet.InternetAddress;
import java.util.Optional;

/**
 * Who mails come from.
 *
 * @param from as their readers see it
 * @param bounces where mail servers send back what they could not deliver; empty for the same address
 */
public record MailSender(InternetAddress from, Optional<InternetAddress> bounces) {

    /** What a mail server has to take as the part before the at sign (RFC 5321, 4.5.3.1.1). */
    private static final int LOCAL_PART_CHARS = 64;

    /** The domain that mails are from, which makes their names unique in the world. */
    String domain() {
        return from.getAddress().substring(from.getAddress().indexOf('@') + 1);
    }

    /**
     * The envelope's sender: {@code bounces+<delivery>@example.org}, so that what comes back says which delivery it was, or the
     * bare address where that would be too long.
     */
    String envelope(String deliveryId) {
        if (bounces.isEmpty()) {
            return from.getAddress();
        }
        String address = bounces.get().getAddress();
        int at = address.lastIndexOf('@');
        String local = address.substring(0, at) + "+" + deliveryId;
        return local.length() > LOCAL_PART_CHARS ? address : local + address.substring(at);
    }
}
