package io.redline.alerter;

import io.micrometer.core.instrument.MeterRegistry;
import io.redline.alerter.channel.ActionLinks;
import io.redline.alerter.channel.Bounce;
import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.Outcome;
import io.redline.alerter.channel.email.BounceReader;
import io.redline.alerter.channel.email.EmailChannel;
import io.redline.alerter.channel.email.MailSender;
import io.redline.alerter.channel.http.AddressGuard;
import io.redline.alerter.channel.http.GuardedHttpClient;
import io.redline.alerter.channel.slack.SlackChannel;
import io.redline.alerter.channel.topic.Copy;
import io.redline.alerter.channel.topic.CopyProducer;
import io.redline.alerter.channel.topic.TopicChannel;
import io.redline.alerter.channel.webhook.WebhookChannel;
import io.redline.alerter.pipeline.Backlog;
import io.redline.alerter.pipeline.DeliveryPipeline;
import io.redline.alerter.pipeline.Dispatcher;
import io.redline.alerter.pipeline.LateOutcome;
import io.redline.alerter.pipeline.OutcomeProducer;
import io.redline.alerter.pipeline.RetryPolicy;
import io.redline.runtime.ChannelTopics;
import io.redline.runtime.ChannelVault;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.Settings;
import io.redline.runtime.SignedLinks;
import io.redline.runtime.SignedTokens;
import io.redline.runtime.StreamsRunner;
import io.redline.runtime.WrongSettingException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people of alerts through the channels of their watches, and keeps a ledger of it. */
public final class AlerterService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlerterService.class);

    /** Attempts end elsewhere; a worker is held only while a name is looked up and a message is written. */
    private static final int WORKERS = 16;

    private final GuardedHttpClient http;
    private final CopyProducer copies;
    private final List<DeliveryChannel> channels;
    private final OutcomeProducer outcomes;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private final Dispatcher dispatcher;
    private final Backlog backlog;
    private final StreamsRunner streams;
    private final Optional<BounceReader> bounces;

    private AlerterService(ServiceContext context) {
        Settings settings = context.settings();
        http = new GuardedHttpClient(
                new AddressGuard(settings.get(AlerterSettings.WEBHOOK_ALLOW)),
                settings.get(AlerterSettings.DELIVERY_TIMEOUT));
        copies = new CopyProducer(context, settings.get(AlerterSettings.DELIVERY_TIMEOUT));
        channels = channels(settings, http, copies::write, context.clock());
        outcomes = new OutcomeProducer(context);
        workers = Executors.newFixedThreadPool(WORKERS, task -> thread(task, "deliver"));
        timer = Executors.newSingleThreadScheduledExecutor(task -> thread(task, "deliver-timer"));
        dispatcher = new Dispatcher(
                new Dispatcher.Limits(
                        settings.get(AlerterSettings.DISPATCH_LIMIT), settings.get(AlerterSettings.ENDPOINT_LIMIT)),
                new RetryPolicy(settings.get(AlerterSettings.GIVE_UP_AFTER)),
                workers,
                (pause, task) -> timer.schedule(task, pause.toMillis() + 1, TimeUnit.MILLISECONDS),
                context.clock(),
                outcomes::write,
                context.metrics());
        backlog = new Backlog(context.metrics(), context.clock());
        bounces = bounces(
                settings,
                bounce -> outcomes.write(LateOutcome.of(bounce, context.clock().instant())),
                context.metrics());
        streams = StreamsRunner.start("alerter", context, topology(context));
        bounces.ifPresent(BounceReader::start);
    }

    /** Starts to deliver; topics and schemas have to be there. */
    public static AlerterService start(ServiceContext context) {
        return new AlerterService(context);
    }

    /** Stops taking alerts, then lets the attempts under way end as they may: what is cut off is made again at the next start. */
    @Override
    public void close() {
        bounces.ifPresent(BounceReader::close);
        streams.close();
        timer.shutdownNow();
        workers.shutdown();
        channels.forEach(DeliveryChannel::close);
        http.close();
        copies.close();
        dispatcher.close();
        backlog.close();
        outcomes.close();
    }

    /** Every way there is to tell people. */
    static List<DeliveryChannel> channels(
            Settings settings,
            GuardedHttpClient http,
            Function<Copy, CompletableFuture<Outcome>> copies,
            InstantSource clock) {
        Optional<SignedLinks> signer = SignedLinks.of(settings);
        if (signer.isEmpty()) {
            LOG.info("Mails and Slack messages carry no links to acknowledge with: REDLINE_LINK_KEY is not set");
        }
        ActionLinks links = new ActionLinks(signer, clock);
        return List.of(
                new WebhookChannel(
                        http,
                        clock,
                        settings.get(AlerterSettings.ENDPOINT_CONCURRENCY),
                        settings.get(AlerterSettings.WEBHOOK_MAX_BYTES)),
                new SlackChannel(http, settings.get(AlerterSettings.SLACK_API_URL), links, clock),
                new EmailChannel(
                        settings.get(AlerterSettings.SMTP_URL),
                        new MailSender(
                                settings.get(AlerterSettings.MAIL_FROM),
                                settings.get(AlerterSettings.MAIL_BOUNCES),
                                SignedTokens.of(settings)),
                        settings.get(AlerterSettings.DELIVERY_TIMEOUT),
                        links,
                        clock),
                new TopicChannel(ChannelTopics.of(settings), copies));
    }

    /**
     * Whoever reads the mailbox that mail comes back to, where the operator names one.
     *
     * @throws WrongSettingException when nothing that comes back could be believed
     */
    static Optional<BounceReader> bounces(
            Settings settings, Function<Bounce, CompletionStage<?>> bounces, MeterRegistry metrics) {
        return settings.get(AlerterSettings.BOUNCES_URL)
                .map(mailbox -> new BounceReader(
                        mailbox,
                        settings.get(AlerterSettings.BOUNCES_EVERY),
                        settings.get(AlerterSettings.DELIVERY_TIMEOUT),
                        SignedTokens.of(settings)
                                .orElseThrow(() -> new WrongSettingException(AlerterSettings.BOUNCES_URL.name()
                                        + " is set and " + SignedLinks.LINK_KEY.name()
                                        + " is not: only what comes back of a signed mail is believed")),
                        bounces,
                        metrics));
    }

    private Topology topology(ServiceContext context) {
        Map<String, DeliveryChannel> byType =
                channels.stream().collect(Collectors.toUnmodifiableMap(DeliveryChannel::type, Function.identity()));
        ChannelVault vault = ChannelVault.of(context.settings());
        DeliveryPipeline.Rules rules = new DeliveryPipeline.Rules(
                context.settings().get(AlerterSettings.STALE_AFTER),
                context.settings().get(AlerterSettings.GIVE_UP_AFTER),
                context.settings().get(AlerterSettings.ENDPOINT_DISABLED_AFTER),
                context.settings().get(AlerterSettings.LEDGER_RETENTION));
        return AlerterTopology.build(
                context.serdes(),
                context.clock(),
                (ledger, wishes, deliveries) -> new DeliveryPipeline(
                        rules,
                        ledger,
                        wishes,
                        byType,
                        vault,
                        dispatcher,
                        deliveries,
                        context.clock(),
                        context.metrics(),
                        backlog));
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
