package io.redline.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Redline writes into a message and believes when it comes back: only a holder of {@link SignedLinks#LINK_KEY} can have
 * written it.
 *
 * <p>A token is URL-safe Base64 of a byte that says what kind it is, an HMAC-SHA256 of that byte and of what follows, and what
 * is said. So a token of one kind never passes for another. Several keys may be set during a key change: the first signs, all
 * are accepted.
 */
public final class SignedTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int LEAST_KEY_LENGTH = 32;

    /** Longer than any token made here; what is longer is not even decoded. */
    private static final int MOST_CHARS = 4_096;

    private final List<SecretKeySpec> keys;

    private SignedTokens(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * Tokens as the settings say; empty when no key is set.
     *
     * @throws WrongSettingException when a key is too short
     */
    public static Optional<SignedTokens> of(Settings settings) {
        List<String> keys = settings.get(SignedLinks.LINK_KEY);
        if (keys.stream().anyMatch(key -> key.length() < LEAST_KEY_LENGTH)) {
            throw new WrongSettingException(
                    SignedLinks.LINK_KEY.name() + " is (hidden): it should be " + SignedLinks.LINK_KEY.expects());
        }
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new SignedTokens(keys.stream()
                        .map(key -> new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                        .toList()));
    }

    /** The token of this kind that says this. */
    public String sign(byte kind, byte[] said) {
        return encoded(ByteBuffer.allocate(1 + MAC_BYTES + said.length)
                .put(kind)
                .put(mac(keys.get(0), kind, said))
                .put(said)
                .array());
    }

    /** What a token of this kind says; empty when it was not signed here, or not as it is now. */
    public Optional<byte[]> read(byte kind, String token) {
        if (token.length() > MOST_CHARS) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        // Base64 can write the same bytes in several ways; only ours counts, so that a token has one form.
        if (bytes.length <= 1 + MAC_BYTES || bytes[0] != kind || !encoded(bytes).equals(token)) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        byte[] mac = new byte[MAC_BYTES];
        parts.get(mac);
        byte[] said = new byte[parts.remaining()];
        parts.get(said);
        return signed(mac, kind, said) ? Optional.of(said) : Optional.empty();
    }

    private boolean signed(byte[] mac, byte kind, byte[] said) {
        boolean signed = false;
        for (SecretKeySpec key : keys) {
            signed |= MessageDigest.isEqual(mac(key, kind, said), mac);
        }
        return signed;
    }

    private static byte[] mac(SecretKeySpec key, byte kind, byte[] said) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(kind);
            return mac.doFinal(said);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
