package io.redline.alerter.channel;

import io.redline.schemas.Channel;
import java.util.concurrent.CompletableFuture;

/** A way to tell people: one implementation a folder, found by the {@code type} of a watch's channel. */
public interface DeliveryChannel extends AutoCloseable {

    /** The {@code type} that watches name it by, such as {@code webhook}. */
    String type();

    /**
     * Where a watch's channel points to, as it may be shown: a host, an address or the name of a variable, never a secret.
     *
     * @param to as the watch names it: what the environment holds is not looked up yet
     * @throws IllegalArgumentException when the watch's channel does not point anywhere
     */
    String shown(Channel to);

    /**
     * The endpoint whose queue and limits such a channel shares.
     *
     * @param to as for {@link #shown}
     * @throws IllegalArgumentException when the watch's channel does not point anywhere
     */
    Endpoint endpoint(Channel to);

    /**
     * Makes one attempt. Returns at once; the attempt ends, with whatever outcome, within the time limit that the channel
     * was made with. A channel never retries by itself.
     */
    CompletableFuture<Outcome> deliver(Event event);

    @Override
    void close();
}
