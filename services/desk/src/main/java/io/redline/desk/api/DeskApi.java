package io.redline.desk.api;

import io.redline.desk.alert.AlertDesk;
import io.redline.desk.alert.LinkDesk;
import io.redline.desk.alert.SilenceBook;
import io.redline.desk.article.ArticleArchive;
import io.redline.desk.audit.AuditTrail;
import io.redline.desk.feed.Commands;
import io.redline.desk.stream.AlertStream;
import io.redline.desk.view.ReadModel;
import io.redline.desk.watch.ChannelTrial;
import io.redline.desk.watch.StanceRecord;
import io.redline.desk.watch.WatchBook;
import io.redline.desk.watch.WatchExplainer;
import io.redline.desk.watch.WatchPreview;
import io.redline.desk.watch.WatchWarnings;
import io.redline.runtime.ApiTokens;
import io.redline.runtime.ChannelTopics;
import io.redline.runtime.ChannelVault;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.Settings;
import io.redline.runtime.SignedLinks;
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
     * @param model what is read
     * @param stream what is told as it comes
     * @param commands where changes are written
     * @param obstacle why calls cannot be answered yet, or nothing
     * @throws io.redline.runtime.WrongSettingException when the address is refused or taken
     */
    public static DeskApi start(
            ServiceContext context,
            ReadModel model,
            AlertStream stream,
            Commands commands,
            Supplier<Optional<String>> obstacle) {
        Settings settings = context.settings();
        String host = settings.get(DeskServer.HOST);
        ApiTokens tokens = ApiTokens.of(settings);
        tokens.guardBind(DeskServer.HOST, host);
        ArticleArchive articles = new ArticleArchive(model.articles(), context.clock());
        StanceRecord record = new StanceRecord(model.stances(), model.shifts());
        WatchBook watches = new WatchBook(
                model.watches(),
                model::remembersWatch,
                commands,
                ChannelVault.of(settings),
                context.clock(),
                settings.get(WatchBook.MOST_PER_OWNER),
                ChannelTopics.of(settings));
        WatchPreview preview = new WatchPreview(articles, record, model.watches(), context.clock());
        WatchWarnings warnings = new WatchWarnings(articles, context.clock());
        WatchExplainer explainer = new WatchExplainer(model.alerts(), model.deliveries(), record);
        AlertDesk alerts = new AlertDesk(model.alerts(), commands, context.clock());
        SilenceBook silences = new SilenceBook(model.silences(), commands, context.clock());
        AuditTrail audit = new AuditTrail(model.audit(), commands, context.clock());
        Visibility visibility = new Visibility(model.watches());
        JsonBody body = new JsonBody(settings.get(DeskServer.MAX_BODY_BYTES));
        SseListeners listeners = new SseListeners(stream, settings.get(DeskServer.STREAM_LISTENERS), context.metrics());
        List<Route> routes = Stream.of(
                        new SystemRoutes(context.health(), context.metrics()).routes(),
                        new ArticleRoutes(articles, settings.get(DeskServer.INGEST_URL)).routes(),
                        // Before single watches, so that no name of theirs is taken for an id.
                        new WatchFileRoutes(watches, audit, new JsonBody(settings.get(DeskServer.MAX_IMPORT_BYTES)))
                                .routes(),
                        new WatchRoutes(watches, warnings, preview, visibility, audit, body).routes(),
                        new TrialRoutes(watches, new ChannelTrial(commands, context.clock()), audit, body).routes(),
                        new AlertRoutes(alerts, visibility, listeners, audit, body).routes(),
                        new SilenceRoutes(silences, watches, alerts, visibility, audit, body, context.clock()).routes(),
                        new AuditRoutes(audit).routes(),
                        new ActRoutes(
                                        SignedLinks.of(settings),
                                        new LinkDesk(alerts, silences, watches, audit, context.clock()),
                                        context.clock())
                                .routes(),
                        new RecordRoutes(model.stances(), model.shifts()).routes(),
                        new DeliveryRoutes(model.deliveries(), alerts, visibility, audit, body).routes(),
                        new ExplainRoutes(articles, watches, explainer).routes())
                .flatMap(List::stream)
                .toList();
        DeskServer.Binding binding = new DeskServer.Binding(
                host,
                settings.get(DeskServer.PORT),
                settings.get(DeskServer.THREADS),
                settings.get(DeskServer.IDLE_TIMEOUT));
        Gatekeeper gatekeeper = new Gatekeeper(
                tokens, host, new RateLimit(settings.get(RateLimit.REQUESTS_PER_MINUTE), context.clock()), obstacle);
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
