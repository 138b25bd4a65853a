package io.redline.desk.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.redline.desk.article.EmbargoException;
import io.redline.desk.feed.CommandFailedException;
import io.redline.desk.view.ViewUnavailableException;
import io.redline.desk.watch.WrongQueryException;
import io.redline.runtime.Setting;
import io.redline.runtime.WrongJsonException;
import io.redline.runtime.WrongSettingException;
import java.net.BindException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for HTTP: the routes of the API, the console's files, and one way to tell errors. */
public final class DeskServer implements AutoCloseable {

    public static final Setting<String> HOST = Setting.text(
            "REDLINE_HTTP_HOST", "127.0.0.1", "an address of this machine", "Where the API and the console listen.");

    public static final Setting<Integer> PORT =
            Setting.port("REDLINE_HTTP_PORT", 8080, "Port of the API and the console; 0 takes any that is free.");

    public static final Setting<URI> INGEST_URL =
            Setting.url("REDLINE_INGEST_URL", "http://127.0.0.1:8082", "Where ingest takes articles.");

    public static final Setting<Integer> THREADS =
            Setting.number("REDLINE_HTTP_THREADS", 32, 8, 1_000, "Most threads that answer requests.");

    public static final Setting<Integer> MAX_BODY_BYTES = Setting.number(
            "REDLINE_HTTP_MAX_BODY_BYTES",
            1_048_576,
            1_024,
            104_857_600,
            "Longest request body in bytes, other than articles, whose limit is that of ingest.");

    public static final Setting<Integer> MAX_IMPORT_BYTES = Setting.number(
            "REDLINE_HTTP_MAX_IMPORT_BYTES",
            16_777_216,
            1_024,
            104_857_600,
            "Longest body in bytes of an import of watches.");

    public static final Setting<Duration> IDLE_TIMEOUT = Setting.duration(
            "REDLINE_HTTP_IDLE_TIMEOUT",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            "How long a connection may be silent, in a request or between two.");

    public static final Setting<Integer> STREAM_LISTENERS =
            Setting.number("REDLINE_HTTP_STREAM_LISTENERS", 500, 1, 100_000, "Most open alert streams.");

    public static final List<Setting<?>> SETTINGS = List.of(
            HOST,
            PORT,
            INGEST_URL,
            THREADS,
            MAX_BODY_BYTES,
            MAX_IMPORT_BYTES,
            IDLE_TIMEOUT,
            STREAM_LISTENERS,
            RateLimit.REQUESTS_PER_MINUTE);

    private static final Logger LOG = LoggerFactory.getLogger(DeskServer.class);
    private static final String ROUTE = "redline.route";
    private static final long STOP_MILLIS = 2_000;
    private static final int LEAST_BYTES_PER_SECOND = 200;
    private static final int LEAST_THREADS = 4;

    private final Javalin javalin;

    private DeskServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Starts to listen.
     *
     * @throws WrongSettingException when the port cannot be had
     */
    static DeskServer start(Binding binding, List<Route> routes, Gatekeeper gatekeeper, MeterRegistry metrics) {
        Javalin javalin = Javalin.create(config -> {
            configure(config, binding);
            config.routes.before(gatekeeper::inspect);
            routes.forEach(route -> config.routes.addEndpoint(new Endpoint(route.method(), route.path(), ctx -> {
                ctx.attribute(ROUTE, route);
                gatekeeper.inspect(ctx, route);
                route.handler().handle(ctx);
            })));
            handleErrors(config);
            config.requestLogger.http((ctx, millis) -> measure(metrics, ctx, millis));
        });
        try {
            javalin.start(binding.host(), binding.port());
        } catch (RuntimeException failed) {
            throw refused(binding, failed);
        }
        return new DeskServer(javalin);
    }

    /**
     * Where and within which limits to listen.
     *
     * @param port 0 for any that is free
     * @param threads most threads
     * @param idle longest silence on a connection
     */
    record Binding(String host, int port, int threads, Duration idle) {}

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(JavalinConfig config, Binding binding) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.http.asyncTimeout = 0;
        QueuedThreadPool threads = new QueuedThreadPool(binding.threads(), LEAST_THREADS);
        threads.setName("desk-http");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> limit(http, binding));
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_MILLIS);
            server.setErrorHandler(new ProblemErrorHandler());
        });
        config.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = "/console";
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", "no-cache");
        });
    }

    private static void limit(HttpConfiguration http, Binding binding) {
        http.setIdleTimeout(binding.idle().toMillis());
        http.setMinRequestDataRate(LEAST_BYTES_PER_SECOND);
        http.setSendServerVersion(false);
        // Ids of articles are often addresses, with slashes of their own.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "REDLINE",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
    }

    private static void handleErrors(JavalinConfig config) {
        config.routes.exception(
                ProblemException.class, (problem, ctx) -> problem.problem().answer(ctx));
        config.routes.exception(WrongJsonException.class, (wrong, ctx) -> Problem.badRequest(sentence(wrong))
                .with("field", wrong.path())
                .answer(ctx));
        config.routes.exception(ViewUnavailableException.class, (fault, ctx) -> Problem.unavailable(sentence(fault))
                .answer(ctx));
        config.routes.exception(CommandFailedException.class, (fault, ctx) -> Problem.unavailable(
                        sentence(fault) + ": try again in a moment")
                .answer(ctx));
        config.routes.exception(WrongQueryException.class, (wrong, ctx) -> Problem.badRequest(sentence(wrong))
                .with("field", "query")
                .with("column", wrong.column())
                .answer(ctx));
        config.routes.exception(
                EmbargoException.class, (early, ctx) -> new Problem(403, "Under embargo", sentence(early)).answer(ctx));
        config.routes.exception(HttpResponseException.class, DeskServer::answer);
        // What a caller does wrong below HTTP is no fault of ours, and must not fill the log.
        config.routes.exception(BadMessageException.class, (bad, ctx) -> new Problem(
                        bad.getCode(), "Broken request", "The request could not be read: " + bad.getReason())
                .answer(ctx));
        config.routes.exception(EofException.class, (gone, ctx) -> Problem.badRequest("The body broke off")
                .answer(ctx));
        config.routes.exception(
                InterruptedException.class,
                (stopping, ctx) -> Problem.unavailable("The desk is stopping").answer(ctx));
        config.routes.exception(Exception.class, DeskServer::answerBug);
    }

    /** What Javalin itself refuses. */
    private static void answer(HttpResponseException refusal, Context ctx) {
        String asked = ctx.method() + " " + ctx.path();
        switch (refusal.getStatus()) {
            case 404 ->
                Problem.notFound("There is nothing at " + asked + ": GET /api/openapi.json lists all calls")
                        .answer(ctx);
            case 405 -> {
                String allowed = String.valueOf(refusal.getDetails().get("availableMethods"));
                ctx.header("Allow", allowed);
                new Problem(405, "Method not allowed", asked + " means nothing: here are only " + allowed).answer(ctx);
            }
            default -> {
                HttpStatus status = HttpStatus.forStatus(refusal.getStatus());
                new Problem(refusal.getStatus(), status.getMessage(), String.valueOf(refusal.getMessage())).answer(ctx);
            }
        }
    }

    private static void answerBug(Exception fault, Context ctx) {
        String incident = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Incident {}: {} {} failed", incident, ctx.method(), ctx.path(), fault);
        new Problem(
                        500,
                        "Internal error",
                        "This is a fault of Redline: look for \"Incident " + incident + "\" in the log of the desk")
                .with("incident", incident)
                .answer(ctx);
    }

    private static String sentence(Exception fault) {
        String message = String.valueOf(fault.getMessage());
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
    }

    private static void measure(MeterRegistry metrics, Context ctx, float millis) {
        Route route = ctx.attribute(ROUTE);
        metrics.timer(
                        "redline.http.requests",
                        "method",
                        route == null ? "other" : route.method().name(),
                        "route",
                        route == null ? "other" : route.path(),
                        "status",
                        Integer.toString(ctx.statusCode()))
                .record((long) (millis * 1_000), TimeUnit.MICROSECONDS);
    }

    private static RuntimeException refused(Binding binding, RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || String.valueOf(cause.getMessage()).contains("already in use")) {
                return new WrongSettingException(PORT.name() + " is \"" + binding.port()
                        + "\", which another program listens on: stop that program, or choose another port");
            }
        }
        return failed;
    }

    /** Tells what Jetty itself refuses, such as a broken request line, in the same form as everything else. */
    private static final class ProblemErrorHandler extends ErrorHandler {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            int status = response.getStatus();
            String title = HttpStatus.forStatus(status).getMessage();
            String detail = "The server could not read the request (" + title + ")";
            response.getHeaders().put("Content-Type", Problem.CONTENT_TYPE);
            response.write(
                    true,
                    ByteBuffer.wrap(new Problem(status, title, detail).json().getBytes(StandardCharsets.UTF_8)),
                    callback);
            return true;
        }
    }
}
