package io.redline.ingest;

import io.redline.ingest.feed.FeedPoller;
import io.redline.ingest.format.ArticleRules;
import io.redline.runtime.ApiTokens;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.Setting;
import java.util.List;

/** Takes articles in, by HTTP and from feeds, and publishes them. */
public final class IngestService implements AutoCloseable {

    /** Everything an operator can set here. */
    public static final List<Setting<?>> SETTINGS = List.of(
            ArticleServer.HOST,
            ArticleServer.PORT,
            ArticleServer.MAX_BODY_BYTES,
            ArticleRules.MAX_ARTICLE_BYTES,
            ArticleProducer.IN_FLIGHT,
            FeedPoller.FEEDS,
            FeedPoller.INTERVAL,
            ApiTokens.TOKENS);

    private final ArticleProducer producer;
    private final FeedPoller feeds;
    private final ArticleServer server;

    private IngestService(ArticleProducer producer, FeedPoller feeds, ArticleServer server) {
        this.producer = producer;
        this.feeds = feeds;
        this.server = server;
    }

    /**
     * Starts to take articles. As long as the broker or the registry is silent, requests are answered 503 and feeds are
     * polled again.
     */
    public static IngestService start(ServiceContext context) {
        ArticleRules rules = new ArticleRules(context.settings().get(ArticleRules.MAX_ARTICLE_BYTES));
        ArticleProducer producer = ArticleProducer.of(context);
        FeedPoller feeds = new FeedPoller(
                context.settings().get(FeedPoller.FEEDS),
                context.settings().get(FeedPoller.INTERVAL),
                FeedPoller.PATIENCE,
                context.kafka().dataDirectory().resolve("ingest"),
                rules,
                producer,
                context.clock(),
                context.metrics());
        ArticleIntake intake = new ArticleIntake(rules, producer, context.clock(), context.metrics());
        try {
            ArticleServer server = ArticleServer.start(context, intake, feeds);
            feeds.start();
            return new IngestService(producer, feeds, server);
        } catch (RuntimeException cannotStart) {
            feeds.close();
            producer.close();
            throw cannotStart;
        }
    }

    /** The port at which articles are taken. */
    public int port() {
        return server.port();
    }

    /** Takes nothing more, and waits until what is under way is safe. */
    @Override
    public void close() {
        feeds.close();
        server.close();
        producer.close();
    }
}
