package io.redline.desk.feed;

import io.redline.desk.view.Position;
import io.redline.schemas.AcknowledgementRequest;
import io.redline.schemas.AuditEntry;
import io.redline.schemas.RedeliveryRequest;
import io.redline.schemas.Silence;
import io.redline.schemas.Watch;

/** Where changes made at the desk are written down; each call returns once they are safe. */
public interface Commands {

    /**
     * Stores a watch, or a new state of one.
     *
     * @return where it stands on the topic
     * @throws CommandFailedException when Kafka does not take it
     */
    Position store(Watch watch) throws InterruptedException;

    /** Removes a watch; as {@link #store}. */
    Position remove(String watchId) throws InterruptedException;

    /** Asks the detector to mark an alert as acknowledged; as {@link #store}. */
    Position acknowledge(AcknowledgementRequest request) throws InterruptedException;

    /** Stores a silence; as {@link #store}. */
    Position store(Silence silence) throws InterruptedException;

    /** Removes a silence; as {@link #store}. */
    Position removeSilence(String silenceId) throws InterruptedException;

    /** Writes down who changed what; as {@link #store}. */
    Position note(AuditEntry entry) throws InterruptedException;

    /** Asks the alerter to send a delivery again; as {@link #store}. */
    Position redeliver(RedeliveryRequest request) throws InterruptedException;
}
