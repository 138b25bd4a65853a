package io.redline.alerter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.Fixtures;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.schemas.Acknowledgement;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import io.redline.schemas.Digest;
import io.redline.schemas.Escalation;
import io.redline.schemas.QuietHours;
import io.redline.schemas.Silence;
import io.redline.schemas.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When whom is told: gathering, quiet hours, digests, silences, urgency, escalation, old news, and each beside the others. */
class TimingTest {

    private static final Channel HOOK = Fixtures.webhook("https://desk.example/hook");
    private static final Channel DUTY = Fixtures.webhook("https://duty.example/hook");
    private static final Channel CHIEF = Fixtures.webhook("https://chief.example/hook");
    private static final Outcome DELIVERED = new Outcome.Delivered(200);
    private static final Outcome BUSY = new Outcome.RetryLater("the receiver answered 500", 500);
    private static final Duration FOLLOW_UPS = Duration.ofMinutes(5);

    private final PipelineRig rig = new PipelineRig();

    @Test
    void followUpsAreGatheredAndTheNewestIsTold() {
        watch(watch -> {});
        tellFirst();
        rig.plan(alert(2, "updated"));
        rig.plan(alert(3, "updated"));
        assertThat(decisions()).endsWith("2 held waiting-until", "3 held waiting-until");
        assertThat(rig.last("a").getNextAttemptAt()).isEqualTo(rig.now().plus(FOLLOW_UPS));
        rig.pass(FOLLOW_UPS.minusSeconds(1));
        assertThat(rig.channel.told()).containsExactly("a/1");
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.channel.told()).containsExactly("a/1", "a/3");
        assertThat(rig.channel.last().event().type()).isEqualTo("alert.updated");
        Delivery grouped = last(2);
        assertThat(grouped.getDecision()).isEqualTo("grouped-into");
        assertThat(grouped.getRelatesTo()).isEqualTo(rig.channel.last().event().id());
    }

    @Test
    void theNextFollowUpsAreGatheredFromTheLastMessageOn() {
        watch(watch -> {});
        tellFirst();
        rig.plan(alert(2, "updated"));
        rig.pass(FOLLOW_UPS.plusSeconds(1));
        delivered();
        rig.plan(alert(3, "updated"));
        rig.pass(FOLLOW_UPS.minusSeconds(2));
        assertThat(rig.channel.told()).containsExactly("a/1", "a/2");
        rig.pass(Duration.ofSeconds(3));
        assertThat(rig.channel.told()).containsExactly("a/1", "a/2", "a/3");
    }

    @Test
    void whatWaitsBehindAReceiverThatIsDownComesInOrderAndCollapses() {
        watch(watch -> {});
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(BUSY);
        rig.settle();
        rig.plan(alert(2, "updated"));
        rig.plan(alert(3, "updated"));
        assertThat(last(3).getDecision()).isEqualTo("waiting-for");
        rig.pass(Duration.ofSeconds(2));
        delivered();
        rig.pass(FOLLOW_UPS.plusSeconds(1));
        assertThat(rig.channel.told()).containsExactly("a/1", "a/1", "a/3");
    }

    @Test
    void whoeverHearsOfAnAlertForTheFirstTimeIsToldSo() {
        watch(watch -> {});
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(new Outcome.Rejected("no", 400));
        rig.settle();
        rig.plan(alert(2, "updated"));
        assertThat(rig.channel.last().event().type()).isEqualTo("alert.created");
    }

    @Test
    void whatIsHeldIsListedAsTheEventThatItWouldBeToldAs() {
        watch(watch -> {});
        rig.plan(alert(1, "new"));
        rig.plan(alert(2, "updated"));
        assertThat(last(2).getEvent()).as("behind the first").isEqualTo("alert.updated");
        rig.channel.last().ends(new Outcome.Rejected("no", 400));
        rig.settle();
        assertThat(last(2).getEvent()).as("the first that is told").isEqualTo("alert.created");
        delivered();
        rig.plan(alert(3, "updated"));
        assertThat(last(3).getEvent()).isEqualTo("alert.updated");
    }

    @Test
    void aLaterMessageRefersToTheFirst() {
        watch(watch -> {});
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(new Outcome.Delivered(200, "first"));
        rig.settle();
        assertThat(rig.last("a").getReceipt()).isEqualTo("first");
        rig.plan(alert(2, "updated"));
        rig.pass(FOLLOW_UPS.plusSeconds(1));
        assertThat(rig.channel.last().event().firstReceipt()).isEqualTo("first");
    }

    @Test
    void quietHoursHoldUntilTheyEnd() {
        watch(quietUntil("13:00"));
        rig.plan(alert(1, "new"));
        assertThat(decisions()).containsExactly("1 held waiting-until");
        rig.pass(Duration.ofMinutes(59));
        assertThat(rig.channel.told()).isEmpty();
        rig.pass(Duration.ofMinutes(1));
        assertThat(rig.channel.told()).containsExactly("a/1");
    }

    @Test
    void aWatchWhoseQuietHoursAreRemovedTellsSoonAfter() {
        watch(quietUntil("20:00"));
        rig.plan(alert(1, "new"));
        watch(watch -> {});
        rig.pass(RecordStage.LOOK_AGAIN);
        assertThat(rig.channel.told()).containsExactly("a/1");
    }

    @Test
    void ofWhatWaitedThroughTheNightTheNewestIsTold() {
        watch(quietUntil("13:00"), everythingAtOnce());
        rig.plan(alert(1, "new"));
        rig.plan(alert(2, "updated"));
        rig.pass(Duration.ofMinutes(60));
        assertThat(rig.channel.told()).containsExactly("a/2");
        assertThat(rig.channel.last().event().type()).isEqualTo("alert.created");
    }

    @Test
    void urgencyBreaksThroughQuietHoursDigestsAndGathering() {
        watch(quietUntil("13:00"), dailyDigest(), urgentAt(2));
        rig.plan(urgent(1, "new"));
        assertThat(rig.channel.told()).containsExactly("a/1");
        delivered();
        rig.plan(alert(2, "updated"));
        assertThat(last(2).getState()).isEqualTo("held");
        rig.plan(urgent(3, "updated"));
        assertThat(rig.channel.told()).containsExactly("a/1", "a/3");
        assertThat(last(2).getDecision()).isEqualTo("grouped-into");
    }

    @Test
    void urgencyDoesNotBreakThroughASilence() {
        watch(urgentAt(2));
        silence("w", null, Duration.ofMinutes(10));
        rig.plan(urgent(1, "new"));
        assertThat(rig.channel.told()).isEmpty();
        Delivery muted = rig.last("a");
        assertThat(muted.getState()).isEqualTo("held");
        assertThat(muted.getDecision()).isEqualTo("muted-by");
        assertThat(muted.getRelatesTo()).isEqualTo("s");
        assertThat(muted.getReason()).isEqualTo("silenced by Mira: the pilots are on a break");
        rig.pass(Duration.ofMinutes(10));
        assertThat(rig.channel.told()).containsExactly("a/1");
    }

    @Test
    void aSilenceThatIsEndedEarlyLetsGoSoonAfter() {
        watch(watch -> {});
        silence("w", null, Duration.ofMinutes(50));
        rig.plan(alert(1, "new"));
        rig.silences.clear();
        rig.pass(RecordStage.LOOK_AGAIN);
        assertThat(rig.channel.told()).containsExactly("a/1");
    }

    @Test
    void whatIsOldNewsWhenItsSilenceEndsStaysMuted() {
        watch(watch -> {});
        silence("w", null, Duration.ofMinutes(90));
        rig.plan(alert("a", 1, "new"));
        rig.pass(Duration.ofMinutes(60));
        rig.plan(alert("b", 1, "new"));
        rig.pass(Duration.ofMinutes(31));
        assertThat(rig.channel.told()).containsExactly("b/1");
        assertThat(rig.last("a").getState()).isEqualTo("skipped");
        assertThat(rig.last("a").getDecision()).isEqualTo("muted-by");
        assertThat(rig.last("a").getReason()).endsWith("old news by the time that ended");
    }

    @Test
    void aSnoozeMutesOneAlertAndASilenceOfAllMutesEveryWatch() {
        watch(watch -> {});
        silence(null, "a", Duration.ofMinutes(10));
        rig.plan(alert("a", 1, "new"));
        rig.plan(alert("b", 1, "new"));
        assertThat(rig.channel.told()).containsExactly("b/1");
        silence(null, null, Duration.ofMinutes(10));
        rig.pass(Duration.ofSeconds(1));
        rig.plan(alert("c", 1, "new"));
        assertThat(rig.channel.told()).containsExactly("b/1");
    }

    @Test
    void aDigestTellsTheNewestOfEachAlertInOneMessage() {
        watch(hourlyDigest());
        rig.plan(alert("a", 1, "new"));
        rig.plan(alert("a", 2, "updated"));
        rig.plan(alert("b", 1, "new"));
        assertThat(rig.channel.attempts()).isEmpty();
        rig.pass(Duration.ofMinutes(60));
        rig.pass(Duration.ofSeconds(5));
        Event event = rig.channel.last().event();
        assertThat(rig.channel.attempts()).hasSize(1);
        assertThat(event.type()).isEqualTo("alert.digest");
        Event.Digest digest = Objects.requireNonNull(event.digest());
        assertThat(digest.count()).isEqualTo(2);
        assertThat(digest.alerts())
                .extracting(alert -> alert.getId() + "/" + alert.getVersion())
                .containsExactlyInAnyOrder("a/2", "b/1");
        assertThat(List.of(last(1), last(2), rig.last("b"))).allSatisfy(delivery -> {
            assertThat(delivery.getDecision()).isEqualTo("grouped-into");
            assertThat(delivery.getRelatesTo()).isEqualTo(event.id());
        });
    }

    @Test
    void moreThanADigestHoldsIsCounted() {
        watch(hourlyDigest());
        int many = 1_200;
        for (int i = 0; i < many; i++) {
            rig.plan(alert("a" + i, 1, "new"));
        }
        rig.pass(Duration.ofMinutes(60));
        rig.pass(Duration.ofSeconds(10));
        assertThat(rig.channel.attempts()).hasSize(1);
        Event.Digest digest = Objects.requireNonNull(rig.channel.last().event().digest());
        assertThat(digest.count()).isEqualTo(many);
        assertThat(digest.alerts()).hasSize(GroupStage.MOST_IN_DIGEST);
    }

    @Test
    void aDigestThatFallsIntoQuietHoursIsToldWhenTheyEnd() {
        watch(hourlyDigest(), quietUntil("14:30"));
        rig.plan(alert(1, "new"));
        rig.pass(Duration.ofMinutes(149));
        assertThat(rig.channel.attempts()).isEmpty();
        rig.pass(Duration.ofMinutes(1));
        rig.pass(Duration.ofSeconds(5));
        assertThat(rig.channel.attempts()).hasSize(1);
        assertThat(rig.channel.last().event().type()).isEqualTo("alert.digest");
    }

    @Test
    void eachPeriodHasItsOwnDigest() {
        watch(hourlyDigest());
        for (String id : List.of("a", "b")) {
            rig.plan(alert(id, 1, "new"));
            rig.pass(Duration.ofMinutes(60));
            rig.pass(Duration.ofSeconds(5));
            delivered();
        }
        assertThat(rig.channel.attempts())
                .extracting(attempt -> attempt.event().id())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void aRetractionWaitsForNothingAndGoesToThoseWhoWereTold() {
        watch(watch -> {});
        tellFirst();
        rig.plan(alert(2, "updated"));
        watch(quietUntil("20:00"), dailyDigest());
        rig.plan(alert(3, "retracted"));
        assertThat(rig.channel.told()).containsExactly("a/1", "a/3");
        assertThat(rig.channel.last().event().type()).isEqualTo("alert.retracted");
        assertThat(last(2).getDecision()).isEqualTo("retracted");
    }

    @Test
    void whatIsTakenBackWhileItIsHeldIsNeverTold() {
        watch(quietUntil("20:00"));
        rig.plan(alert(1, "new"));
        rig.plan(alert(2, "retracted"));
        rig.pass(Duration.ofHours(9));
        assertThat(rig.channel.attempts()).isEmpty();
        assertThat(decisions()).endsWith("1 skipped retracted", "2 skipped never-told");
    }

    @Test
    void whatIsTakenBackBetweenTwoAttemptsIsNeverTold() {
        watch(watch -> {});
        rig.plan(alert(1, "new"));
        rig.plan(alert(2, "retracted"));
        rig.channel.last().ends(BUSY);
        rig.settle();
        rig.pass(Duration.ofMinutes(5));
        assertThat(rig.channel.told()).containsExactly("a/1");
        assertThat(decisions()).endsWith("1 skipped retracted", "2 skipped never-told");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 60})
    void whatIsTakenBackWhileItWaitsForItsTurnOrForRoomIsNeverTold(int before) {
        watch(watch -> {});
        for (int i = 0; i < before; i++) {
            rig.plan(alert("other" + i, 1, "new"));
        }
        rig.plan(alert(1, "new"));
        rig.plan(alert(2, "retracted"));
        for (int i = 0; i < 120; i++) {
            delivered();
            rig.pass(Duration.ofSeconds(1));
        }
        assertThat(decisions()).endsWith("1 skipped retracted", "2 skipped never-told");
        assertThat(rig.channel.told()).hasSize(before).doesNotContain("a/1", "a/2");
    }

    @Test
    void whatMayHaveArrivedIsToldAndThenTakenBack() {
        watch(watch -> {});
        rig.plan(alert(1, "new"));
        rig.channel.last().ends(new Outcome.RetryLater("no answer within 10000 ms", null));
        rig.settle();
        rig.plan(alert(2, "retracted"));
        rig.pass(Duration.ofSeconds(2));
        delivered();
        assertThat(rig.channel.told()).containsExactly("a/1", "a/1", "a/2");
    }

    @Test
    void whatMayHaveArrivedBeforeACrashIsToldAndThenTakenBack() {
        watch(watch -> {});
        rig.plan(alert(1, "new"));
        rig.crash();
        rig.pass(Duration.ofSeconds(2));
        rig.channel.last().ends(BUSY);
        rig.settle();
        rig.plan(alert(2, "retracted"));
        rig.pass(Duration.ofSeconds(2));
        rig.channel.last().ends(DELIVERED);
        rig.settle();
        assertThat(rig.channel.told()).containsExactly("a/1", "a/1", "a/1", "a/2");
    }

    @Test
    void aRetractionOfWhatIsUnderWayFollowsIt() {
        watch(watch -> {});
        rig.plan(alert(1, "new"));
        rig.plan(alert(2, "retracted"));
        delivered();
        assertThat(rig.channel.told()).containsExactly("a/1", "a/2");
    }

    @Test
    void aRetractionReachesThoseWhoWereToldInADigest() {
        watch(hourlyDigest());
        rig.plan(alert(1, "new"));
        rig.pass(Duration.ofMinutes(60));
        rig.pass(Duration.ofSeconds(5));
        rig.plan(alert(2, "retracted"));
        assertThat(rig.channel.attempts()).as("the digest is under way").hasSize(1);
        delivered();
        assertThat(rig.channel.last().event().type()).isEqualTo("alert.retracted");
    }

    @Test
    void whatIsTakenBackIsTakenOutOfADigestThatNobodyHasSeen() {
        watch(hourlyDigest());
        rig.plan(alert(1, "new"));
        rig.plan(alert("b", 1, "new"));
        theDigestEnds(BUSY);
        rig.plan(alert(2, "retracted"));
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.channel.attempts()).hasSize(2);
        Event.Digest digest = Objects.requireNonNull(rig.channel.last().event().digest());
        assertThat(digest.count()).isEqualTo(1);
        assertThat(digest.alerts()).extracting(Alert::getId).containsExactly("b");
        delivered();
        assertThat(decisions()).endsWith("1 skipped retracted", "2 skipped never-told");
    }

    @Test
    void aDigestOfWhichEverythingIsTakenBackIsNotSent() {
        watch(hourlyDigest());
        rig.plan(alert(1, "new"));
        theDigestEnds(BUSY);
        rig.plan(alert(2, "retracted"));
        rig.pass(Duration.ofHours(1));
        assertThat(rig.channel.attempts()).hasSize(1);
    }

    @Test
    void aDigestThatMayHaveArrivedIsTakenBack() {
        watch(hourlyDigest());
        rig.plan(alert(1, "new"));
        theDigestEnds(new Outcome.RetryLater("no answer", null));
        rig.pass(Duration.ofSeconds(2));
        rig.channel.last().ends(new Outcome.Rejected("no", 400));
        rig.settle();
        rig.plan(alert(2, "retracted"));
        assertThat(rig.channel.last().event().type()).isEqualTo("alert.retracted");
    }

    @Test
    void unacknowledgedUrgentAlertsGoToTheNextChannelInTurn() {
        watch(urgentAt(2), escalation());
        rig.plan(urgent(1, "new"));
        assertThat(toldAt("desk")).hasSize(1);
        delivered();
        rig.pass(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(toldAt("duty")).isEmpty();
        rig.pass(Duration.ofSeconds(1));
        assertThat(toldAt("duty")).hasSize(1);
        delivered();
        rig.pass(Duration.ofMinutes(10));
        assertThat(toldAt("chief")).hasSize(1);
    }

    @Test
    void laterVersionsDoNotPutOffAnEscalation() {
        watch(urgentAt(2), escalation());
        rig.plan(urgent(1, "new"));
        delivered();
        rig.pass(Duration.ofMinutes(9));
        rig.plan(urgent(2, "updated"));
        delivered();
        rig.pass(Duration.ofMinutes(1));
        assertThat(toldAt("duty")).containsExactly("a/2");
    }

    @Test
    void theTimeOfAnEscalationBeginsOnceASilenceHasEnded() {
        watch(urgentAt(2), escalation());
        silence("w", null, Duration.ofMinutes(30));
        rig.plan(urgent(1, "new"));
        rig.pass(Duration.ofMinutes(10));
        rig.pass(Duration.ofMinutes(10));
        rig.pass(Duration.ofMinutes(10));
        assertThat(toldAt("desk")).hasSize(1);
        delivered();
        rig.pass(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(toldAt("duty")).isEmpty();
        rig.crash();
        rig.pass(Duration.ofSeconds(3));
        assertThat(toldAt("duty")).hasSize(1);
        assertThat(toldAt("chief")).isEmpty();
    }

    @Test
    void theTimeOfAnEscalationStandsStillDuringASilence() {
        watch(urgentAt(2), escalation());
        rig.plan(urgent(1, "new"));
        delivered();
        rig.pass(Duration.ofMinutes(6));
        silence(null, "a", Duration.ofMinutes(20));
        rig.pass(Duration.ofMinutes(10));
        rig.pass(Duration.ofMinutes(10));
        rig.pass(Duration.ofMinutes(4).minusSeconds(1));
        assertThat(toldAt("duty")).isEmpty();
        rig.pass(Duration.ofSeconds(2));
        assertThat(toldAt("duty")).hasSize(1);
    }

    @Test
    void onePersonsAcknowledgementStopsTheRest() {
        watch(urgentAt(2), escalation());
        rig.plan(urgent(1, "new"));
        delivered();
        rig.pass(Duration.ofMinutes(10));
        delivered();
        rig.plan(acked(2));
        rig.pass(Duration.ofMinutes(30));
        assertThat(toldAt("chief")).isEmpty();
        assertThat(rig.last("a").getDecision()).isEqualTo("acknowledged-by");
        assertThat(rig.last("a").getReason()).isEqualTo("Mira has acknowledged the alert");
        rig.plan(Alert.newBuilder(urgent(3, "updated")).setAck(ack()).build());
        delivered();
        rig.pass(Duration.ofMinutes(30));
        assertThat(toldAt("chief")).as("nor does anything later escalate").isEmpty();
        assertThat(toldAt("desk")).containsExactly("a/1", "a/3");
    }

    @Test
    void anAcknowledgementDropsWhatIsHeldButNotWhatIsUnderWay() {
        watch(watch -> {});
        tellFirst();
        rig.plan(alert(2, "updated"));
        rig.plan(acked(3));
        assertThat(last(2).getDecision()).isEqualTo("acknowledged-by");
        rig.plan(alert("b", 1, "new"));
        rig.plan(acked("b", 2));
        delivered();
        assertThat(rig.last("b").getState()).isEqualTo("delivered");
    }

    @Test
    void alertsThatAreNotUrgentAreNotEscalated() {
        watch(urgentAt(2), escalation());
        rig.plan(alert(1, "new"));
        rig.pass(Duration.ofHours(1));
        assertThat(rig.channel.told()).containsExactly("a/1");
    }

    @Test
    void oldNewsIsFiledAndToldInOneLine() {
        watch(watch -> {});
        for (int i = 0; i < 20; i++) {
            rig.plan(Fixtures.alert("a" + i, "w", 1, "new", rig.now().minus(Duration.ofHours(2))));
            rig.pass(Duration.ofSeconds(1));
        }
        assertThat(rig.channel.attempts()).isEmpty();
        assertThat(rig.last("a0").getDecision()).isEqualTo("filed");
        rig.pass(GroupStage.LINE_OPEN.plusSeconds(1));
        assertThat(rig.channel.attempts()).hasSize(1);
        Event event = rig.channel.last().event();
        Event.Digest line = Objects.requireNonNull(event.digest());
        assertThat(event.type()).isEqualTo("alert.digest");
        assertThat(line.filed()).isTrue();
        assertThat(line.count()).isEqualTo(20);
        assertThat(line.alerts()).isEmpty();
        assertThat(rig.last("a7").getRelatesTo()).isEqualTo(event.id());
    }

    @Test
    void whatWasHeldBackOnPurposeIsNoOldNews() {
        watch(watch -> {});
        Alert embargoed = Fixtures.alert("a", "w", 1, "new", rig.now().minus(Duration.ofHours(9)));
        embargoed.getAt().setNotBefore(rig.now());
        rig.plan(embargoed);
        assertThat(rig.channel.told()).containsExactly("a/1");
    }

    @Test
    void anOldArticleThatHasJustComeIsNews() {
        watch(watch -> {});
        Alert alert = alert(1, "new");
        alert.getAt().setPublishedAt(Instant.parse("2019-05-01T00:00:00Z"));
        rig.plan(alert);
        assertThat(rig.channel.told()).containsExactly("a/1");
    }

    @Test
    void whatIsHeldSurvivesACrash() {
        watch(quietUntil("13:00"));
        rig.plan(alert(1, "new"));
        rig.crash();
        rig.pass(Duration.ofMinutes(60));
        assertThat(rig.channel.told()).containsExactly("a/1");
    }

    @Test
    void anEscalationAndADigestSurviveACrash() {
        watch(urgentAt(2), escalation(), hourlyDigest());
        rig.plan(urgent(1, "new"));
        delivered();
        rig.plan(alert("b", 1, "new"));
        rig.crash();
        rig.pass(Duration.ofMinutes(10));
        assertThat(toldAt("duty")).containsExactly("a/1");
        rig.pass(Duration.ofMinutes(50));
        rig.crash();
        rig.pass(Duration.ofSeconds(5));
        assertThat(rig.channel.attempts())
                .filteredOn(attempt -> attempt.event().type().equals("alert.digest"))
                .extracting(attempt -> attempt.event().id())
                .isNotEmpty()
                .containsOnly(rig.last("b").getRelatesTo());
    }

    @SafeVarargs
    private void watch(Consumer<Watch.Builder>... wishes) {
        Watch.Builder watch = Watch.newBuilder(Fixtures.watch("w", HOOK)).setFollowUps(FOLLOW_UPS.toString());
        for (Consumer<Watch.Builder> wish : wishes) {
            wish.accept(watch);
        }
        rig.watches.put("w", watch.build());
    }

    /** It is noon when a test begins. */
    private static Consumer<Watch.Builder> quietUntil(String to) {
        return watch -> watch.setQuietHours(new QuietHours("11:00", to, "UTC", List.of()));
    }

    private static Consumer<Watch.Builder> hourlyDigest() {
        return watch -> watch.setDigest(new Digest("hour", "00:00", "UTC"));
    }

    private static Consumer<Watch.Builder> dailyDigest() {
        return watch -> watch.setDigest(new Digest("day", "07:00", "UTC"));
    }

    private static Consumer<Watch.Builder> urgentAt(int urgency) {
        return watch -> watch.setUrgentAt(urgency);
    }

    private static Consumer<Watch.Builder> everythingAtOnce() {
        return watch -> watch.setFollowUps("PT0S");
    }

    private static Consumer<Watch.Builder> escalation() {
        return watch -> watch.setEscalation(new Escalation("PT10M", List.of(DUTY, CHIEF)));
    }

    private void silence(@Nullable String watchId, @Nullable String alertId, Duration time) {
        rig.silences.add(Silence.newBuilder()
                .setId("s")
                .setWatchId(watchId)
                .setAlertId(alertId)
                .setBy("Mira")
                .setReason("the pilots are on a break")
                .setFrom(rig.now())
                .setUntil(rig.now().plus(time))
                .build());
    }

    /** Lets the hour pass whose digest is attempted, and that attempt end like this. */
    private void theDigestEnds(Outcome outcome) {
        rig.pass(Duration.ofHours(1));
        rig.pass(Duration.ofSeconds(5));
        rig.channel.last().ends(outcome);
        rig.settle();
    }

    private void tellFirst() {
        rig.plan(alert(1, "new"));
        delivered();
    }

    private void delivered() {
        List.copyOf(rig.channel.attempts()).forEach(attempt -> attempt.ends(DELIVERED));
        rig.settle();
    }

    private Alert alert(int version, String state) {
        return alert("a", version, state);
    }

    private Alert alert(String id, int version, String state) {
        return Fixtures.alert(id, "w", version, state, rig.now());
    }

    private Alert urgent(int version, String state) {
        return Alert.newBuilder(alert(version, state)).setUrgency(1).build();
    }

    private Alert acked(int version) {
        return acked("a", version);
    }

    private Alert acked(String id, int version) {
        return Alert.newBuilder(alert(id, version, "acked")).setAck(ack()).build();
    }

    private Acknowledgement ack() {
        return new Acknowledgement("Mira", null, rig.now(), false);
    }

    private Delivery last(int version) {
        return rig.deliveries.stream()
                .filter(delivery -> delivery.getAlertId().equals("a") && delivery.getAlertVersion() == version)
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private List<String> decisions() {
        return rig.deliveries.stream()
                .filter(delivery -> delivery.getAlertId().equals("a"))
                .map(delivery -> delivery.getAlertVersion() + " " + delivery.getState() + " " + delivery.getDecision())
                .toList();
    }

    private List<String> toldAt(String host) {
        return rig.channel.attempts().stream()
                .filter(attempt -> String.valueOf(attempt.event().to().getUrl()).contains(host))
                .map(attempt -> attempt.event().alert().getId() + "/"
                        + attempt.event().alert().getVersion())
                .toList();
    }
}
