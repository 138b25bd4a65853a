package io.redline.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bearer tokens that open HTTP endpoints; with none set, only this machine may ask. */
public final class ApiTokens {

    public static final Setting<List<String>> TOKENS = Setting.secretList(
            "REDLINE_API_TOKENS",
            "tokens of at least 16 characters, parted by commas",
            "Bearer tokens that open the HTTP endpoints; needed for a bind to anything but loopback.");

    private static final int LEAST_LENGTH = 16;
    private static final String SCHEME = "Bearer ";

    private final List<byte[]> tokens;

    private ApiTokens(List<byte[]> tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads the tokens.
     *
     * @throws WrongSettingException when one is too short
     */
    public static ApiTokens of(Settings settings) {
        List<String> texts = settings.get(TOKENS);
        if (texts.stream().anyMatch(token -> token.length() < LEAST_LENGTH)) {
            throw new WrongSettingException(TOKENS.name() + " is (hidden): it should be " + TOKENS.expects());
        }
        return new ApiTokens(texts.stream()
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** True when no token is set, so that none is asked for. */
    public boolean none() {
        return tokens.isEmpty();
    }

    /** True when an {@code Authorization} header carries one of the tokens, or none is asked for. */
    public boolean admit(@Nullable String authorization) {
        if (tokens.isEmpty()) {
            return true;
        }
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        boolean admitted = false;
        for (byte[] token : tokens) {
            // No early exit: the time taken must not tell which token came close.
            admitted |= MessageDigest.isEqual(token, given);
        }
        return admitted;
    }

    /**
     * Refuses to bind to an address that others can reach while no token is set.
     *
     * @param setting the setting that names the host
     * @throws WrongSettingException when the host is not loopback and there are no tokens, or it cannot be resolved
     */
    public void guardBind(Setting<String> setting, String host) {
        try {
            if (none() && !InetAddress.getByName(host).isLoopbackAddress()) {
                throw new WrongSettingException(setting.name() + " is \"" + host + "\", which others can reach: set "
                        + TOKENS.name() + " to " + TOKENS.expects() + ", or bind to 127.0.0.1");
            }
        } catch (UnknownHostException unknown) {
            throw new WrongSettingException(setting.name() + " is \"" + host + "\": it should be " + setting.expects());
        }
    }
}
