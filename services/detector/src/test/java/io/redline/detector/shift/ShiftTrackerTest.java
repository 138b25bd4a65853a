package io.redline.detector.shift;

import static io.redline.detector.Fixtures.NOON;
import static io.redline.detector.Fixtures.analyzed;
import static io.redline.detector.Fixtures.article;
import static io.redline.detector.Fixtures.key;
import static io.redline.detector.Fixtures.own;
import static io.redline.detector.Fixtures.stance;
import static io.redline.detector.Fixtures.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.redline.runtime.KeyedState;
import io.redline.schemas.Action;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Evidence;
import io.redline.schemas.Side;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.FoundStance;
import io.redline.schemas.internal.FoundTurn;
import io.redline.schemas.internal.StanceTrack;
import io.redline.schemas.internal.TrackedArticle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShiftTrackerTest {

    private static final String TRACK = "IRN|USA";
    private static final String WHY = "it was withdrawn by its source";

    private final KeyedState<StanceTrack> tracks = KeyedState.inMemory();
    private final KeyedState<TrackedArticle> articles = KeyedState.inMemory();
    private final ShiftTracker tracker = new ShiftTracker(tracks, articles);

    @Test
    void aTurnAgainstTheSideHeldIsAShiftWithOneArticle() {
        observe("a", 0, Action.REJECT);
        assertThat(turns("b", 10, Side.COOPERATIVE)).singleElement().satisfies(shift -> {
            assertThat(shift.getFrom()).isEqualTo("conflict");
            assertThat(shift.getTo()).isEqualTo("cooperative");
            assertThat(shift.getDelta()).isEqualTo(6.5);
            assertThat(shift.getSources()).isEqualTo(1);
            assertThat(shift.getConfidence()).isBetween(0.5, 0.9);
            assertThat(shift.getEvidence()).extracting(Evidence::getArticle).containsExactly("a", "b");
            assertThat(shift.getEvidence()).extracting(Evidence::getQuote).noneMatch(String::isEmpty);
        });
    }

    @Test
    void aTurnToTheSideHeldIsNoShift() {
        observe("a", 0, Action.AGREE);
        assertThat(turns("b", 10, Side.COOPERATIVE)).isEmpty();
    }

    @Test
    void aTurnBeforeAnythingIsKnownIsNoShift() {
        assertThat(turns("a", 0, Side.COOPERATIVE)).isEmpty();
    }

    @Test
    void aSentenceThatTellsOfBothSidesIsAShiftByItself() {
        AnalyzedArticle article = turned(at("a", 0), Side.COOPERATIVE);
        article.getTurns().get(0).setOwn(true);
        assertThat(tracker.observe(article, "s", false).told()).singleElement().satisfies(shift -> {
            assertThat(shift.getFrom()).isEqualTo("conflict");
            assertThat(shift.getEvidence()).extracting(Evidence::getArticle).containsExactly("a");
        });
    }

    @Test
    void aTurnThatDoesNotSayWhereLeadsAwayFromASideFirmlyHeld() {
        observe("a", 0, Action.REJECT);
        observe("b", 3, Action.THREATEN);
        AnalyzedArticle reversed = turned(at("c", 10), null);
        reversed.getTurns().get(0).setObject("its rejection");
        assertThat(tracker.observe(reversed, "s", false).told())
                .singleElement()
                .satisfies(shift -> assertThat(shift.getTo()).isEqualTo("cooperative"));
    }

    @Test
    void aTurnThatDoesNotSayWhereIsNoShiftWhileNoSideIsFirmlyHeld() {
        observe("a", 0, Action.REJECT);
        assertThat(turns("b", 10, null)).isEmpty();
    }

    @Test
    void aPlainStatementOfTheOppositeIsAShift() {
        observe("a", 0, Action.REJECT);
        assertThat(observe("b", 10, Action.AGREE)).singleElement().satisfies(shift -> {
            assertThat(shift.getDelta()).isEqualTo(4.5);
            assertThat(shift.getEvidence()).extracting(Evidence::getArticle).containsExactly("a", "b");
        });
    }

    @Test
    void aGuardedStatementOfTheOppositeIsNoShift() {
        observe("a", 0, Action.REJECT);
        Stance guarded = stance(at("b", 10), Action.AGREE);
        FoundStance found = new FoundStance(guarded, "IRN", "OWN", false, true);
        assertThat(tracker.observe(stated(at("b", 10), found), "s", false).told())
                .isEmpty();
    }

    @Test
    void contraryStancesOfSeveralSourcesAddUpToADrift() {
        observe("a", 0, Action.REJECT);
        assertThat(observeAtLarge("b", 10, Action.AGREE)).isEmpty();
        assertThat(observeAtLarge("c", 12, Action.SUPPORT)).isEmpty();
        assertThat(observeAtLarge("d", 14, Action.AGREE)).singleElement().satisfies(shift -> {
            assertThat(shift.getTo()).isEqualTo("cooperative");
            assertThat(shift.getSources()).isEqualTo(3);
            assertThat(shift.getEvidence()).extracting(Evidence::getArticle).containsExactly("a", "d");
        });
    }

    @Test
    void aStanceThatSwingsDayByDayIsToldOnceAtMost() {
        List<StanceShift> shifts = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            shifts.addAll(observe("day-" + day, day, day % 2 == 0 ? Action.REJECT : Action.AGREE));
        }
        assertThat(shifts).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whoHasJustTurnedRestsBeforeTurningBack() {
        observe("a", 0, Action.REJECT);
        assertThat(turns("b", 10, Side.COOPERATIVE)).hasSize(1);
        assertThat(tracker.observe(turned(atHour("c", 10, 5), Side.CONFLICT), "s", false)
                        .told())
                .isEmpty();
        assertThat(turns("d", 12, Side.CONFLICT)).hasSize(1);
    }

    @Test
    void aTurnIsToldOnceHoweverManyCarryIt() {
        observe("a", 0, Action.REJECT);
        assertThat(turns("b", 10, Side.COOPERATIVE)).hasSize(1);
        assertThat(turns("c", 10, Side.COOPERATIVE)).isEmpty();
        assertThat(turns("d", 11, Side.COOPERATIVE)).isEmpty();
    }

    @Test
    void aLateArticleIsPlacedByItsTime() {
        observe("a", 0, Action.REJECT);
        turns("c", 20, Side.COOPERATIVE);
        // Still conflict on day 10: no news after day 20.
        assertThat(observe("b", 10, Action.THREATEN)).isEmpty();
        assertThat(tracker.side(TRACK)).isEqualTo("cooperative");
    }

    @Test
    void aLateTurnIsNotToldWhenALaterArticleHasToldOfIt() {
        observe("a", 0, Action.REJECT);
        assertThat(turns("c", 11, Side.COOPERATIVE)).hasSize(1);
        assertThat(turns("b", 10, Side.COOPERATIVE)).isEmpty();
    }

    @Test
    void aLateTurnIsNotToldWhenItHasBeenUndoneSince() {
        observe("a", 0, Action.REJECT);
        turns("c", 20, Side.CONFLICT);
        assertThat(turns("b", 10, Side.COOPERATIVE)).isEmpty();
        assertThat(tracker.side(TRACK)).isEqualTo("conflict");
    }

    @Test
    void aRecapNeverShiftsAnybody() {
        observe("a", 0, Action.REJECT);
        for (int day = 10; day < 20; day++) {
            Stance recalled = stance(at("recap-" + day, day), Action.AGREE);
            FoundStance found = new FoundStance(recalled, key(recalled), "OWN", true, false);
            assertThat(tracker.observe(stated(at("recap-" + day, day), found), "s", false)
                            .told())
                    .isEmpty();
        }
        assertThat(tracker.side(TRACK)).isEqualTo("conflict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLAIMED", "ANALYST"})
    void whatOthersSayOfAnActorNeverShiftsIt(String voice) {
        observe("a", 0, Action.REJECT);
        for (int day = 10; day < 20; day++) {
            Stance claimed = stance(at("claim-" + day, day), Action.AGREE);
            FoundStance found = new FoundStance(claimed, key(claimed), voice, false, false);
            assertThat(tracker.observe(stated(at("claim-" + day, day), found), "s", false)
                            .told())
                    .isEmpty();
        }
        assertThat(tracker.side(TRACK)).isEqualTo("conflict");
    }

    @Test
    void aCopyOfAWireIsNoEvidence() {
        observe("a", 0, Action.REJECT);
        assertThat(tracker.observe(turned(at("b", 10), Side.COOPERATIVE), "s", true)
                        .told())
                .isEmpty();
        assertThat(tracker.side(TRACK)).isEqualTo("conflict");
    }

    @Test
    void aTurnOnAnotherIssueTowardsTheSameTargetIsNoShift() {
        observe("a", 0, Action.REJECT);
        AnalyzedArticle other = turned(at("b", 10), Side.COOPERATIVE);
        other.getTurns().get(0).setIssue("tariffs");
        assertThat(tracker.observe(other, "s", false).told()).isEmpty();
    }

    @Test
    void aTurnThatNamesNoTargetIsComparedWithWhatItsWordsSpeakOf() {
        Stance refusal = stance(at("a", 0), Action.REJECT);
        refusal.setIssue(null);
        refusal.setQuote("Tehran refuses a visit of inspectors to the heavy water plant.");
        tracker.observe(stated(at("a", 0), own(refusal)), "s1", false);

        FoundTurn turn = turn(Side.COOPERATIVE, "Tehran drops its objection to a visit of inspectors.");
        turn.setTarget(null);
        turn.setIssue(null);
        turn.setObject("its objection to a visit of inspectors");
        AnalyzedArticle article = analyzed(at("b", 10)).setTurns(List.of(turn)).build();
        assertThat(tracker.observe(article, "s2", false).told()).hasSize(1);
    }

    @Test
    void anUnknownActorIsFollowedAcrossTargets() {
        Stance refusal = stance(at("a", 0), Action.REJECT);
        refusal.setActor(null);
        refusal.setTarget(null);
        FoundStance found = new FoundStance(refusal, "~brsk", "OWN", false, false);
        tracker.observe(stated(at("a", 0), found), "s1", false);

        AnalyzedArticle turned = turned(at("b", 10), Side.COOPERATIVE);
        turned.getTurns().get(0).setActor(null);
        turned.getTurns().get(0).setActorKey("~brsk");
        assertThat(tracker.observe(turned, "s2", false).told()).hasSize(1);
    }

    @Test
    void aKilledArticleLeavesNoStanceBehind() {
        observe("a", 0, Action.REJECT);
        tracker.withdraw("a", WHY);
        assertThat(turns("b", 10, Side.COOPERATIVE)).isEmpty();
        assertThat(articles.keysAfter("", 10)).containsExactly("b");
    }

    @Test
    void killingTheArticleUndoesTheShiftThatRestsOnItAlone() {
        observe("a", 0, Action.REJECT);
        turns("b", 10, Side.COOPERATIVE);
        tracker.withdraw("b", WHY);

        assertThat(tracker.side(TRACK)).isEqualTo("conflict");
        assertThat(turns("c", 11, Side.COOPERATIVE)).hasSize(1);
    }

    @Test
    void aNewVersionTellsOfTheSameTurnNoSecondTime() {
        observe("a", 0, Action.REJECT);
        turns("b", 10, Side.COOPERATIVE);
        assertThat(turns("b", 10, Side.COOPERATIVE)).isEmpty();
        assertThat(tracker.side(TRACK)).isEqualTo("cooperative");
    }

    @Test
    void aVersionThatNoLongerStatesItTakesItBack() {
        observe("a", 0, Action.REJECT);
        turns("b", 10, Side.COOPERATIVE);
        tracker.observe(analyzed(at("b", 10)).build(), "s", false);
        assertThat(tracker.side(TRACK)).isEqualTo("conflict");
    }

    @Test
    void aReplayGivesTheSameShiftIds() {
        observe("a", 0, Action.REJECT);
        List<StanceShift> first = turns("b", 10, Side.COOPERATIVE);
        ShiftTracker again = new ShiftTracker(KeyedState.inMemory(), KeyedState.inMemory());
        again.observe(stated(at("a", 0), own(stance(at("a", 0), Action.REJECT))), "s", false);
        assertThat(again.observe(turned(at("b", 10), Side.COOPERATIVE), "s", false)
                        .told())
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void articlesInAnyOrderEndOnTheSameSide(long seed) {
        Random random = new Random(seed);
        List<AnalyzedArticle> stream = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ArticleRef article = at("article-" + i, random.nextInt(200));
            int kind = random.nextInt(4);
            stream.add(
                    kind == 0
                            ? turned(article, random.nextBoolean() ? Side.CONFLICT : Side.COOPERATIVE)
                            : kind == 1
                                    ? turned(article, null)
                                    : stated(article, own(stance(article, kind == 2 ? Action.REJECT : Action.AGREE))));
        }
        stream.forEach(one -> tracker.observe(one, "s", false));
        String side = tracker.side(TRACK);

        for (int permutation = 0; permutation < 20; permutation++) {
            Collections.shuffle(stream, random);
            ShiftTracker other = new ShiftTracker(KeyedState.inMemory(), KeyedState.inMemory());
            stream.forEach(one -> other.observe(one, "s", false));
            assertThat(other.side(TRACK)).isEqualTo(side);
        }
    }

    @Test
    void aTrackStaysSmallHoweverLongItGoesOn() throws IOException {
        for (int day = 0; day < 100; day++) {
            ArticleRef article = at("urn:wire:article:" + day, day);
            Stance stance = stance(article, day % 2 == 0 ? Action.REJECT : Action.AGREE);
            stance.setQuote(
                    "Officials repeated familiar words concerning centrifuges, inspectors, enrichment. ".repeat(50));
            tracker.observe(stated(article, own(stance)), "s", false);
        }
        assertThat(tracks.keysAfter("", 10)).singleElement().satisfies(key -> {
            StanceTrack track = Objects.requireNonNull(tracks.get(key));
            assertThat(track.getObservations()).hasSize(ShiftTracker.MOST_OBSERVATIONS);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            StanceTrack.getEncoder().encode(track, bytes);
            assertThat(bytes.size()).isLessThan(4_000);
        });
    }

    @Test
    void whatNobodyHasSpokenOfForLongIsForgotten() {
        observe("old", 0, Action.REJECT);
        Stance young = stance(at("young", 170), Action.REJECT);
        young.setTarget("GBR");
        tracker.observe(stated(at("young", 170), own(young)), "s", false);

        tracker.sweep(NOON.plus(ShiftTracker.REMEMBERED).plusSeconds(1));

        assertThat(tracks.keysAfter("", 10)).containsExactly("IRN|GBR");
        assertThat(articles.keysAfter("", 10)).containsExactly("young");
    }

    private List<StanceShift> observe(String id, int day, Action action) {
        return tracker.observe(stated(at(id, day), own(stance(at(id, day), action))), "story-" + id, false)
                .told();
    }

    /** A stance that names no issue. */
    private List<StanceShift> observeAtLarge(String id, int day, Action action) {
        Stance stance = stance(at(id, day), action);
        stance.setIssue(null);
        return tracker.observe(stated(at(id, day), own(stance)), "story-" + id, false)
                .told();
    }

    private List<StanceShift> turns(String id, int day, @Nullable Side to) {
        return tracker.observe(turned(at(id, day), to), "story-" + id, false).told();
    }

    private static AnalyzedArticle stated(ArticleRef article, FoundStance found) {
        return analyzed(article).setStances(List.of(found)).build();
    }

    private static AnalyzedArticle turned(ArticleRef article, @Nullable Side to) {
        return analyzed(article)
                .setTurns(List.of(turn(to, "Tehran turned, " + article.getId() + " says.")))
                .build();
    }

    private static ArticleRef at(String id, int day) {
        return atHour(id, day, 0);
    }

    private static ArticleRef atHour(String id, int day, int hour) {
        return ArticleRef.newBuilder(article(id))
                .setPublishedAt(NOON.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour)))
                .build();
    }
}
