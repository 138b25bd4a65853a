package io.redline.benchmarks;

import io.redline.runtime.Ids;
import io.redline.runtime.ServiceContext;
import io.redline.schemas.Alert;
import io.redline.schemas.AlertTimes;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Channel;
import io.redline.schemas.StoryRef;
import io.redline.schemas.Topics;
import io.redline.schemas.Watch;
import io.redline.schemas.WatchRef;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes watches and made-up alerts to their topics, as the desk and the detector would. */
final class AlertFeed implements AutoCloseable {

    private static final int STORIES_OPEN = 20;

    private final KafkaProducer<String, Watch> watches;
    private final KafkaProducer<String, Alert> alerts;
    private final Random random;
    private final Deque<Alert> toFollow = new ArrayDeque<>();
    private int stories;

    /** A feed whose stories follow from the seed. */
    AlertFeed(ServiceContext context, long seed) {
        watches = TopicProducer.of(context, Topics.WATCHES);
        alerts = TopicProducer.of(context, Topics.ALERTS);
        random = new Random(seed);
    }

    /** Stores a watch that tells this receiver each version at once. */
    void watch(String id, Receiver receiver) {
        Watch watch = Watch.newBuilder()
                .setId(id)
                .setName("Watch " + id)
                .setFollowUps("PT0S")
                .setChannels(List.of(Channel.newBuilder()
                        .setType("webhook")
                        .setUrl(receiver.url())
                        .setSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .build()))
                .build();
        watches.send(new ProducerRecord<>(Topics.WATCHES.name(), id, watch));
        watches.flush();
    }

    /** Makes a first version of a new alert. */
    Alert first(String watchId) {
        int story = stories++;
        Instant now = Instant.now();
        return Alert.newBuilder()
                .setId(Ids.of("alert", watchId, story))
                .setVersion(1)
                .setState("new")
                .setKind("keyword")
                .setWatch(new WatchRef(watchId, "Watch " + watchId))
                .setArticle(ArticleRef.newBuilder()
                        .setId("urn:bench:" + story)
                        .setVersion(1)
                        .setHeadline("Harbour board of Port Merrow meets for the " + story + "th time")
                        .setSource("Merrow Courier")
                        .setPublishedAt(now)
                        .build())
                .setStory(new StoryRef("story-" + story, 1, 1))
                .setExcerpt("The harbour board of Port Merrow met on its quay dues. ".repeat(8))
                .setReason("\"harbour board\" in the headline.")
                .setAt(AlertTimes.newBuilder()
                        .setPublishedAt(now)
                        .setReceivedAt(now)
                        .setDetectedAt(now)
                        .build())
                .build();
    }

    /** Makes the next version of an alert: an update, or now and then its retraction. */
    Alert next(Alert alert) {
        Instant now = Instant.now();
        return Alert.newBuilder(alert)
                .setVersion(alert.getVersion() + 1)
                .setState(random.nextInt(4) == 0 ? "retracted" : "updated")
                .setReason("A further independent source.")
                .setAt(AlertTimes.newBuilder(alert.getAt())
                        .setReceivedAt(now)
                        .setDetectedAt(now)
                        .build())
                .build();
    }

    /** Makes a first version for one of these watches or, as often, a later version of one of the newest alerts. */
    Alert any(List<String> watchIds) {
        if (toFollow.size() < STORIES_OPEN || random.nextBoolean()) {
            Alert first = first(watchIds.get(random.nextInt(watchIds.size())));
            toFollow.addLast(first);
            return first;
        }
        Alert later = next(toFollow.removeFirst());
        if (!later.getState().equals("retracted")) {
            toFollow.addLast(later);
        }
        return later;
    }

    /** Writes a version to the topic. */
    void write(Alert alert) {
        alerts.send(new ProducerRecord<>(Topics.ALERTS.name(), alert.getWatch().getId(), alert));
    }

    @Override
    public void close() {
        watches.close();
        alerts.close();
    }
}
