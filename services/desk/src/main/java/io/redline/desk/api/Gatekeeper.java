package io.redline.desk.api;

import io.javalin.http.Context;
import io.redline.runtime.ApiTokens;
import io.redline.runtime.Caller;
import io.redline.runtime.SignedLinks;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests away before they reach a route: those for another host (DNS rebinding), from another site (request
 * forgery), without a token or with one that does not allow what is asked, before the desk is ready, and with a body of
 * the wrong type.
 */
final class Gatekeeper {

    private static final String CALLER = "redline.caller";
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?");

    private final ApiTokens tokens;
    private final boolean loopbackOnly;
    private final RateLimit limit;
    private final Supplier<Optional<String>> obstacle;

    /**
     * A gatekeeper.
     *
     * @param host address that the server is bound to
     * @param obstacle why the desk cannot answer yet, or nothing
     */
    Gatekeeper(ApiTokens tokens, String host, RateLimit limit, Supplier<Optional<String>> obstacle) {
        this.tokens = tokens;
        this.limit = limit;
        this.loopbackOnly = isLoopback(host);
        this.obstacle = obstacle;
    }

    /** Looks at any request, whether there is a route for it or not. */
    void inspect(Context ctx) {
        setHeaders(ctx);
        String host = String.valueOf(ctx.header("Host")).toLowerCase(Locale.ROOT);
        if (loopbackOnly && !LOOPBACK.matcher(host).matches()) {
            throw new ProblemException(new Problem(
                    421,
                    "Wrong host",
                    "This desk listens on this machine only: ask for localhost or 127.0.0.1, not for another name"));
        }
        // A signed link is its own permission, wherever it is opened or posted from.
        boolean linked = ctx.path().startsWith(SignedLinks.PATH);
        boolean guarded = ctx.path().startsWith("/api/") || ctx.path().equals("/metrics");
        Optional<Caller> caller = guarded ? tokens.caller(ctx.header("Authorization")) : Optional.empty();
        if (guarded || linked) {
            count(ctx, caller);
        }
        if (guarded) {
            ctx.attribute(CALLER, caller.orElseThrow(() -> {
                ctx.header("WWW-Authenticate", "Bearer");
                return new ProblemException(new Problem(
                        401,
                        "Token needed",
                        "Send one of the tokens of " + ApiTokens.TOKENS.name() + " as \"Authorization: Bearer …\""));
            }));
        }
        if (!linked && !SAFE_METHODS.contains(ctx.method().name()) && fromAnotherSite(ctx)) {
            throw new ProblemException(new Problem(
                    403, "Another site asks", "Changes are taken from the desk's own pages and from programs only"));
        }
    }

    /** Who sends a request that had to show a token. */
    static Caller caller(Context ctx) {
        return Objects.requireNonNull(ctx.<Caller>attribute(CALLER), "a request that was not inspected");
    }

    /** Whoever has no token of their own is counted by address, so that nobody can try tokens or links for long. */
    private void count(Context ctx, Optional<Caller> caller) {
        String counted = caller.filter(known -> !known.equals(Caller.LOCAL))
                .map(known -> "token " + known.name())
                .orElseGet(() -> "address " + ctx.ip());
        limit.take(counted).ifPresent(pause -> {
            ctx.header("Retry-After", Long.toString(Math.max(1, pause.toSeconds())));
            throw new ProblemException(new Problem(
                    429, "Too many requests", "Send fewer requests, or raise " + RateLimit.REQUESTS_PER_MINUTE.name()));
        });
    }

    /** Looks at a request for a route. */
    void inspect(Context ctx, Route route) {
        if (route.asksForToken() && !caller(ctx).may(route.scope())) {
            throw new ProblemException(new Problem(
                            403,
                            "Scope needed",
                            "This token does not allow that: it takes one with the scope \""
                                    + route.scope().word() + "\"")
                    .with("scope", route.scope().word()));
        }
        if (route.waitsUntilReady()) {
            obstacle.get().ifPresent(why -> {
                ctx.header("Retry-After", "1");
                throw new ProblemException(Problem.unavailable("The desk is not ready yet: " + why));
            });
        }
        if (JsonBody.hasBody(ctx) || ctx.contentType() != null) {
            inspectType(ctx, route.body());
        }
    }

    private static void inspectType(Context ctx, Route.Body body) {
        String type = String.valueOf(ctx.contentType())
                .replaceFirst(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        boolean right =
                switch (body) {
                    case NONE -> true;
                    case JSON -> type.equals("application/json");
                    // Ingest knows several names of its forms; what a page of another site can send unasked stays out
                    // here.
                    case ARTICLES ->
                        type.startsWith("application/") && !type.equals("application/x-www-form-urlencoded");
                    case WATCHES -> type.equals("application/json") || type.equals(Answers.CSV);
                };
        if (!right) {
            throw new ProblemException(new Problem(
                    415,
                    "Unsupported media type",
                    "Send the body as \"Content-Type: application/json\""
                            + switch (body) {
                                case ARTICLES -> ", or as \"application/x-ndjson\" with one article a line";
                                case WATCHES -> ", or as \"" + Answers.CSV + "\" with one watch a line";
                                default -> "";
                            }));
        }
    }

    private static void setHeaders(Context ctx) {
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("X-Frame-Options", "DENY");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header(
                "Content-Security-Policy",
                "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'");
        if (ctx.path().startsWith("/api/")) {
            ctx.header("Cache-Control", "no-store");
        }
    }

    /** Browsers say where a request comes from; programs say nothing. */
    private static boolean fromAnotherSite(Context ctx) {
        String site = ctx.header("Sec-Fetch-Site");
        if (site != null && !OWN_SITE.contains(site)) {
            return true;
        }
        String origin = ctx.header("Origin");
        return origin != null && !String.valueOf(ctx.header("Host")).equalsIgnoreCase(authority(origin));
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException wrong) {
            return null;
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
