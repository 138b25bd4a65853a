package io.redline.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.redline.ingest.feed.FeedPoller;
import io.redline.runtime.ApiTokens;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Caller;
import io.redline.runtime.HealthServer;
import io.redline.runtime.Scope;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side of ingest: {@code POST /api/articles}, how the feeds fare at {@code GET /api/feeds}, health and metrics.
 * Errors are RFC 9457 problems. Everything about a request is bounded: threads, the time between two bytes, the time in
 * all, the bytes in all.
 *
 * <p>Only JSON content types are taken, which a foreign web page cannot send unasked; and without tokens only a
 * {@code Host} that names this machine, so that no foreign name can be pointed at it.
 */
final class ArticleServer implements AutoCloseable {

    static final Setting<String> HOST = Setting.text(
            "REDLINE_INGEST_HOST", "127.0.0.1", "an address of this machine", "Where ingest takes articles.");

    static final Setting<Integer> PORT = Setting.port("REDLINE_INGEST_PORT", 8082, "Port where ingest takes articles.");

    static final Setting<Integer> MAX_BODY_BYTES = Setting.number(
            "REDLINE_INGEST_MAX_BODY_BYTES",
            256 * 1024 * 1024,
            1024,
            Integer.MAX_VALUE,
            "Most bytes of one request; the articles in front of the limit are taken all the same.");

    private static final Logger LOG = LoggerFactory.getLogger(ArticleServer.class);
    private static final Duration BETWEEN_BYTES = Duration.ofSeconds(30);
    private static final Duration REQUEST = Duration.ofMinutes(5);
    private static final int THREADS = 24;
    private static final Set<String> LINES = Set.of(
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonlines",
            "application/jsonlines");
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final ServiceContext context;
    private final ApiTokens tokens;
    private final ArticleIntake intake;
    private final FeedPoller feeds;
    private final Javalin server;

    private ArticleServer(ServiceContext context, ArticleIntake intake, FeedPoller feeds) {
        this.context = context;
        this.tokens = ApiTokens.of(context.settings());
        this.intake = intake;
        this.feeds = feeds;
        String host = context.settings().get(HOST);
        tokens.guardBind(HOST, host);
        this.server = Javalin.create(
                config -> configure(config, host, context.settings().get(PORT)));
    }

    /**
     * Starts to answer.
     *
     * @throws io.javalin.util.JavalinBindException when the port cannot be had
     */
    static ArticleServer start(ServiceContext context, ArticleIntake intake, FeedPoller feeds) {
        ArticleServer articles = new ArticleServer(context, intake, feeds);
        articles.server.start();
        LOG.info(
                "Ingest takes articles at http://{}:{}/api/articles",
                context.settings().get(HOST),
                articles.port());
        return articles;
    }

    /** The port it listens on. */
    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config, String host, int port) {
        config.startup.showJavalinBanner = false;
        config.http.prefer405over404 = true;
        config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
        config.jetty.addConnector((jetty, defaults) -> {
            HttpConfiguration http = new HttpConfiguration();
            http.setSendServerVersion(false);
            ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
            connector.setHost(host);
            connector.setPort(port);
            connector.setIdleTimeout(BETWEEN_BYTES.toMillis());
            return connector;
        });
        config.routes.before("/api/*", this::guard);
        config.routes.before("/metrics", this::guard);
        config.routes.post("/api/articles", this::takeArticles);
        config.routes.get("/api/feeds", exchange -> answer(exchange, 200, feeds.status()));
        config.routes.get("/metrics", exchange -> exchange.contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(context.metrics().scrape()));
        config.routes.get(
                "/health/live",
                exchange ->
                        answer(exchange, 200, HealthServer.readiness(Map.of()).put("status", "live")));
        config.routes.get("/health/ready", exchange -> {
            Map<String, String> faults = context.health().faults();
            answer(exchange, faults.isEmpty() ? 200 : 503, HealthServer.readiness(faults));
        });
        config.routes.exception(
                RefusalException.class,
                (refusal, exchange) -> problem(exchange, refusal.fault, AvroJson.MAPPER.createObjectNode()));
        config.routes.exception(Exception.class, (fault, exchange) -> {
            LOG.error("A request to {} failed", exchange.path(), fault);
            refuse(
                    exchange,
                    500,
                    "Fault in Redline",
                    "Something failed here that should not: the log has the details.");
        });
        config.routes.error(
                404,
                exchange -> refuse(
                        exchange,
                        404,
                        "Not found",
                        "There is nothing at this address: articles are posted to /api/articles."));
        config.routes.error(
                405,
                exchange -> refuse(
                        exchange, 405, "Method not allowed", "This address does not take " + exchange.method() + "."));
    }

    private void guard(Context exchange) {
        if (tokens.none() && !namesThisMachine(exchange.header("Host"))) {
            throw new RefusalException(
                    403,
                    "Wrong host",
                    "Without tokens only requests to localhost are answered: set " + ApiTokens.TOKENS.name()
                            + " to let others in.");
        }
        Optional<Caller> caller = tokens.caller(exchange.header("Authorization"));
        if (caller.isEmpty()) {
            exchange.header("WWW-Authenticate", "Bearer");
            throw new RefusalException(
                    401,
                    "Token needed",
                    "Send one of the tokens in " + ApiTokens.TOKENS.name() + " as \"Authorization: Bearer …\".");
        }
        // Whatever changes nothing is read; how feeds and services fare is nothing of one owner's.
        boolean reads = exchange.method() == HandlerType.GET;
        if (reads ? !caller.get().mayForAll(Scope.READ) : !caller.get().may(Scope.WRITE)) {
            throw new RefusalException(
                    403,
                    "Scope needed",
                    reads
                            ? "This needs a token with the scope \"read\" that is bound to no owner."
                            : "This needs a token with the scope \"write\".");
        }
    }

    private void takeArticles(Context exchange) throws IOException {
        String encoding = exchange.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusalException(415, "Encoded body", "Send the body without Content-Encoding.");
        }
        BoundedStream body = new BoundedStream(
                exchange.req().getInputStream(),
                context.settings().get(MAX_BODY_BYTES),
                context.clock().instant().plus(REQUEST),
                context.clock());
        try {
            Receipt receipt = intake.take(body, form(exchange.contentType()));
            Optional<Receipt.Fault> fault = receipt.fault().or(body::exceeded);
            if (fault.isPresent()) {
                problem(exchange, fault.get(), receipt.toJson());
            } else {
                answer(exchange, 202, receipt.toJson());
            }
        } catch (IOException brokenOff) {
            LOG.debug("A request broke off", brokenOff);
            throw new RefusalException(
                    400,
                    "Body broke off",
                    "The body could not be read to its end; articles in front of the break may have been accepted, and sending them again does no harm.");
        }
    }

    private static ArticleIntake.Form form(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (LINES.contains(type)) {
            return ArticleIntake.Form.LINES;
        }
        if (type.equals("application/json") || type.endsWith("+json")) {
            return ArticleIntake.Form.JSON;
        }
        throw new RefusalException(
                415, "Wrong content type", "Send articles as application/json or application/x-ndjson.");
    }

    private static boolean namesThisMachine(@Nullable String host) {
        return host != null
                && LOOPBACK_NAMES.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", ""));
    }

    private static void refuse(Context exchange, int status, String title, String detail) {
        problem(exchange, new Receipt.Fault(status, title, detail), AvroJson.MAPPER.createObjectNode());
    }

    private static void problem(Context exchange, Receipt.Fault fault, ObjectNode members) {
        ObjectNode problem = AvroJson.MAPPER
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", fault.title())
                .put("status", fault.status())
                .put("detail", fault.detail());
        problem.setAll(members);
        answer(exchange, fault.status(), "application/problem+json", problem);
    }

    private static void answer(Context exchange, int status, ObjectNode body) {
        answer(exchange, status, "application/json", body);
    }

    /** Bytes, since Javalin would write the text of a type that it does not know in ISO 8859-1. */
    private static void answer(Context exchange, int status, String type, ObjectNode body) {
        exchange.status(status).contentType(type).result(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Ends a request with a problem. */
    private static final class RefusalException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Receipt.Fault fault;

        RefusalException(int status, String title, String detail) {
            super(detail);
            this.fault = new Receipt.Fault(status, title, detail);
        }
    }
}
