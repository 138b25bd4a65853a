package io.redline.alerter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.Fixtures;
import io.redline.alerter.channel.Bounce;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.runtime.ChannelVault;
import io.redline.runtime.DeliveryIds;
import io.redline.runtime.SecretBox;
import io.redline.runtime.Settings;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import io.redline.schemas.DeliveryOutcome;
import io.redline.schemas.RedeliveryRequest;
import io.redline.schemas.Silence;
import io.redline.schemas.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryPipelineTest {

    private static final Channel HOOK = Fixtures.webhook("https://desk.example/hook");
    private static final Channel SLACK = Fixtures.slack("https://hooks.slack.example/services/desk");
    private static final Outcome DELIVERED = new Outcome.Delivered(200);
    private static final Outcome BUSY = new Outcome.RetryLater("the receiver answered 500", 500);

    private final PipelineRig rig = new PipelineRig();

    @Test
    void anAlertIsToldAtOnceAndRecordedOnceItHasBeenReceived() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        assertThat(rig.channel.told()).containsExactly("a/1");
        assertThat(rig.states("a")).containsExactly("1 pending");
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        assertThat(rig.states("a")).containsExactly("1 pending", "1 delivered");
        assertThat(rig.last("a").getAttempt()).isEqualTo(1);
        assertThat(rig.dispatcher.inHand()).isZero();
    }

    @Test
    void eachChannelOfAWatchIsToldUnderAnIdOfItsOwn() {
        watch(HOOK, Fixtures.webhook("https://other.example/hook"), HOOK);
        rig.plan(alert(1, "new"));
        assertThat(rig.channel.attempts())
                .extracting(attempt -> attempt.event().id())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void theEventSaysWhatBecameOfTheAlert() {
        watch(HOOK);
        for (Alert alert : List.of(alert(1, "new"), alert(2, "updated"), alert(3, "retracted"))) {
            rig.plan(alert);
            rig.channel.last().ends(DELIVERED);
            rig.settle();
        }
        assertThat(rig.channel.attempts())
                .extracting(attempt -> attempt.event().type())
                .containsExactly("alert.created", "alert.updated", "alert.retracted");
    }

    @Test
    void aDeliveryThatHasEndedIsSentAgainUnderItsOldIdWhenAskedFor() {
        watch(HOOK);
        Alert alert = alert(1, "new");
        String id = refused(alert);
        rig.pipeline.redeliver(new RedeliveryRequest(id, "w", alert, rig.clock.instant()));
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        assertThat(rig.channel.told()).containsExactly("a/1", "a/1");
        assertThat(rig.last("a").getId()).isEqualTo(id);
        assertThat(rig.states("a")).endsWith("1 pending", "1 delivered");
    }

    @Test
    void whatHasBeenTakenBackIsNotSentAgain() {
        watch(HOOK);
        Alert alert = alert(1, "new");
        String id = refused(alert);
        rig.plan(alert(2, "retracted"));
        rig.pipeline.redeliver(new RedeliveryRequest(id, "w", alert, rig.clock.instant()));
        assertThat(rig.channel.told()).containsExactly("a/1");
        assertThat(rig.metrics.get("redline.redeliveries.refused").counter().count())
                .isEqualTo(1);
    }

    @Test
    void whatHasNoChannelAnyMoreIsNotSentAgain() {
        watch(HOOK);
        rig.pipeline.redeliver(new RedeliveryRequest("delivery-unknown", "w", alert(1, "new"), rig.clock.instant()));
        assertThat(rig.channel.told()).isEmpty();
        assertThat(rig.deliveries).isEmpty();
    }

    @Test
    void anAcknowledgementTellsNoChannel() {
        watch(HOOK);
        rig.plan(alert(1, "acked"));
        assertThat(rig.channel.told()).isEmpty();
        assertThat(rig.deliveries).isEmpty();
    }

    @Test
    void theSameVersionAgainIsToldNobodyTwice() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        rig.plan(alert(1, "new"));
        assertThat(rig.channel.told()).containsExactly("a/1");
    }

    @Test
    void aVersionWaitsForTheOneBeforeIt() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        rig.plan(alert(2, "updated"));
        assertThat(rig.channel.told()).containsExactly("a/1");
        rig.channel.last().ends(BUSY);
        rig.settle();
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.channel.told()).containsExactly("a/1", "a/1");
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        assertThat(rig.channel.told()).containsExactly("a/1", "a/1", "a/2");
    }

    @Test
    void anOlderVersionIsNotToldAfterANewerOne() {
        watch(HOOK);
        rig.plan(alert(2, "updated"));
        rig.plan(alert(1, "new"));
        assertThat(rig.channel.told()).containsExactly("a/2");
        assertThat(rig.last("a").getDecision()).isEqualTo("duplicate-of");
        assertThat(rig.last("a").getRelatesTo())
                .isEqualTo(rig.channel.last().event().id());
    }

    @Test
    void aRetractionGoesOnlyToThoseWhoGotTheAlert() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(new Outcome.Rejected("no", 400));
        rig.settle();
        rig.plan(alert(2, "retracted"));
        assertThat(rig.states("a")).containsExactly("1 pending", "1 failed", "2 skipped");
        assertThat(rig.last("a").getReason()).isEqualTo(Skip.NEVER_TOLD.reason());
    }

    @Test
    void attemptsGoOnWithGrowingPausesUnderTheSameIdUntilGivenUp() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(BUSY);
        rig.settle();
        int seen = 1;
        for (int minute = 0; minute < 26 * 60; minute++) {
            rig.pass(Duration.ofMinutes(11));
            if (rig.channel.attempts().size() > seen) {
                seen = rig.channel.attempts().size();
                rig.channel.last().ends(BUSY);
                rig.settle();
            }
            if (rig.last("a").getState().equals("failed")) {
                break;
            }
        }
        assertThat(rig.last("a").getState()).isEqualTo("failed");
        assertThat(rig.last("a").getReason()).startsWith("given up after ").endsWith("the receiver answered 500");
        assertThat(seen).isBetween(20, 60);
        assertThat(rig.channel.attempts())
                .extracting(attempt -> attempt.event().id())
                .containsOnly(rig.last("a").getId());
    }

    @Test
    void aReceiverThatIsGoneIsToldNothingMoreUntilItsWatchIsSavedAgain() {
        watch(HOOK);
        rig.plan(alert("a", 1, "new"));
        rig.channel.last().ends(new Outcome.Disabled("410 Gone", 410));
        rig.settle();
        rig.plan(alert("b", 1, "new"));
        assertThat(rig.channel.told()).containsExactly("a/1");
        assertThat(rig.last("b").getState()).isEqualTo("skipped");
        assertThat(rig.last("b").getReason()).isEqualTo(Skip.ROUTE_DISABLED.reason());

        rig.watches.computeIfPresent("w", (id, watch) -> Watch.newBuilder(watch)
                .setRevision(watch.getRevision() + 1)
                .build());
        rig.plan(alert("c", 1, "new"));
        assertThat(rig.channel.told()).containsExactly("a/1", "c/1");
    }

    @Test
    void aWatchThatWasRemovedAndMadeAgainGivesItsChannelsANewChance() {
        watch(HOOK);
        rig.plan(alert("a", 1, "new"));
        rig.channel.last().ends(new Outcome.Disabled("410 Gone", 410));
        rig.settle();
        rig.watches.computeIfPresent("w", (id, watch) -> Watch.newBuilder(watch)
                .setUpdatedAt(rig.now().plusSeconds(1))
                .build());
        rig.plan(alert("b", 1, "new"));
        assertThat(rig.channel.told()).containsExactly("a/1", "b/1");
    }

    @Test
    void aMessageThatComesBackHasNotBeenTold() {
        watch(HOOK);
        DeliveryOutcome sent = told("a");
        comesBack(sent, false);
        assertThat(rig.states("a")).containsExactly("1 pending", "1 delivered", "1 failed");
        assertThat(rig.last("a").getDecision()).isEqualTo("returned");
        assertThat(rig.last("a").getReason()).isEqualTo("it came back");
        rig.plan(alert(2, "retracted"));
        assertThat(rig.last("a").getDecision()).isEqualTo("never-told");
        rig.plan(alert("b", 1, "new"));
        assertThat(rig.channel.told()).containsExactly("a/1", "b/1");
    }

    @Test
    void aMailboxThatIsGoneClosesItsChannelAndTheOthersAreToldSo() {
        Channel other = Fixtures.webhook("https://other.example/hook");
        watch(HOOK, other);
        DeliveryOutcome sent = told("a");
        comesBack(sent, true);
        assertThat(rig.channel.last().event().alert().getKind()).isEqualTo("channel-disabled");
        assertThat(rig.channel.last().event().to()).isEqualTo(other);
        rig.plan(alert("b", 1, "new"));
        assertThat(rig.channel.last().event().to()).isEqualTo(other);
        assertThat(rig.deliveries)
                .filteredOn(delivery -> delivery.getAlertId().equals("b"))
                .extracting(Delivery::getDecision)
                .contains("route-disabled");
    }

    @Test
    void aMessageComesBackOnceHoweverOftenThatIsHeard() {
        watch(HOOK);
        DeliveryOutcome sent = told("a");
        comesBack(sent, false);
        comesBack(sent, false);
        assertThat(rig.states("a")).containsExactly("1 pending", "1 delivered", "1 failed");
    }

    @Test
    void whatCameBackAndWasSentAgainIsToldAlthoughTheOldNewsIsHeardAgain() {
        watch(HOOK);
        DeliveryOutcome sent = told("a");
        comesBack(sent, false);
        rig.pipeline.redeliver(
                new RedeliveryRequest(sent.getDelivery().getId(), "w", alert(1, "new"), rig.clock.instant()));
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        comesBack(sent, true);
        assertThat(rig.last("a").getState()).isEqualTo("delivered");
    }

    @Test
    void whatTheLedgerDoesNotKnowCannotComeBack() {
        watch(HOOK);
        DeliveryOutcome sent = told("a");
        rig.pass(Duration.ofDays(31));
        rig.deliveries.clear();
        comesBack(sent, true);
        assertThat(rig.deliveries).isEmpty();
        rig.plan(alert("b", 1, "new"));
        assertThat(rig.channel.told()).containsExactly("a/1", "b/1");
    }

    @Test
    void aWatchThatIsSwitchedOffTellsNobody() {
        rig.watches.put(
                "w",
                Watch.newBuilder(Fixtures.watch("w", HOOK)).setEnabled(false).build());
        rig.plan(alert(1, "new"));
        assertThat(rig.channel.told()).isEmpty();
        assertThat(rig.last("a").getReason()).isEqualTo(Skip.WATCH_DISABLED.reason());
    }

    @Test
    void aWatchThatIsSwitchedOffStillTakesBackWhatItTold() {
        watch(HOOK);
        rig.plan(alert("a", 1, "new"));
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        rig.watches.computeIfPresent(
                "w", (id, watch) -> Watch.newBuilder(watch).setEnabled(false).build());
        rig.plan(alert("a", 2, "retracted"));
        rig.plan(alert("b", 1, "retracted"));
        assertThat(rig.channel.told()).containsExactly("a/1", "a/2");
    }

    @Test
    void aRetryFindsThatItsWatchOrChannelIsNoMore() {
        watch(HOOK);
        rig.plan(alert("a", 1, "new"));
        rig.channel.last().ends(BUSY);
        rig.plan(alert("b", 1, "new"));
        rig.channel.last().ends(BUSY);
        rig.settle();
        watch(Fixtures.webhook("https://other.example/hook"));
        rig.pass(Duration.ofSeconds(3));
        assertThat(rig.last("a").getReason()).isEqualTo(Skip.CHANNEL_REMOVED.reason());
        assertThat(rig.last("b").getReason()).isEqualTo(Skip.CHANNEL_REMOVED.reason());
        assertThat(rig.channel.told()).containsExactly("a/1", "b/1");
    }

    @Test
    void anAlertThatComesBeforeItsWatchWaitsForIt() {
        rig.plan(alert(1, "new"));
        assertThat(rig.deliveries).isEmpty();
        watch(HOOK);
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.channel.told()).containsExactly("a/1");
        assertThat(rig.entries.keysWithPrefix("")).hasSize(1);
    }

    @Test
    void anAlertOfAWatchThatIsNoMoreIsSkippedAfterAWhile() {
        rig.plan(alert(1, "new"));
        rig.pass(DeliveryPipeline.WATCH_GRACE.plusSeconds(1));
        assertThat(rig.states("a")).containsExactly("1 skipped");
        assertThat(rig.last("a").getReason()).isEqualTo(Skip.WATCH_REMOVED.reason());
    }

    @Test
    void aWatchWithoutChannelsPlansNothing() {
        watch();
        rig.plan(alert(1, "new"));
        assertThat(rig.deliveries).isEmpty();
        assertThat(rig.entries.keysWithPrefix("")).isEmpty();
    }

    @Test
    void aChannelThatPointsNowhereFailsWithAReason() {
        watch(
                Channel.newBuilder().setType("webhook").build(),
                Channel.newBuilder().setType("pigeon").build());
        rig.plan(alert(1, "new"));
        assertThat(rig.deliveries)
                .filteredOn(delivery -> delivery.getState().equals("failed"))
                .extracting(Delivery::getReason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("does not say where to"),
                        reason -> assertThat(reason).contains("no channel of type \"pigeon\""));
    }

    @Test
    void aSecretThatNoKeyOpensIsNotSentOnAndTheOtherChannelsAreTold() {
        Channel other = Channel.newBuilder()
                .setType("webhook")
                .setUrl("https://other.example/hook")
                .build();
        rig.watches.put("w", vault("another").sealed(Fixtures.watch("w", HOOK, other)));
        rig.environment.put(SecretBox.KEYS.name(), key("the right one"));
        rig.crash();
        Alert alert = alert(1, "new");
        rig.plan(alert);
        assertThat(rig.channel.attempts())
                .extracting(attempt -> attempt.event().to())
                .containsExactly(other);
        Delivery failed = failed();
        assertThat(failed.getDecision()).isEqualTo("undeliverable");
        assertThat(failed.getReason())
                .isEqualTo("the alerter lacks a secret of the channel: REDLINE_SECRETS_KEY is not the key that it was"
                        + " sealed with");

        rig.environment.put(SecretBox.KEYS.name(), key("another"));
        rig.crash();
        rig.pipeline.redeliver(new RedeliveryRequest(failed.getId(), "w", alert, rig.now()));
        assertThat(rig.channel.last().event().to()).isEqualTo(HOOK);
    }

    @Test
    void whatIsOpenWhenTheKeyOfItsAddressIsLostFailsAndCanBeSentAgainOnceThatIsBack() {
        keyIs("the right one");
        rig.watches.put("w", vault("the right one").sealed(Fixtures.watch("w", SLACK)));
        Alert alert = alert(1, "new");
        rig.plan(alert);
        rig.channel.attempts().forEach(attempt -> attempt.ends(BUSY));
        rig.settle();
        keyIs("another");
        rig.pass(Duration.ofMinutes(1));
        Delivery failed = failed();
        assertThat(failed.getDecision()).isEqualTo("undeliverable");
        assertThat(failed.getReason()).contains("REDLINE_SECRETS_KEY");
        keyIs("the right one");
        rig.pipeline.redeliver(new RedeliveryRequest(failed.getId(), "w", alert, rig.now()));
        assertThat(rig.channel.last().event().id()).isEqualTo(failed.getId());
        assertThat(rig.channel.last().event().to()).isEqualTo(SLACK);
    }

    @Test
    void whatWasPlannedWhileAnAddressDidNotOpenIsSentOnceItDoes() {
        Channel other = Fixtures.slack("https://hooks.slack.example/services/other");
        rig.watches.put("w", vault("the right one").sealed(Fixtures.watch("w", SLACK, other)));
        keyIs("another");
        Alert alert = alert(1, "new");
        rig.plan(alert);
        assertThat(rig.channel.attempts()).isEmpty();
        List<String> failed = rig.deliveries.stream()
                .filter(delivery -> delivery.getState().equals("failed"))
                .map(Delivery::getId)
                .toList();
        keyIs("the right one");
        failed.forEach(id -> rig.pipeline.redeliver(new RedeliveryRequest(id, "w", alert, rig.now())));
        assertThat(rig.channel.attempts())
                .extracting(attempt -> attempt.event().to())
                .containsExactly(SLACK, other);
        rig.channel.attempts().forEach(attempt -> attempt.ends(DELIVERED));
        rig.settle();
        assertThat(told()).containsExactly("a/1", "a/1");
    }

    @Test
    void whatIsHeldWhileAnAddressDoesNotOpenIsToldIfItDoesInTime() {
        rig.watches.put("w", vault("the right one").sealed(Fixtures.watch("w", SLACK)));
        keyIs("another");
        rig.silences.add(Silence.newBuilder()
                .setId("s")
                .setBy("Mira")
                .setReason("the pilots are on a break")
                .setFrom(rig.now())
                .setUntil(rig.now().plus(Duration.ofMinutes(10)))
                .build());
        rig.plan(alert(1, "new"));
        keyIs("the right one");
        rig.pass(Duration.ofMinutes(16));
        assertThat(rig.channel.last().event().to()).isEqualTo(SLACK);
    }

    @Test
    void aSecretThatIsNamedAfterNothingIsNotSentOn() {
        String reference = "env:REDLINE_SECRET_DESK";
        watch(Channel.newBuilder(HOOK).setSecret(reference).build());
        rig.plan(alert(1, "new"));
        assertThat(rig.channel.attempts()).isEmpty();
        assertThat(failed().getReason())
                .isEqualTo("the alerter lacks a secret of the channel: REDLINE_SECRET_DESK is not set");

        rig.environment.put("REDLINE_SECRET_DESK", Fixtures.SECRET);
        rig.crash();
        rig.plan(alert(2, "updated"));
        assertThat(rig.channel.last().event().to()).isEqualTo(HOOK);
    }

    @Test
    void anAddressThatAVariableHoldsIsWrittenDownNowhere() {
        String address = "https://hooks.slack.example/services/T0/B0/xyz";
        String reference = "env:REDLINE_SECRET_SLACK";
        rig.environment.put("REDLINE_SECRET_SLACK", address);
        rig.crash();
        watch(Fixtures.slack(reference));
        rig.plan(alert(1, "new"));
        assertThat(rig.channel.last().event().to().getUrl()).isEqualTo(address);
        String route = DeliveryIds.route(Fixtures.slack(reference));
        assertThat(rig.entries.get(rig.entries.keysWithPrefix("").get(0))).satisfies(entry -> {
            assertThat(entry.getRoute()).isEqualTo(route);
            assertThat(entry.getDelivery().getEndpoint()).isEqualTo(reference);
            assertThat(entry.toString()).doesNotContain(address);
        });
    }

    @Test
    void afterACrashWhatIsOpenIsOfferedAgainUnderTheSameId() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        rig.crash();
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.channel.told()).containsExactly("a/1", "a/1");
        assertThat(rig.channel.attempts())
                .extracting(attempt -> attempt.event().id())
                .containsOnly(rig.last("a").getId());
    }

    @Test
    void afterACrashAnOutcomeOnItsWayIsHeardBeforeAnythingIsSentAgain() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(DELIVERED);
        rig.crash();
        rig.settle();
        rig.pass(Duration.ofMinutes(2));
        assertThat(rig.channel.told()).containsExactly("a/1");
        assertThat(rig.last("a").getState()).isEqualTo("delivered");
    }

    @Test
    void anOutcomeThatComesBeforeItsPlanKeepsItFromBeingSentAgain() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(DELIVERED);
        DeliveryOutcome outcome = rig.outcomes.remove();
        PipelineRig replay = new PipelineRig();
        replay.watches.putAll(rig.watches);
        replay.pipeline.record(outcome);
        replay.plan(alert(1, "new"));
        assertThat(replay.channel.told()).isEmpty();
        assertThat(replay.states("a")).containsExactly("1 delivered");
    }

    @Test
    void anAttemptUnderWayIsNotRepeatedWhenItsTaskMoves() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        rig.takeOver();
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.channel.told()).containsExactly("a/1");
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        assertThat(rig.last("a").getState()).isEqualTo("delivered");
        assertThat(rig.dispatcher.inHand()).isZero();
    }

    @Test
    void anOutcomeHeardTwiceChangesNothing() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(BUSY);
        DeliveryOutcome outcome = rig.outcomes.element();
        rig.settle();
        rig.pipeline.record(outcome);
        assertThat(rig.states("a")).containsExactly("1 pending", "1 retrying");
    }

    @Test
    void whatTheDispatcherCannotTakeWaitsInTheLedger() {
        PipelineRig small = new PipelineRig(new Dispatcher.Limits(100, 3));
        small.watches.put("w", Fixtures.watch("w", HOOK));
        for (int i = 0; i < 10; i++) {
            small.plan(Fixtures.alert("a" + i, "w", 1, "new", small.now()));
        }
        assertThat(small.dispatcher.inHand()).isEqualTo(3);
        for (int told = 0; told < 10; told++) {
            small.channel.attempts().get(told).ends(DELIVERED);
            small.settle();
            small.pass(Duration.ofSeconds(1));
        }
        assertThat(small.channel.told()).hasSize(10).doesNotHaveDuplicates();
        assertThat(small.dispatcher.inHand()).isZero();
    }

    @Test
    void whatWasToldIsForgottenAfterItsRetention() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        rig.clock.advance(Duration.ofDays(29));
        rig.pipeline.tick();
        assertThat(rig.entries.keysWithPrefix("")).hasSize(1);
        rig.clock.advance(Duration.ofDays(2));
        rig.pipeline.tick();
        assertThat(rig.entries.keysWithPrefix("")).isEmpty();
    }

    @Test
    void whatIsStillToBeToldIsMeasured() {
        watch(HOOK);
        rig.plan(alert("a", 1, "new"));
        rig.channel.last().ends(BUSY);
        rig.plan(alert("b", 1, "new"));
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        rig.clock.advance(Duration.ofSeconds(40));
        rig.pipeline.tick();
        assertThat(rig.metrics.get("redline.deliveries.open").gauge().value()).isEqualTo(1);
        assertThat(rig.metrics
                        .get("redline.deliveries.oldest.open.seconds")
                        .gauge()
                        .value())
                .isEqualTo(40);
    }

    @Test
    void aReceiverThatAsksForPatienceIsLeftAlone() {
        watch(HOOK);
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(new Outcome.RetryLater("busy", Optional.of(Duration.ofMinutes(2)), 429));
        rig.settle();
        rig.pass(Duration.ofSeconds(119));
        assertThat(rig.channel.told()).hasSize(1);
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.channel.told()).hasSize(2);
    }

    @Test
    void aChannelThatHasFailedForFiveDaysIsToldNothingMoreAndTheOthersAreToldSo() {
        Channel other = Fixtures.webhook("https://other.example/hook");
        watch(HOOK);
        for (int day = 0; day <= 5; day++) {
            rig.plan(alert("a" + day, 1, "new"));
            rig.channel.last().ends(new Outcome.Rejected("the receiver answered 400", 400));
            rig.settle();
            rig.clock.advance(Duration.ofHours(day < 4 ? 24 : 23));
        }
        watch(HOOK, other);
        rig.plan(alert("b", 1, "new"));
        assertThat(rig.channel.told()).as("119 hours").endsWith("b/1", "b/1");
        endAtDesk(new Outcome.Rejected("the receiver answered 400", 400));
        rig.clock.advance(Duration.ofHours(2));
        rig.plan(alert("c", 1, "new"));
        endAtDesk(new Outcome.Rejected("the receiver answered 400", 400));
        Event notice = rig.channel.last().event();
        assertThat(notice.to()).isEqualTo(other);
        assertThat(notice.alert().getKind()).isEqualTo("channel-disabled");
        assertThat(notice.alert().getReason()).contains("every attempt since 2026-03-01T12:00:00Z has failed");
        rig.plan(alert("d", 1, "new"));
        assertThat(rig.deliveries)
                .filteredOn(delivery -> delivery.getAlertId().equals("d"))
                .extracting(Delivery::getDecision)
                .containsExactly("route-disabled", "sent");
    }

    @Test
    void aPassingFaultLongAfterAnotherFailureClosesNoChannel() {
        watch(HOOK);
        rig.plan(alert("a", 1, "new"));
        rig.channel.last().ends(new Outcome.Rejected("the receiver answered 400", 400));
        rig.settle();
        rig.clock.advance(Duration.ofDays(6));
        rig.plan(alert("b", 1, "new"));
        rig.channel.last().ends(BUSY);
        rig.settle();
        rig.pass(Duration.ofSeconds(2));
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        assertThat(rig.last("b").getState()).isEqualTo("delivered");
    }

    @Test
    void oneSuccessIsEnoughForAChannelToCountAsWorking() {
        watch(HOOK);
        for (int day = 0; day <= 12; day++) {
            rig.plan(alert("a" + day, 1, "new"));
            rig.channel.last().ends(day == 6 ? DELIVERED : new Outcome.Rejected("no", 400));
            rig.settle();
            rig.clock.advance(Duration.ofHours(19));
        }
        rig.plan(alert("b", 1, "new"));
        assertThat(rig.channel.told()).endsWith("b/1");
    }

    @Test
    void whatWaitsForDeadEndpointsIsLeftInPeaceAndDelaysNobody() {
        for (int endpoint = 0; endpoint < 20; endpoint++) {
            rig.watches.put(
                    "dead" + endpoint, Fixtures.watch("dead" + endpoint, Fixtures.webhook("https://dead" + endpoint)));
            for (int i = 0; i < 100; i++) {
                rig.plan(Fixtures.alert("a" + endpoint + "-" + i, "dead" + endpoint, 1, "new", rig.now()));
                List.copyOf(rig.channel.attempts()).forEach(attempt -> attempt.ends(BUSY));
                rig.settle();
            }
        }
        rig.pass(Duration.ofMinutes(5));
        int before = rig.channel.attempts().size();
        rig.watches.put("alive", Fixtures.watch("alive", HOOK));
        rig.plan(Fixtures.alert("news", "alive", 1, "new", rig.now()));
        assertThat(rig.channel.attempts()).hasSize(before + 1);
        assertThat(rig.channel.last().event().alert().getId()).isEqualTo("news");
        assertThat(rig.dispatcher.inHand()).as("of 100 at most").isLessThan(100);
        rig.clock.advance(Duration.ofSeconds(40));
        rig.pipeline.tick();
        assertThat(rig.metrics.get("redline.deliveries.open").gauge().value()).isEqualTo(2_001);
    }

    @Test
    void whatWaitedForAnEndpointIsToldInTheOrderOfItsPlanOnceThatWorksAgain() {
        watch(HOOK);
        List<String> planned = new ArrayList<>();
        for (int i = 10; i < 50; i++) {
            rig.plan(alert("a" + i, 1, "new"));
            planned.add("a" + i + "/1");
            rig.clock.advance(Duration.ofMillis(1));
        }
        List.copyOf(rig.channel.attempts()).forEach(attempt -> attempt.ends(BUSY));
        rig.settle();
        for (int i = 0; i < 600 && told().size() < planned.size(); i++) {
            rig.pass(Duration.ofSeconds(1));
            List.copyOf(rig.channel.attempts()).forEach(attempt -> attempt.ends(DELIVERED));
            rig.settle();
        }
        assertThat(told()).containsExactlyInAnyOrderElementsOf(planned);
    }

    @Test
    void whatNeverHadRoomIsGivenUpInTime() {
        watch(HOOK);
        for (int i = 0; i < 60; i++) {
            rig.plan(alert("a" + i, 1, "new"));
        }
        rig.pass(Duration.ofHours(25));
        assertThat(rig.last("a59").getState()).isEqualTo("failed");
        assertThat(rig.last("a59").getDecision()).isEqualTo("given-up-after");
    }

    @Test
    void aTestIsToldAlsoByAWatchThatIsSwitchedOff() {
        Watch off =
                Watch.newBuilder(Fixtures.watch("w", HOOK)).setEnabled(false).build();
        rig.watches.put("w", off);
        Alert test = alert(DeliveryIds.test("w", rig.now()), 1, "new");
        String id = DeliveryIds.delivery(test.getId(), 1, DeliveryIds.route(HOOK));
        rig.pipeline.redeliver(new RedeliveryRequest(id, "w", test, rig.now()));
        assertThat(rig.channel.last().event().id()).isEqualTo(id);
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        assertThat(rig.states(test.getId())).containsExactly("1 pending", "1 delivered");
    }

    /** Plans an alert that its receiver refuses, and answers the delivery's id. */
    private String refused(Alert alert) {
        rig.plan(alert);
        rig.channel.last().ends(new Outcome.Rejected("the receiver answered 400", 400));
        rig.settle();
        return rig.last(alert.getId()).getId();
    }

    private List<String> told() {
        return rig.deliveries.stream()
                .filter(delivery -> delivery.getState().equals("delivered"))
                .map(delivery -> delivery.getAlertId() + "/" + delivery.getAlertVersion())
                .toList();
    }

    private Delivery failed() {
        return rig.deliveries.stream()
                .filter(delivery -> delivery.getState().equals("failed"))
                .findFirst()
                .orElseThrow();
    }

    /** Starts again with this key. */
    private void keyIs(String key) {
        rig.environment.put(SecretBox.KEYS.name(), key(key));
        rig.crash();
    }

    private static ChannelVault vault(String key) {
        return ChannelVault.of(Settings.of(Map.of(SecretBox.KEYS.name(), key(key))));
    }

    private static String key(String seed) {
        byte[] key = Arrays.copyOf(seed.getBytes(StandardCharsets.US_ASCII), 32);
        return Base64.getEncoder().encodeToString(key);
    }

    private void endAtDesk(Outcome outcome) {
        rig.channel.attempts().stream()
                .filter(attempt -> attempt.event().to().equals(HOOK))
                .reduce((first, last) -> last)
                .orElseThrow()
                .ends(outcome);
        rig.settle();
    }

    /** Tells an alert at the desk, and gives the delivery as the message carried it. */
    private DeliveryOutcome told(String alertId) {
        rig.plan(alert(alertId, 1, "new"));
        Event event = rig.channel.attempts().get(0).event();
        rig.channel.attempts().forEach(attempt -> attempt.ends(DELIVERED));
        rig.settle();
        return new DeliveryOutcome(event.delivery(), DeliveryIds.route(event.to()), false);
    }

    private void comesBack(DeliveryOutcome sent, boolean mailboxGone) {
        rig.pipeline.record(LateOutcome.of(new Bounce(sent, "it came back", null, mailboxGone), rig.now()));
    }

    private void watch(Channel... channels) {
        rig.watches.put("w", Fixtures.watch("w", channels));
    }

    private Alert alert(int version, String state) {
        return alert("a", version, state);
    }

    private Alert alert(String id, int version, String state) {
        return Fixtures.alert(id, "w", version, state, rig.now());
    }
}
