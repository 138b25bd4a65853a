package io.redline.alerter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redline.alerter.Fixtures;
import io.redline.alerter.HandClock;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import io.redline.schemas.DeliveryOutcome;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final Outcome DELIVERED = new Outcome.Delivered(200);
    private static final Outcome TIMEOUT = new Outcome.RetryLater("no answer", null);

    private final HandClock clock = new HandClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<DeliveryOutcome> outcomes = new ArrayList<>();
    private final ScriptedChannel channel = new ScriptedChannel(2, Duration.ZERO);
    private final Dispatcher dispatcher = dispatcher(outcome -> {
        outcomes.add(outcome);
        return CompletableFuture.completedFuture(null);
    });

    @Test
    void anEndpointGetsNoMoreAtOnceThanItTakes() {
        offer("a", "b", "c");
        assertThat(channel.told()).containsExactly("a/1", "b/1");
        channel.attempts().get(0).ends(DELIVERED);
        assertThat(channel.told()).containsExactly("a/1", "b/1", "c/1");
    }

    @Test
    void deadEndpointsDelayNobodyElse() {
        for (int i = 0; i < 20; i++) {
            dispatcher.offer(job("dead" + i, "https://dead" + i + ".example", channel));
        }
        dispatcher.offer(job("alive", "https://alive.example", channel));
        assertThat(channel.told()).hasSize(21).endsWith("alive/1");
    }

    @Test
    void whatIsInHandIsNotTakenAgainUntilItsOutcomeHasBeenRecorded() {
        offer("a");
        channel.last().ends(DELIVERED);
        offer("a");
        assertThat(channel.told()).containsExactly("a/1");
        dispatcher.settled("d-a");
        offer("a");
        assertThat(channel.told()).containsExactly("a/1", "a/1");
    }

    @Test
    void anAttemptUnderWayIsNotSettledByTheOutcomeOfAnEarlierOne() {
        offer("a");
        dispatcher.settled("d-a");
        offer("a");
        assertThat(channel.told()).containsExactly("a/1");
    }

    @Test
    void aFullDispatcherSaysWhenToComeBack() {
        Dispatcher full = new Dispatcher(
                new Dispatcher.Limits(3, 1),
                new RetryPolicy(Duration.ofHours(1)),
                Runnable::run,
                clock::after,
                clock,
                outcome -> CompletableFuture.completedFuture(null),
                new SimpleMeterRegistry());
        ScriptedChannel single = new ScriptedChannel(1, Duration.ZERO);
        assertThat(full.offer(job("a", "https://one.example", single))).isEmpty();
        assertThat(full.offer(job("b", "https://one.example", single))).isPresent();
        assertThat(full.offer(job("c", "https://two.example", single))).isEmpty();
        assertThat(full.offer(job("d", "https://three.example", single))).isEmpty();
        assertThat(full.offer(job("e", "https://four.example", single))).isPresent();
        assertThat(full.inHand()).isEqualTo(3);
    }

    @Test
    void anEndpointThatKeepsFailingIsTriedOneAtATimeWithGrowingPauses() {
        offer("a", "b", "c", "d", "e", "f");
        for (int i = 0; i < 4; i++) {
            channel.attempts().get(i).ends(TIMEOUT);
        }
        offer("e");
        assertThat(channel.attempts()).hasSize(4);
        clock.advance(Duration.ofMillis(1_900));
        assertThat(channel.attempts()).hasSize(4);
        clock.advance(Duration.ofMillis(200));
        assertThat(channel.attempts()).hasSize(5);
        channel.attempts().get(4).ends(DELIVERED);
        offer("f");
        assertThat(channel.attempts()).hasSize(6);
    }

    @Test
    void whatIsDeferredDelaysNothingElseOfItsEndpoint() {
        offer("a", "b", "c", "d", "e", "f");
        for (int i = 0; i < 4; i++) {
            channel.attempts().get(i).ends(new Outcome.Deferred("greylisted", 450));
        }
        assertThat(channel.told()).as("still two at once").hasSize(6);
        assertThat(outcomes).hasSize(4).allSatisfy(outcome -> {
            assertThat(outcome.getDelivery().getState()).isEqualTo("retrying");
            assertThat(outcome.getDelivery().getReason()).isEqualTo("greylisted");
            assertThat(outcome.getDelivery().getNextAttemptAt()).isAfter(clock.instant());
        });
    }

    @Test
    void whatWaitsForAnEndpointThatKeepsFailingLeavesItsRoomToOthers() {
        offer("a", "b", "c", "d", "e", "f");
        for (int i = 0; i < 3; i++) {
            channel.attempts().get(i).ends(TIMEOUT);
            dispatcher.settled("d-" + "abc".charAt(i));
        }
        assertThat(dispatcher.inHand()).as("the one under way").isEqualTo(1);
        assertThat(dispatcher.offer(job("e", "https://one.example", channel))).isEmpty();
        assertThat(dispatcher.offer(job("f", "https://one.example", channel))).isPresent();
    }

    @Test
    void endpointsThatAreSlowTogetherLeaveRoomForOneMore() {
        Dispatcher small = new Dispatcher(
                new Dispatcher.Limits(20, 10),
                new RetryPolicy(Duration.ofHours(1)),
                Runnable::run,
                clock::after,
                clock,
                outcome -> CompletableFuture.completedFuture(null),
                new SimpleMeterRegistry());
        for (int endpoint = 0; endpoint < 4; endpoint++) {
            for (int alert = 0; alert < 20; alert++) {
                small.offer(job(endpoint + "-" + alert, "https://slow" + endpoint + ".example", channel));
            }
        }
        assertThat(small.offer(job("quick", "https://quick.example", channel))).isEmpty();
        assertThat(small.inHand()).isLessThanOrEqualTo(20);
    }

    @Test
    void anEndpointThatAsksForPatienceGetsNothingUntilThen() {
        offer("a", "b", "c");
        channel.attempts().get(0).ends(new Outcome.RetryLater("busy", Optional.of(Duration.ofSeconds(30)), 429));
        channel.attempts().get(1).ends(DELIVERED);
        clock.advance(Duration.ofSeconds(29));
        assertThat(channel.attempts()).hasSize(2);
        clock.advance(Duration.ofSeconds(1));
        assertThat(channel.attempts()).hasSize(3);
    }

    @Test
    void attemptsKeepTheEndpointsPace() {
        ScriptedChannel slack = new ScriptedChannel(1, Duration.ofSeconds(1));
        for (String alert : List.of("a", "b", "c")) {
            dispatcher.offer(job(alert, "https://hooks.example", slack));
        }
        slack.last().ends(DELIVERED);
        assertThat(slack.told()).containsExactly("a/1");
        clock.advance(Duration.ofSeconds(1));
        slack.last().ends(DELIVERED);
        clock.advance(Duration.ofMillis(999));
        assertThat(slack.told()).containsExactly("a/1", "b/1");
        clock.advance(Duration.ofMillis(1));
        assertThat(slack.told()).containsExactly("a/1", "b/1", "c/1");
    }

    @Test
    void aChannelThatThrowsIsTriedAgainLater() {
        ScriptedChannel broken = new ScriptedChannel() {
            @Override
            public CompletableFuture<Outcome> deliver(Event event) {
                throw new IllegalStateException("a slip");
            }
        };
        dispatcher.offer(job("a", "https://one.example", broken));
        assertThat(outcomes).singleElement().satisfies(outcome -> assertThat(
                        outcome.getDelivery().getReason())
                .contains("a slip"));
    }

    @Test
    void anOutcomeThatCannotBeWrittenLetsTheDeliveryBeOfferedAgain() {
        Dispatcher cutOff = dispatcher(outcome -> CompletableFuture.failedFuture(new IllegalStateException("cut off")));
        cutOff.offer(job("a", "https://one.example", channel));
        channel.last().ends(DELIVERED);
        assertThat(cutOff.inHand()).isZero();
    }

    @Test
    void whatIsWithdrawnIsNotStartedAndNotWaitedFor() {
        offer("a", "b", "c");
        channel.attempts().get(0).ends(DELIVERED);
        channel.attempts().get(1).ends(DELIVERED);
        offer("d");
        dispatcher.withdraw(this);
        assertThat(dispatcher.inHand()).isEqualTo(2);
        channel.attempts().get(2).ends(DELIVERED);
        channel.attempts().get(3).ends(DELIVERED);
        assertThat(dispatcher.inHand()).isZero();
        assertThat(outcomes).hasSize(4);
    }

    @Test
    void attemptsAreCountedByChannelAndOutcome() {
        offer("a");
        channel.last().ends(DELIVERED);
        assertThat(metrics.counter("redline.delivery.attempts", "channel", "webhook", "outcome", "delivered")
                        .count())
                .isEqualTo(1);
    }

    private void offer(String... alerts) {
        for (String alert : alerts) {
            dispatcher.offer(job(alert, "https://one.example", channel));
        }
    }

    private Job job(String alertId, String url, ScriptedChannel through) {
        Alert alert = Fixtures.alert(alertId, "w", 1, "new", clock.instant());
        Delivery delivery = Fixtures.delivery("d-" + alertId, alert, "alert.created");
        Channel to = Fixtures.webhook(url);
        LedgerEntry entry = Fixtures.entry(delivery, "r", clock.instant(), alert);
        return new Job(this, entry, through, through.endpoint(to), new Event(delivery, alert, to));
    }

    private Dispatcher dispatcher(Function<DeliveryOutcome, CompletionStage<?>> into) {
        return new Dispatcher(
                new Dispatcher.Limits(1_000, 1_000),
                new RetryPolicy(Duration.ofHours(1)),
                Runnable::run,
                clock::after,
                clock,
                into,
                metrics);
    }
}
