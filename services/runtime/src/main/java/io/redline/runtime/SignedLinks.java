package io.redline.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links in mails and Slack messages with which their readers act, without signing in. A link carries a
 * {@link LinkClaim} that only a holder of the key can have written; what it does not say it does not allow. It is opened by
 * mail scanners as well, so that nothing may be done by merely opening it.
 *
 * <p>A token is URL-safe Base64 of a version byte, an HMAC-SHA256 of what follows (and of the version), and the claim. Several
 * keys may be set during a key change: the first signs, all are accepted.
 */
public final class SignedLinks {

    public static final Setting<URI> PUBLIC_URL = Setting.url(
            "REDLINE_PUBLIC_URL",
            "http://127.0.0.1:8080",
            "Address at which people reach the console; links in mails and Slack messages begin with it.");

    public static final Setting<List<String>> LINK_KEY = Setting.secretList(
            "REDLINE_LINK_KEY",
            "keys of at least 32 characters, parted by commas; the first signs, all are accepted",
            "Signs the links in mails and Slack messages with which people acknowledge or unsubscribe; without it there are"
                    + " no such links.");

    /** For the lists of those who make or accept links. */
    public static final List<Setting<?>> SETTINGS = List.of(PUBLIC_URL, LINK_KEY);

    /** How long a link is good for: a weekend and the week after. */
    public static final Duration LIFETIME = Duration.ofDays(7);

    /** Where links point to, below {@link #PUBLIC_URL}. */
    public static final String PATH = "/act/";

    private static final byte VERSION = 1;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int LEAST_KEY_LENGTH = 32;

    /** Longer than any token made here; what is longer is not even decoded. */
    private static final int MOST_TOKEN_CHARS = 4_096;

    private final String base;
    private final List<SecretKeySpec> keys;

    private SignedLinks(String base, List<SecretKeySpec> keys) {
        this.base = base;
        this.keys = keys;
    }

    /**
     * Links as the settings say; empty when no key is set.
     *
     * @throws WrongSettingException when a key is too short
     */
    public static Optional<SignedLinks> of(Settings settings) {
        List<String> keys = settings.get(LINK_KEY);
        if (keys.stream().anyMatch(key -> key.length() < LEAST_KEY_LENGTH)) {
            throw new WrongSettingException(LINK_KEY.name() + " is (hidden): it should be " + LINK_KEY.expects());
        }
        String url = settings.get(PUBLIC_URL).toString();
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new SignedLinks(
                        base,
                        keys.stream()
                                .map(key -> new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                                .toList()));
    }

    /** The link that carries a claim. */
    public URI link(LinkClaim claim) {
        byte[] said = write(claim);
        byte[] token = ByteBuffer.allocate(1 + MAC_BYTES + said.length)
                .put(VERSION)
                .put(mac(keys.get(0), said))
                .put(said)
                .array();
        return URI.create(base + PATH + encoded(token));
    }

    /** Judges the token of a link: what stands behind {@link #PATH}. */
    public LinkVerdict verify(String token, Instant now) {
        if (token.length() > MOST_TOKEN_CHARS) {
            return new LinkVerdict.Forged();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return new LinkVerdict.Forged();
        }
        // Base64 can write the same bytes in several ways; only ours counts, so that a token has one form.
        if (bytes.length <= 1 + MAC_BYTES
                || bytes[0] != VERSION
                || !encoded(bytes).equals(token)) {
            return new LinkVerdict.Forged();
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        byte[] mac = new byte[MAC_BYTES];
        parts.get(mac);
        byte[] said = new byte[parts.remaining()];
        parts.get(said);
        if (!signed(mac, said)) {
            return new LinkVerdict.Forged();
        }
        LinkClaim claim = read(said);
        return now.isBefore(claim.expires()) ? new LinkVerdict.Valid(claim) : new LinkVerdict.Expired(claim);
    }

    private boolean signed(byte[] mac, byte[] said) {
        boolean signed = false;
        for (SecretKeySpec key : keys) {
            signed |= MessageDigest.isEqual(mac(key, said), mac);
        }
        return signed;
    }

    private static byte[] mac(SecretKeySpec key, byte[] said) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(VERSION);
            return mac.doFinal(said);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
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

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
