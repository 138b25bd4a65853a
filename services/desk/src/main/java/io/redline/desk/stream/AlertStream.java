package io.redline.desk.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.redline.desk.view.Entry;
import io.redline.desk.view.Position;
import io.redline.desk.view.TopicView;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Alert;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Hands each alert to the open subscriptions as soon as it is stored.
 *
 * <p>A listener that is behind, because it resumes or because it reads slowly, is served from the view at its own pace;
 * only one that has everything is served from memory. So nothing is lost, nothing comes twice, and no listener costs more
 * than a bounded queue.
 */
public final class AlertStream {

    private final TopicView<Alert> alerts;
    private final Set<Subscription> live = new LinkedHashSet<>();
    private final Map<Integer, Long> published = new TreeMap<>();

    /** A stream of what is stored in this view. */
    public AlertStream(TopicView<Alert> alerts, MeterRegistry metrics) {
        this.alerts = alerts;
        metrics.gauge("redline.desk.stream.live", this, AlertStream::liveCount);
    }

    /** Takes alerts that have just been stored; never blocks. */
    public void publish(List<Entry<Alert>> entries) {
        for (Entry<Alert> entry : entries) {
            if (entry.value() != null) {
                publish(event(entry.position(), entry.value()));
            }
        }
    }

    /**
     * A subscription to what comes after a position.
     *
     * @param after where the listener left off; empty to begin now. A position of another topic, one made anew since,
     *     means nothing here: everything stored is told
     * @param filter which alerts are wanted
     */
    public Subscription subscribe(Optional<StreamPosition> after, AlertFilter filter) {
        String topic = topic();
        StreamPosition begin = after.map(
                        position -> position.topic().equals(topic) ? position : new StreamPosition(topic, Map.of()))
                .orElseGet(() -> new StreamPosition(topic, alerts.positions()));
        return new Subscription(this, begin, filter);
    }

    /** Stored alerts from a position on, in order of arrival, at most {@code limit}. */
    List<AlertEvent> stored(StreamPosition from, int limit) {
        return alerts.following(from.next(), limit).stream()
                .map(AlertStream::event)
                .toList();
    }

    /** Offsets after the newest alerts handed out, by partition. */
    Map<Integer, Long> published() {
        synchronized (live) {
            return Map.copyOf(published);
        }
    }

    /** Lets a subscription be told from memory, if it has been told everything published so far. */
    boolean join(Subscription subscription, StreamPosition at) {
        synchronized (live) {
            boolean current =
                    published.entrySet().stream().allMatch(p -> at.next().getOrDefault(p.getKey(), 0L) >= p.getValue());
            if (current) {
                live.add(subscription);
            }
            return current;
        }
    }

    /** Stops telling a subscription from memory. */
    void leave(Subscription subscription) {
        synchronized (live) {
            live.remove(subscription);
        }
    }

    private int liveCount() {
        synchronized (live) {
            return live.size();
        }
    }

    private void publish(AlertEvent event) {
        List<Subscription> told;
        synchronized (live) {
            published.put(event.position().partition(), event.position().offset() + 1);
            told = List.copyOf(live);
            told.forEach(subscription -> subscription.offer(event));
        }
        told.forEach(Subscription::wake);
    }

    /** Short and the same on every desk: a digest of cluster and topic. */
    private String topic() {
        return alerts.identity()
                .map(identity -> UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 8))
                .orElse("none");
    }

    private static AlertEvent event(Position position, Alert alert) {
        return new AlertEvent(
                position,
                alert.getWatch().getId(),
                alert.getKind(),
                AvroJson.toJson(alert).toString());
    }

    private static AlertEvent event(TopicView.Stored stored) {
        JsonNode alert = AvroJson.read(stored.json());
        return new AlertEvent(
                stored.position(),
                alert.path("watch").path("id").asText(),
                alert.path("kind").asText(),
                stored.json());
    }
}
