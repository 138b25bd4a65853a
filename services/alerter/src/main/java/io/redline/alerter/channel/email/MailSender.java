package io.redline.alerter.channel.email;

import io.redline.alerter.channel.Event;
import io.redline.runtime.SignedTokens;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;

/**
 * Who mails come from, and how they are known again when they come back.
 *
 * @param from as their readers see it
 * @param bounces where mail servers send back what they could not deliver; empty for the same address
 * @param key signs mails; without it nothing is believed of what comes back
 */
public record MailSender(InternetAddress from, Optional<InternetAddress> bounces, Optional<SignedTokens> key) {

    /** What a mail server has to take as the part before the at sign (RFC 5321, 4.5.3.1.1). */
    private static final int LOCAL_PART_CHARS = 64;

    /** What a mail says of its own delivery, in the header {@link MailStamp#HEADER}. */
    Optional<String> stamp(Event event) {
        return key.map(signer -> MailStamp.write(signer, event));
    }

    /** The domain that mails are from, which makes their names unique in the world. */
    String domain() {
        return from.getAddress().substring(from.getAddress().indexOf('@') + 1);
    }

    /**
     * The envelope's sender: {@code bounces+<delivery>@example.org}, so that a mail server's log says which delivery it was, or
     * the bare address where that would be too long. It proves nothing: what comes back is believed by its stamp.
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
