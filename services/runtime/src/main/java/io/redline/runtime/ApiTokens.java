package io.redline.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The bearer tokens that open HTTP endpoints; with none set, only this machine may ask.
 *
 * <p>A token by itself allows everything but to see articles under embargo. {@code name:read+write:token} names it and
 * says what it allows, {@code name:read@owner:token} binds it to the watches of one owner, and {@code sha256=…} in place
 * of the token keeps only its hash. Only hashes are held in memory, and compared in a time that tells nothing.
 */
public final class ApiTokens {

    public static final Setting<List<String>> TOKENS = Setting.secretList(
            "REDLINE_API_TOKENS",
            "tokens of at least 16 characters, each by itself or as name:scope+scope@owner:token (the owner may be left"
                    + " out, the token given as sha256=hash), parted by commas",
            "Bearer tokens that open the HTTP endpoints; needed for a bind to anything but loopback.");

    private static final int LEAST_LENGTH = 16;
    private static final String SCHEME = "Bearer ";
    private static final String HASHED = "sha256=";
    private static final int NAMED_BY_BYTES = 4;

    private static final Pattern FORM =
            Pattern.compile("(?<name>[\\w.-]{1,60}):(?<scopes>[a-z+]+)(@(?<owner>[^:]{1,200}))?:(?<token>[^:]+)");

    private final List<Token> tokens;

    private ApiTokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** A token as it is kept. */
    private record Token(Caller caller, byte[] hash) {}

    /**
     * Reads the tokens.
     *
     * @throws WrongSettingException when one is too short, or says what cannot be understood
     */
    public static ApiTokens of(Settings settings) {
        List<String> texts = settings.get(TOKENS);
        List<Token> tokens = new ArrayList<>();
        for (String text : texts) {
            try {
                tokens.add(text.contains(":") ? named(text) : unnamed(text));
            } catch (IllegalArgumentException wrong) {
                throw new WrongSettingException(TOKENS.name() + " is (hidden), and entry " + (tokens.size() + 1) + " "
                        + wrong.getMessage() + ": it should be " + TOKENS.expects());
            }
        }
        return new ApiTokens(tokens);
    }

    /** What stands in the setting for a token that is kept as its hash: {@code sha256=} and 64 hexadecimal digits. */
    public static String hashed(String token) {
        return HASHED + HexFormat.of().formatHex(hash(token));
    }

    /** True when no token is set, so that none is asked for. */
    public boolean none() {
        return tokens.isEmpty();
    }

    /**
     * Who sends an {@code Authorization} header.
     *
     * @return empty when a token is asked for and this is none of them
     */
    public Optional<Caller> caller(@Nullable String authorization) {
        if (tokens.isEmpty()) {
            return Optional.of(Caller.LOCAL);
        }
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return Optional.empty();
        }
        byte[] given = hash(authorization.substring(SCHEME.length()).strip());
        Optional<Caller> caller = Optional.empty();
        for (Token token : tokens) {
            // No early exit: the time taken must not tell which token came close.
            if (MessageDigest.isEqual(token.hash, given)) {
                caller = Optional.of(token.caller);
            }
        }
        return caller;
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

    private static Token unnamed(String text) {
        byte[] hash = hashOf(text);
        String name = "token-" + HexFormat.of().formatHex(hash, 0, NAMED_BY_BYTES);
        return new Token(new Caller(name, Set.of(Scope.ADMIN), Optional.empty()), hash);
    }

    private static Token named(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("has colons in other places than between name, scopes and token");
        }
        Set<Scope> scopes = Arrays.stream(parts.group("scopes").split("\\+", -1))
                .map(Scope::of)
                .collect(Collectors.toSet());
        Optional<String> owner = Optional.ofNullable(parts.group("owner")).map(String::strip);
        if (owner.isPresent() && scopes.contains(Scope.ADMIN)) {
            throw new IllegalArgumentException(
                    "binds an admin to an owner, who could then see nothing of what" + " concerns everybody");
        }
        return new Token(new Caller(parts.group("name"), scopes, owner), hashOf(parts.group("token")));
    }

    private static byte[] hashOf(String token) {
        if (token.startsWith(HASHED)) {
            byte[] hash = HexFormat.of().parseHex(token.substring(HASHED.length()));
            if (hash.length != hash("").length) {
                throw new IllegalArgumentException("has a hash that is not 64 hexadecimal digits");
            }
            return hash;
        }
        if (token.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException("has a token that is too short");
        }
        return hash(token);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
