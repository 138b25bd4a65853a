package io.redline.alerter.pipeline;

import io.redline.runtime.DeliveryIds;
import io.redline.schemas.Alert;
import io.redline.schemas.AlertTimes;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Delivery;
import io.redline.schemas.StoryRef;
import io.redline.schemas.Watch;
import io.redline.schemas.WatchRef;
import java.time.Instant;

/** What the owner of a watch is told through its other channels when one of them is told nothing more: once, and why. */
final class RouteNotice {

    private static final String KIND = "channel-disabled";

    private RouteNotice() {}

    /**
     * An alert that says so.
     *
     * @param last the delivery whose end disabled the channel
     */
    static Alert of(Watch watch, Delivery last, String reason, Instant now) {
        String id = DeliveryIds.notice(watch.getId(), last.getId(), last.getAttempt());
        String headline = "Alerts no longer reach " + last.getChannel() + " " + last.getEndpoint();
        return Alert.newBuilder()
                .setId(id)
                .setVersion(1)
                .setState("new")
                .setKind(KIND)
                .setWatch(new WatchRef(watch.getId(), watch.getName()))
                .setArticle(ArticleRef.newBuilder()
                        .setId(id)
                        .setVersion(1)
                        .setHeadline(headline)
                        .setSource("Redline")
                        .setPublishedAt(now)
                        .build())
                .setStory(new StoryRef(id, 1, 1))
                .setReason("This channel of the watch has been disabled: " + reason
                        + ". Saving the watch again gives it a new chance.")
                .setAt(AlertTimes.newBuilder()
                        .setPublishedAt(now)
                        .setReceivedAt(now)
                        .setDetectedAt(now)
                        .build())
                .build();
    }
}
