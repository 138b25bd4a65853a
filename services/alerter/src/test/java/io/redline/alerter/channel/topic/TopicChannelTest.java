package io.redline.alerter.channel.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redline.alerter.Fixtures;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.runtime.ChannelTopics;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicChannelTest {

    private static final String TOPIC = "redline-alerts-harbour";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Outcome WRITTEN = new Outcome.Delivered(null, TOPIC + "-0@7");
    private static final Outcome SILENT = new Outcome.RetryLater("the broker did not take it", null);

    private final List<Copy> copies = new ArrayList<>();
    private final List<Outcome> answers = new ArrayList<>();
    private final TopicChannel channel = new TopicChannel(new ChannelTopics("redline-alerts-"), this::write);

    @Test
    void anAlertIsCopiedUnderItsDeliveryAndEvent() {
        Alert alert = alert("a");
        assertThat(channel.deliver(new Event(Fixtures.delivery("d", alert, "alert.updated"), alert, to(TOPIC))))
                .isCompletedWithValue(WRITTEN);
        assertThat(copies).containsExactly(new Copy(TOPIC, "d", "alert.updated", alert));
        assertThat(channel.shown(to(TOPIC))).isEqualTo(TOPIC);
    }

    @Test
    void aDigestIsCopiedAlertByAlertAndIsThereOnceAllAre() {
        answers.addAll(List.of(WRITTEN, SILENT, WRITTEN));
        assertThat(digest()).isCompletedWithValue(SILENT);
        assertThat(digest()).isCompletedWithValue(WRITTEN);
        assertThat(copies).extracting(copy -> copy.alert().getId()).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"alerts", "watches", "redline-alerts-", "redline-alerts-../x"})
    void noOtherTopicIsWrittenTo(String topic) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel.endpoint(to(topic)))
                .withMessageContaining("redline-alerts-");
    }

    private CompletableFuture<Outcome> digest() {
        List<Alert> alerts = List.of(alert("a"), alert("b"), alert("c"));
        Event.Digest digest = new Event.Digest(NOON.minusSeconds(3_600), NOON, 3, alerts, false);
        Alert newest = alerts.get(2);
        return channel.deliver(
                new Event(Fixtures.delivery("d", newest, "alert.digest"), newest, to(TOPIC), digest, null));
    }

    private CompletableFuture<Outcome> write(Copy copy) {
        copies.add(copy);
        return CompletableFuture.completedFuture(answers.isEmpty() ? WRITTEN : answers.remove(0));
    }

    private static Alert alert(String id) {
        return Fixtures.alert(id, "w", 1, "new", NOON);
    }

    private static Channel to(String topic) {
        return Channel.newBuilder().setType("topic").setTopic(topic).build();
    }
}
