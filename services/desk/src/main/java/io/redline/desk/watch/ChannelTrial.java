package io.redline.desk.watch;

import io.redline.desk.feed.Commands;
import io.redline.runtime.DeliveryIds;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Alert;
import io.redline.schemas.AlertTimes;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Channel;
import io.redline.schemas.RedeliveryRequest;
import io.redline.schemas.StoryRef;
import io.redline.schemas.Watch;
import io.redline.schemas.WatchRef;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Sends a test through the channels of a watch, the way that alerts go. It is about no article and is kept nowhere but in the
 * ledger; what came of it stands there under the deliveries that are answered.
 */
public final class ChannelTrial {

    private final Commands commands;
    private final InstantSource clock;

    /**
     * A test that is on its way.
     *
     * @param alert id of the test alert, {@code test-…}
     * @param deliveries one for each channel that it goes through
     */
    public record Sent(String alert, List<Trial> deliveries) {}

    /**
     * A delivery of a test.
     *
     * @param id the delivery
     * @param channel place of the channel in the watch, counted from 0, those of its escalation behind the others
     * @param type its type
     */
    public record Trial(String id, int channel, String type) {}

    /** Tests asked for through these commands. */
    public ChannelTrial(Commands commands, InstantSource clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * Asks for a test.
     *
     * @param channel the only channel to test; empty for all
     * @return empty when there is no such watch
     * @throws WrongJsonException when the watch has no such channel
     */
    public Optional<Sent> send(WatchBook book, String watchId, OptionalInt channel) throws InterruptedException {
        Optional<Watch> found = book.stored(watchId);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Watch watch = found.get();
        List<Channel> channels = ChannelSecrets.all(watch);
        if (channel.isPresent() && (channel.getAsInt() < 0 || channel.getAsInt() >= channels.size())) {
            throw new WrongJsonException(
                    "channel",
                    channels.isEmpty()
                            ? "cannot be tested: the watch has no channels"
                            : "should be from 0 to " + (channels.size() - 1));
        }
        Alert alert = alert(watch);
        Map<String, Trial> trials = new LinkedHashMap<>();
        IntStream.range(0, channels.size())
                .filter(i -> channel.isEmpty() || channel.getAsInt() == i)
                .mapToObj(i -> trial(alert, i, channels.get(i)))
                // A channel that is listed twice is told once.
                .forEach(trial -> trials.putIfAbsent(trial.id(), trial));
        for (String delivery : trials.keySet()) {
            commands.redeliver(new RedeliveryRequest(delivery, watchId, alert, clock.instant()));
        }
        return Optional.of(new Sent(alert.getId(), List.copyOf(trials.values())));
    }

    private static Trial trial(Alert alert, int index, Channel to) {
        String id = DeliveryIds.delivery(alert.getId(), alert.getVersion(), DeliveryIds.route(to));
        return new Trial(id, index, to.getType());
    }

    private Alert alert(Watch watch) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = DeliveryIds.test(watch.getId(), now);
        return Alert.newBuilder()
                .setId(id)
                .setVersion(1)
                .setState("new")
                .setKind("keyword")
                .setWatch(new WatchRef(watch.getId(), watch.getName()))
                .setArticle(ArticleRef.newBuilder()
                        .setId(id)
                        .setVersion(1)
                        .setHeadline("This is a test")
                        .setSource("Redline")
                        .setPublishedAt(now)
                        .build())
                .setStory(new StoryRef(id, 1, 1))
                .setExcerpt(
                        "Nothing has happened: somebody wants to know whether the alerts of this watch arrive here.")
                .setReason("a test was asked for")
                .setAt(AlertTimes.newBuilder()
                        .setPublishedAt(now)
                        .setReceivedAt(now)
                        .setDetectedAt(now)
                        .build())
                .build();
    }
}
