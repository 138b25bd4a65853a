package io.redline.desk;

import io.redline.desk.api.DeskApi;
import io.redline.desk.api.DeskServer;
import io.redline.desk.feed.CommandProducer;
import io.redline.desk.feed.ProjectionConsumer;
import io.redline.desk.stream.AlertStream;
import io.redline.desk.view.ReadModel;
import io.redline.desk.watch.WatchBook;
import io.redline.runtime.ApiTokens;
import io.redline.runtime.ChannelTopics;
import io.redline.runtime.Infrastructure;
import io.redline.runtime.SecretBox;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.Setting;
import io.redline.runtime.SignedLinks;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The desk: the HTTP API and the editors' console on a read model of the topics. */
public final class DeskService implements AutoCloseable {

    /** What the desk can be told through the environment, beside what every service reads. */
    public static final List<Setting<?>> SETTINGS = Stream.of(
                    DeskServer.SETTINGS,
                    ReadModel.SETTINGS,
                    SignedLinks.SETTINGS,
                    List.<Setting<?>>of(
                            ChannelTopics.PREFIX, ApiTokens.TOKENS, SecretBox.KEYS, WatchBook.MOST_PER_OWNER))
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private static final String HEALTH = "desk-start";

    private final ServiceContext context;
    private final Infrastructure infrastructure;
    private final ReadModel model;
    private final CommandProducer producer;
    private final AlertStream stream;
    private final DeskApi api;
    private final List<ProjectionConsumer<?>> consumers = new CopyOnWriteArrayList<>();
    private final Thread starter;

    private volatile Optional<String> obstacle = Optional.of("it waits for Kafka and the schema registry");

    private DeskService(ServiceContext context) {
        this.context = context;
        context.health().register(HEALTH, () -> obstacle.map(why -> "the desk is not ready yet: " + why));
        this.model = ReadModel.open(context.settings());
        this.infrastructure = new Infrastructure(context);
        this.producer = new CommandProducer(context);
        this.stream = new AlertStream(model.alerts(), context.metrics());
        this.api = DeskApi.start(context, model, stream, producer, () -> obstacle);
        this.starter = new Thread(this::follow, "desk-start");
        this.starter.setDaemon(true);
    }

    /**
     * Starts to answer at once; calls that need Kafka say so until it is there.
     *
     * @throws io.redline.runtime.WrongSettingException when a setting is wrong or the port cannot be had
     */
    public static DeskService start(ServiceContext context) {
        context.settings().validate(SETTINGS);
        DeskService service = new DeskService(context);
        service.starter.start();
        return service;
    }

    /** The port that the API and the console listen on. */
    public int port() {
        return api.port();
    }

    @Override
    public void close() {
        context.health().remove(HEALTH);
        starter.interrupt();
        try {
            starter.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        api.close();
        consumers.forEach(ProjectionConsumer::close);
        producer.close();
        infrastructure.close();
        model.close();
    }

    private void follow() {
        try {
            infrastructure.prepare();
            obstacle = Optional.of("it reads the watches and the audit log");
            var watches = ProjectionConsumer.start(context, model.watches(), producer, stored -> {});
            consumers.add(watches);
            consumers.add(ProjectionConsumer.start(context, model.alerts(), producer, stream::publish));
            consumers.add(ProjectionConsumer.start(context, model.stances(), producer, stored -> {}));
            consumers.add(ProjectionConsumer.start(context, model.shifts(), producer, stored -> {}));
            consumers.add(ProjectionConsumer.start(context, model.deliveries(), producer, stored -> {}));
            consumers.add(ProjectionConsumer.start(context, model.silences(), producer, stored -> {}));
            // Tells which ids are gone.
            var audit = ProjectionConsumer.start(context, model.audit(), producer, stored -> {});
            consumers.add(audit);
            consumers.add(ProjectionConsumer.start(context, model.articles(), producer, stored -> {}));
            watches.awaitCurrent();
            audit.awaitCurrent();
            obstacle = Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            obstacle = Optional.of(String.valueOf(fault.getMessage()));
            context.fatal().accept(fault);
        }
    }
}
