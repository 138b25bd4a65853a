package io.redline.alerter.pipeline;

import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.Endpoint;
import io.redline.alerter.channel.Event;
import io.redline.runtime.Ids;
import io.redline.schemas.internal.LedgerEntry;

/**
 * One attempt to be made.
 *
 * @param owner the pipeline that asks for it and will hear of the outcome
 * @param entry the ledger's entry before the attempt
 */
record Job(Object owner, LedgerEntry entry, DeliveryChannel channel, Endpoint endpoint, Event event) {

    /** Names the queue of an endpoint; an endpoint's key may hold secrets, and this name is written down. */
    static String queueOf(Endpoint endpoint) {
        return Ids.of("endpoint", endpoint.key());
    }

    String id() {
        return event.id();
    }
}
