package io.redline.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets that are kept on a topic (AES-256-GCM): {@code enc:v1:} and the URL-safe Base64 of a random nonce and the
 * text, so that nobody who reads the topic, a backup of it or a copy on a disk learns them, or changes them unseen.
 */
public final class SecretBox {

    public static final Setting<List<String>> KEYS = Setting.secretList(
            "REDLINE_SECRETS_KEY",
            "the Base64 of 32 random bytes; during a key change several, parted by commas: the first encrypts, all decrypt",
            "Encrypts the secrets of channels; without it they can only be named as env:REDLINE_SECRET_….");

    private static final String SEALED = "enc:v1:";
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final List<SecretKeySpec> keys;

    private SecretBox(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * A box with the keys that are set; empty when none is.
     *
     * @throws WrongSettingException when one is not the Base64 of 32 bytes
     */
    public static Optional<SecretBox> of(Settings settings) {
        List<SecretKeySpec> keys =
                settings.get(KEYS).stream().map(SecretBox::key).toList();
        return keys.isEmpty() ? Optional.empty() : Optional.of(new SecretBox(keys));
    }

    /** True for what a box has sealed. */
    public static boolean isSealed(String text) {
        return text.startsWith(SEALED);
    }

    /** Encrypts a text with the first key; each time otherwise. */
    public String seal(String plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] whole = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return SEALED + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    /** Decrypts what was sealed with any of the keys; empty when it was not, or has been changed since. */
    public Optional<String> open(String sealed) {
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(sealed.substring(SEALED.length()));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException notSealed) {
            return Optional.empty();
        }
        return keys.stream().flatMap(key -> open(whole, key).stream()).findFirst();
    }

    private static Optional<String> open(byte[] whole, SecretKeySpec key) {
        if (whole.length <= NONCE_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer parts = ByteBuffer.wrap(whole).get(nonce);
        byte[] text = new byte[parts.remaining()];
        parts.get(text);
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(text);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException otherKey) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private static SecretKeySpec key(String text) {
        try {
            // Both alphabets of Base64 are taken, since tools differ in which they print.
            byte[] key = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
            if (key.length == KEY_BYTES) {
                return new SecretKeySpec(key, "AES");
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below, without its value.
        }
        throw new WrongSettingException(KEYS.name() + " is (hidden): it should be " + KEYS.expects());
    }
}
