package io.redline.alerter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.Fixtures;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.Outcome;
import io.redline.alerter.ledger.DeliveryState;
import io.redline.schemas.Acknowledgement;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.Digest;
import io.redline.schemas.Escalation;
import io.redline.schemas.QuietHours;
import io.redline.schemas.Silence;
import io.redline.schemas.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Versions, acknowledgements, silences, answers, crashes and time in any order, for any mix of wishes: what holds whatever
 * happens.
 */
class AnyCourseOfEventsTest {

    private static final List<String> ALERTS = List.of("a", "b", "c");
    private static final Duration PATIENCE = Duration.ofDays(3);

    /** One of the things that may happen, as a number: what, and to whom. */
    private record Step(int number) {

        private static final int KINDS = 12;

        int kind() {
            return number % KINDS;
        }

        int choice(int among) {
            return number / KINDS % among;
        }
    }

    @Property(tries = 150)
    void eachVersionEndsInOneWayAndWhatReceiversSawAgreesWithTheLedger(
            @ForAll @IntRange(min = 0, max = 63) int wishes,
            @ForAll @Size(min = 3, max = 60) List<@IntRange(min = 0, max = 1_199) Integer> steps) {
        Course course = new Course(wishes);
        steps.forEach(number -> course.take(new Step(number)));
        course.comeToRest();
        course.everyDeliveryHasEndedOnce();
        course.deliveredIsWhatReceiversTook();
        course.versionsCameInOrder();
        course.retractionsReachedOnlyThoseWhoMayHaveBeenTold();
        course.whoeverMayHaveBeenToldOfWhatWasTakenBackHearsThat();
        course.whatWasTakenBackIsNotToldForTheFirstTime();
        course.nothingWasLetGoInQuietHoursUnlessItPressed();
    }

    /** One run: a pipeline, what happens to it, and what was seen. */
    private static final class Course {

        private final PipelineRig rig = new PipelineRig();
        private final WatchTiming timing;
        private final Map<String, List<Alert>> versions = new HashMap<>();
        private final Map<ScriptedChannel.Attempt, Outcome> ended = new LinkedHashMap<>();

        /** How many attempts had been made when an alert was taken back first. */
        private final Map<String, Integer> takenBackAfter = new HashMap<>();

        private boolean interrupted;

        Course(int wishes) {
            Watch.Builder watch = Watch.newBuilder(Fixtures.watch(
                            "w",
                            Fixtures.webhook("https://desk.example/hook"),
                            Fixtures.webhook("https://other.example/hook")))
                    .setFollowUps((wishes & 1) == 0 ? "PT0S" : "PT5M");
            if ((wishes & 2) != 0) {
                watch.setDigest(new Digest("hour", "00:30", "UTC"));
            }
            if ((wishes & 4) != 0) {
                watch.setQuietHours(new QuietHours("12:20", "14:00", "UTC", List.of()));
            }
            if ((wishes & 8) != 0) {
                watch.setUrgentAt(2);
            }
            if ((wishes & 16) != 0) {
                watch.setEscalation(new Escalation("PT10M", List.of(Fixtures.webhook("https://duty.example/hook"))));
            }
            rig.watches.put("w", watch.build());
            timing = new WatchTiming(watch.build());
        }

        void take(Step step) {
            String alert = ALERTS.get(step.choice(ALERTS.size()));
            switch (step.kind()) {
                case 0, 1, 2 -> plan(alert, "updated", step.choice(9) == 0 ? 1 : 5);
                case 3 -> plan(alert, "retracted", 5);
                case 4 -> plan(alert, "acked", 5);
                case 5 -> silence(step);
                case 6, 7 -> answer(step, new Outcome.Delivered(200));
                case 8 -> answer(step, new Outcome.RetryLater("busy", 503));
                case 9 ->
                    answer(
                            step,
                            step.choice(2) == 0
                                    ? new Outcome.RetryLater("no answer", null)
                                    : new Outcome.Rejected("no", 400));
                case 10 -> rig.pass(Duration.ofSeconds(1 + step.choice(900)));
                default -> {
                    interrupted = true;
                    if (step.choice(2) == 0) {
                        rig.crash();
                    } else {
                        rig.takeOver();
                    }
                }
            }
        }

        void comeToRest() {
            for (Duration passed = Duration.ZERO; passed.compareTo(PATIENCE) < 0; ) {
                open().forEach(attempt -> end(attempt, new Outcome.Delivered(200)));
                rig.settle();
                Duration some =
                        passed.compareTo(Duration.ofHours(3)) < 0 ? Duration.ofMinutes(11) : Duration.ofHours(2);
                rig.pass(some);
                passed = passed.plus(some);
            }
        }

        void everyDeliveryHasEndedOnce() {
            Map<String, List<Delivery>> byId = new HashMap<>();
            rig.deliveries.forEach(delivery -> byId.computeIfAbsent(delivery.getId(), key -> new ArrayList<>())
                    .add(delivery));
            byId.values().forEach(all -> {
                // What a digest was to tell may be taken out of it again.
                List<Delivery> story = all.stream()
                        .filter(delivery ->
                                !"grouped-into".equals(delivery.getDecision()) || delivery == all.get(all.size() - 1))
                        .toList();
                Delivery last = story.get(story.size() - 1);
                assertThat(DeliveryState.of(last).open()).as("%s", story).isFalse();
                long ends = story.stream()
                        .filter(delivery -> !DeliveryState.of(delivery).open())
                        .count();
                boolean overruled = last.getState().equals("delivered") && ends == 2;
                assertThat(ends == 1 || overruled).as("%s", story).isTrue();
                assertThat(last.getDecision()).as("%s", last).isNotNull();
                if ("grouped-into".equals(last.getDecision()) || "duplicate-of".equals(last.getDecision())) {
                    assertThat(byId).containsKey(last.getRelatesTo());
                }
            });
            versions.forEach((id, all) -> all.stream()
                    .filter(alert -> !alert.getState().equals("acked"))
                    .forEach(alert -> assertThat(rig.deliveries).anySatisfy(delivery -> {
                        assertThat(delivery.getAlertId()).isEqualTo(id);
                        assertThat(delivery.getAlertVersion()).isEqualTo(alert.getVersion());
                    })));
        }

        void deliveredIsWhatReceiversTook() {
            Set<String> took = new HashSet<>();
            ended.forEach((attempt, outcome) -> {
                if (outcome instanceof Outcome.Delivered) {
                    took.add(attempt.event().id());
                }
            });
            Map<String, String> states = new HashMap<>();
            rig.deliveries.forEach(delivery -> states.put(delivery.getId(), delivery.getState()));
            states.values().removeIf(state -> !state.equals("delivered"));
            assertThat(states.keySet()).isEqualTo(took);
        }

        void versionsCameInOrder() {
            Map<String, Integer> newest = new HashMap<>();
            for (ScriptedChannel.Attempt attempt : rig.channel.attempts()) {
                if (attempt.event().digest() == null) {
                    Delivery delivery = attempt.event().delivery();
                    String lane = delivery.getAlertId() + delivery.getEndpoint();
                    assertThat(delivery.getAlertVersion()).isGreaterThanOrEqualTo(newest.getOrDefault(lane, 0));
                    newest.put(lane, delivery.getAlertVersion());
                }
            }
        }

        void retractionsReachedOnlyThoseWhoMayHaveBeenTold() {
            Set<String> mayKnow = new HashSet<>();
            for (ScriptedChannel.Attempt attempt : rig.channel.attempts()) {
                Delivery delivery = attempt.event().delivery();
                if (delivery.getEvent().equals("alert.retracted")) {
                    assertThat(mayKnow).contains(delivery.getAlertId() + delivery.getEndpoint());
                } else if (attempt.event().digest() == null) {
                    mayKnow.add(delivery.getAlertId() + delivery.getEndpoint());
                } else {
                    attempt.event()
                            .digest()
                            .alerts()
                            .forEach(alert -> mayKnow.add(alert.getId() + delivery.getEndpoint()));
                }
            }
        }

        void whoeverMayHaveBeenToldOfWhatWasTakenBackHearsThat() {
            Set<String> mayKnow = new HashSet<>();
            for (ScriptedChannel.Attempt attempt : rig.channel.attempts()) {
                Delivery delivery = attempt.event().delivery();
                Outcome outcome = ended.get(attempt);
                boolean arrived =
                        outcome == null || outcome instanceof Outcome.Delivered || outcome.statusCode() == null;
                String lane = delivery.getAlertId() + delivery.getEndpoint();
                if (delivery.getEvent().equals("alert.retracted")) {
                    mayKnow.remove(lane);
                } else if (arrived) {
                    alertsOf(attempt).forEach(alert -> mayKnow.add(alert.getId() + delivery.getEndpoint()));
                }
            }
            mayKnow.removeIf(lane -> !takenBack(lane));
            assertThat(mayKnow).isEmpty();
        }

        /** Where nothing was interrupted; otherwise what may have arrived is told for certain, and taken back. */
        void whatWasTakenBackIsNotToldForTheFirstTime() {
            List<ScriptedChannel.Attempt> attempts = interrupted ? List.of() : rig.channel.attempts();
            Set<String> tried = new HashSet<>();
            for (int i = 0; i < attempts.size(); i++) {
                ScriptedChannel.Attempt attempt = attempts.get(i);
                if (!tried.add(attempt.event().id())
                        || attempt.event().delivery().getEvent().equals("alert.retracted")) {
                    continue;
                }
                for (Alert alert : alertsOf(attempt)) {
                    boolean takenBackBefore = takenBackAfter.getOrDefault(alert.getId(), Integer.MAX_VALUE) <= i;
                    assertThat(takenBackBefore && !toldAgain(alert))
                            .as("%s", attempt)
                            .isFalse();
                }
            }
        }

        /** Whether it is a version that came after one that took the alert back. */
        private boolean toldAgain(Alert alert) {
            return versions.getOrDefault(alert.getId(), List.of()).stream()
                    .anyMatch(other -> other.getState().equals("retracted") && other.getVersion() < alert.getVersion());
        }

        private static List<Alert> alertsOf(ScriptedChannel.Attempt attempt) {
            Event.Digest digest = attempt.event().digest();
            return digest == null ? List.of(attempt.event().alert()) : digest.alerts();
        }

        void nothingWasLetGoInQuietHoursUnlessItPressed() {
            rig.deliveries.stream()
                    .filter(delivery -> delivery.getState().equals("pending"))
                    .filter(delivery -> timing.quietUntil(delivery.getAt()).isPresent())
                    .filter(delivery -> !delivery.getEvent().equals("alert.retracted"))
                    .forEach(delivery -> assertThat(versions.get(delivery.getAlertId()))
                            .as("%s", delivery)
                            .anyMatch(timing::urgent));
        }

        private boolean takenBack(String lane) {
            List<Alert> all = versions.getOrDefault(lane.substring(0, 1), List.of()).stream()
                    .filter(alert -> !alert.getState().equals("acked"))
                    .toList();
            return all.get(all.size() - 1).getState().equals("retracted");
        }

        private void plan(String id, String state, int urgency) {
            List<Alert> known = versions.computeIfAbsent(id, key -> new ArrayList<>());
            Alert before = known.isEmpty() ? null : known.get(known.size() - 1);
            boolean acked = before != null && before.getAck() != null;
            if ((before == null && !state.equals("updated")) || (acked && state.equals("acked"))) {
                return;
            }
            Alert.Builder alert = Alert.newBuilder(
                            Fixtures.alert(id, "w", known.size() + 1, before == null ? "new" : state, rig.now()))
                    .setUrgency(urgency);
            if (acked || state.equals("acked")) {
                alert.setAck(new Acknowledgement("Mira", null, rig.now(), true));
            }
            if (state.equals("retracted")) {
                takenBackAfter.putIfAbsent(id, rig.channel.attempts().size());
            }
            known.add(alert.build());
            rig.plan(alert.build());
        }

        private void silence(Step step) {
            rig.silences.clear();
            rig.silences.add(Silence.newBuilder()
                    .setId("s")
                    .setWatchId(step.choice(2) == 0 ? "w" : null)
                    .setAlertId(step.choice(3) == 0 ? "a" : null)
                    .setBy("Mira")
                    .setReason("a break")
                    .setFrom(rig.now())
                    .setUntil(rig.now().plusSeconds(60L * (1 + step.choice(90))))
                    .build());
        }

        private void answer(Step step, Outcome outcome) {
            List<ScriptedChannel.Attempt> open = open();
            if (!open.isEmpty()) {
                end(open.get(step.choice(open.size())), outcome);
                rig.settle();
            }
        }

        private void end(ScriptedChannel.Attempt attempt, Outcome outcome) {
            ended.put(attempt, outcome);
            attempt.ends(outcome);
        }

        private List<ScriptedChannel.Attempt> open() {
            return rig.channel.attempts().stream()
                    .filter(attempt -> !ended.containsKey(attempt))
                    .toList();
        }
    }
}
