package io.redline.alerter.pipeline;

import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.Endpoint;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.schemas.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A channel whose attempts end when, and as, a test says. */
class ScriptedChannel implements DeliveryChannel {

    private final List<Attempt> attempts = new ArrayList<>();
    private final int concurrency;
    private final Duration pace;

    /** An attempt that has been started. */
    record Attempt(Event event, CompletableFuture<Outcome> future) {

        void ends(Outcome outcome) {
            future.complete(outcome);
        }
    }

    ScriptedChannel() {
        this(2, Duration.ZERO);
    }

    ScriptedChannel(int concurrency, Duration pace) {
        this.concurrency = concurrency;
        this.pace = pace;
    }

    /** All attempts so far. */
    List<Attempt> attempts() {
        return attempts;
    }

    /** The attempt made last. */
    Attempt last() {
        return attempts.get(attempts.size() - 1);
    }

    /** Alerts and versions of all attempts so far, such as {@code a/1}. */
    List<String> told() {
        return attempts.stream()
                .map(attempt -> attempt.event().alert().getId() + "/"
                        + attempt.event().alert().getVersion())
                .toList();
    }

    @Override
    public String type() {
        return "webhook";
    }

    @Override
    public String shown(Channel to) {
        return url(to);
    }

    @Override
    public Endpoint endpoint(Channel to) {
        return new Endpoint(url(to), concurrency, pace);
    }

    @Override
    public CompletableFuture<Outcome> deliver(Event event) {
        Attempt attempt = new Attempt(event, new CompletableFuture<>());
        attempts.add(attempt);
        return attempt.future();
    }

    @Override
    public void close() {}

    private static String url(Channel to) {
        if (to.getUrl() == null) {
            throw new IllegalArgumentException("no url");
        }
        return Objects.requireNonNull(to.getUrl());
    }
}
