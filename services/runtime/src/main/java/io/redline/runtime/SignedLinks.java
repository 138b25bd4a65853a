package io.redline.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Links in mails and Slack messages with which their readers act, without signing in. A link carries a
 * {@link LinkClaim} that only a holder of the key can have written; what it does not say it does not allow. It is opened by
 * mail scanners as well, so that nothing may be done by merely opening it.
 */
public final class SignedLinks {

    public static final Setting<URI> PUBLIC_URL = Setting.url(
            "REDLINE_PUBLIC_URL",
            "http://127.0.0.1:8080",
            "Address at which people reach the console; links in mails and Slack messages begin with it.");

    public static final Setting<List<String>> LINK_KEY = Setting.secretList(
            "REDLINE_LINK_KEY",
            "keys of at least 32 characters, parted by commas; the first signs, all are accepted",
            "Signs the links in mails and Slack messages with which people acknowledge or unsubscribe, and mails, so that"
                    + " bounces can be believed; without it there are no such links.");

    /** For the lists of those who make or accept links. */
    public static final List<Setting<?>> SETTINGS = List.of(PUBLIC_URL, LINK_KEY);

    /** How long a link is good for: a weekend and the week after. */
    public static final Duration LIFETIME = Duration.ofDays(7);

    /** Where links point to, below {@link #PUBLIC_URL}. */
    public static final String PATH = "/act/";

    /** What kind of {@link SignedTokens token} a link carries. */
    private static final byte KIND = 1;

    private final String base;
    private final SignedTokens tokens;

    private SignedLinks(String base, SignedTokens tokens) {
        this.base = base;
        this.tokens = tokens;
    }

    /**
     * Links as the settings say; empty when no key is set.
     *
     * @throws WrongSettingException when a key is too short
     */
    public static Optional<SignedLinks> of(Settings settings) {
        String url = settings.get(PUBLIC_URL).toString();
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return SignedTokens.of(settings).map(tokens -> new SignedLinks(base, tokens));
    }

    /** The link that carries a claim. */
    public URI link(LinkClaim claim) {
        return URI.create(base + PATH + tokens.sign(KIND, write(claim)));
    }

    /** Judges the token of a link: what stands behind {@link #PATH}. */
    public LinkVerdict verify(String token, Instant now) {
        Optional<LinkClaim> signed = tokens.read(KIND, token).map(SignedLinks::read);
        if (signed.isEmpty()) {
            return new LinkVerdict.Forged();
        }
        LinkClaim claim = signed.get();
        return now.isBefore(claim.expires()) ? new LinkVerdict.Valid(claim) : new LinkVerdict.Expired(claim);
    }

    private static byte[] write(LinkClaim claim) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(claim.act().word());
            out.writeUTF(claim.watchId());
            out.writeUTF(claim.alertId());
            out.writeUTF(claim.route());
            out.writeUTF(claim.person());
            out.writeLong(claim.expires().getEpochSecond());
        } catch (IOException tooLong) {
            throw new UncheckedIOException(tooLong);
        }
        return bytes.toByteArray();
    }

    /** Reads what was signed here, which is therefore what {@link #write} wrote. */
    private static LinkClaim read(byte[] said) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(said))) {
            return new LinkClaim(
                    LinkClaim.Act.of(in.readUTF()),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    Instant.ofEpochSecond(in.readLong()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
