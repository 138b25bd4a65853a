package io.redline.alerter.channel.email;

import io.redline.alerter.channel.Event;
import io.redline.runtime.AvroJson;
import io.redline.runtime.DeliveryIds;
import io.redline.runtime.SignedTokens;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Delivery;
import io.redline.schemas.DeliveryOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header in which a mail carries its own delivery, signed. Mail servers return a mail's headers with it, so that a bounce
 * says to which line of which ledger it belongs; and nobody who was not sent the mail can make one up.
 */
final class MailStamp {

    static final String HEADER = "Redline-Delivery";

    /** What kind of {@link SignedTokens token} a stamp is. */
    private static final byte KIND = 2;

    private static final Pattern FULL_LINE = Pattern.compile("(.{72})(?=.)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private MailStamp() {}

    /** The header's value, folded. */
    static String write(SignedTokens key, Event event) {
        Delivery sent = Delivery.newBuilder(event.delivery()).setReason(null).build();
        DeliveryOutcome said = new DeliveryOutcome(sent, DeliveryIds.route(event.to()), false);
        byte[] json = AvroJson.toJson(said).toString().getBytes(StandardCharsets.UTF_8);
        return FULL_LINE.matcher(key.sign(KIND, json)).replaceAll("$1\r\n ");
    }

    /** The delivery that a header names, however it has been folded; empty when it was not signed here. */
    static Optional<DeliveryOutcome> read(SignedTokens key, String header) {
        return key.read(KIND, BLANKS.matcher(header).replaceAll("")).flatMap(MailStamp::said);
    }

    private static Optional<DeliveryOutcome> said(byte[] json) {
        try {
            return Optional.of(AvroJson.fromJson(
                    AvroJson.read(new String(json, StandardCharsets.UTF_8)), DeliveryOutcome.class, Set.of()));
        } catch (WrongJsonException ofAnotherVersion) {
            return Optional.empty();
        }
    }
}
