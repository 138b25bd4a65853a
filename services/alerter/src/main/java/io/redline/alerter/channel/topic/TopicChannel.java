package io.redline.alerter.channel.topic;

import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.Endpoint;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.runtime.ChannelTopics;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Copies alerts to a Kafka topic. A digest is copied alert by alert, since whoever reads a topic has no use for a summary;
 * tried again after a fault, a copy may be there twice, under one delivery id.
 */
public final class TopicChannel implements DeliveryChannel {

    private static final int CONCURRENCY = 16;

    private final ChannelTopics topics;
    private final Function<Copy, CompletableFuture<Outcome>> writer;

    /**
     * Copies through this writer.
     *
     * @param topics which topics may be written to
     */
    public TopicChannel(ChannelTopics topics, Function<Copy, CompletableFuture<Outcome>> writer) {
        this.topics = topics;
        this.writer = writer;
    }

    @Override
    public String type() {
        return "topic";
    }

    @Override
    public String shown(Channel to) {
        return topic(to);
    }

    @Override
    public Endpoint endpoint(Channel to) {
        return new Endpoint("topic " + topic(to), CONCURRENCY, Duration.ZERO);
    }

    @Override
    public CompletableFuture<Outcome> deliver(Event event) {
        Event.Digest digest = event.digest();
        List<Alert> alerts = digest == null ? List.of(event.alert()) : digest.alerts();
        String topic = topic(event.to());
        CompletableFuture<Outcome> all = CompletableFuture.completedFuture(new Outcome.Delivered(null));
        for (Alert alert : alerts) {
            CompletableFuture<Outcome> copied = writer.apply(new Copy(topic, event.id(), event.type(), alert));
            all = all.thenCombine(copied, (sofar, next) -> sofar instanceof Outcome.Delivered ? next : sofar);
        }
        return all;
    }

    @Override
    public void close() {}

    private String topic(Channel to) {
        topics.objection(to.getTopic()).ifPresent(objection -> {
            throw new IllegalArgumentException("\"topic\" " + objection);
        });
        return Objects.requireNonNull(to.getTopic());
    }
}
