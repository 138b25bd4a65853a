package io.redline.runtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Identifiers derived from content, so that a replay names everything as before. */
public final class Ids {

    private Ids() {}

    /**
     * An identifier of 32 hexadecimal digits (128 bits of SHA-256) of these parts, in this order.
     *
     * @param kind short word put in front, such as {@code alert}, which also keeps ids of different kinds apart
     */
    public static String of(String kind, @Nullable Object... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(kind.getBytes(StandardCharsets.UTF_8));
            for (@Nullable Object part : parts) {
                byte[] bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
                // The length in front keeps ("ab","c") and ("a","bc") apart.
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return kind + "-" + HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
