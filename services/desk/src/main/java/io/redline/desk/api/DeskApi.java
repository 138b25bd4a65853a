package io.redline.desk.api;

import io.redline.desk.alert.AlertDesk;
import io.redline.desk.stream.AlertStream;
import io.redline.desk.view.ReadModel;
import io.redline.desk.watch.WatchBook;
import io.redline.runtime.ApiTokens;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The HTTP API, put together: its routes, its gatekeeper and its server. */
public final class DeskApi implements AutoCloseable {

    private final SseListeners listeners;
    private final List<Route> routes;
    private final DeskServer server;

    private DeskApi(SseListeners listeners, List<Route> routes, DeskServer server) {
        this.listeners = listeners;
        this.routes = routes;
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param obstacle why calls cannot be answered yet, or nothing
     * @throws io.redline.runtime.WrongSettingException when the address is refused or taken
     */
    public static DeskApi start(
            ServiceContext context,
            ReadModel model,
            AlertStream stream,
            WatchBook watches,
            AlertDesk alerts,
            Supplier<Optional<String>> obstacle) {
        Settings settings = context.settings();
        String host = settings.get(DeskServer.HOST);
        ApiTokens tokens = ApiTokens.of(settings);
        tokens.guardBind(DeskServer.HOST, host);
        JsonBody body = new JsonBody(settings.get(DeskServer.MAX_BODY_BYTES));
        SseListeners listeners = new SseListeners(stream, settings.get(DeskServer.STREAM_LISTENERS), context.metrics());
        List<Route> routes = Stream.of(
                        new SystemRoutes(context.health(), context.metrics()).routes(),
                        new ArticleRoutes(model.articles(), context.clock(), settings.get(DeskServer.INGEST_URL))
                                .routes(),
                        new WatchRoutes(watches, body).routes(),
                        new AlertRoutes(alerts, listeners, body).routes(),
                        new RecordRoutes(model.stances(), model.shifts(), model.deliveries()).routes())
                .flatMap(List::stream)
                .toList();
        DeskServer.Binding binding = new DeskServer.Binding(
                host,
                settings.get(DeskServer.PORT),
                settings.get(DeskServer.THREADS),
                settings.get(DeskServer.IDLE_TIMEOUT));
        Gatekeeper gatekeeper = new Gatekeeper(tokens, host, obstacle);
        return new DeskApi(listeners, routes, DeskServer.start(binding, routes, gatekeeper, context.metrics()));
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Every call it answers. */
    List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        listeners.close();
        server.close();
    }
}
