package io.redline.detector.shift;

import static io.redline.detector.Fixtures.NOON;
import static io.redline.detector.Fixtures.article;
import static io.redline.detector.Fixtures.own;
import static io.redline.detector.Fixtures.stance;
import static org.assertj.core.api.Assertions.assertThat;

import io.redline.runtime.KeyedState;
import io.redline.schemas.Action;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.FoundStance;
import io.redline.schemas.internal.StanceTrack;
import io.redline.schemas.internal.TrackedArticle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ShiftTrackerTest {

    private final KeyedState<StanceTrack> tracks = KeyedState.inMemory();
    private final KeyedState<TrackedArticle> articles = KeyedState.inMemory();
    private final ShiftTracker tracker = new ShiftTracker(tracks, articles);

    @Test
    void fromRefusalToReadinessForTalksIsAShift() {
        assertThat(observe("a", 0, Action.REJECT)).isEmpty();
        assertThat(observe("b", 10, Action.AGREE)).singleElement().satisfies(shift -> {
            assertThat(shift.getFrom()).isEqualTo("conflict");
            assertThat(shift.getTo()).isEqualTo("cooperative");
            assertThat(shift.getDelta()).isEqualTo(4.5);
            assertThat(shift.getEvidence()).extracting("article").containsExactly("a", "b");
        });
    }

    @Test
    void theSameSideAgainIsNoShift() {
        observe("a", 0, Action.REJECT);
        assertThat(observe("b", 10, Action.THREATEN)).isEmpty();
    }

    @Test
    void aRecapNeverShiftsAnybody() {
        observe("a", 0, Action.REJECT);
        Stance recalled = stance(at("b", 10), Action.AGREE);
        assertThat(tracker.observe(at("b", 10), List.of(new FoundStance(recalled, "OWN", true, false)), false))
                .isEmpty();
    }

    @Test
    void whatOthersClaimNeverShiftsAnybody() {
        observe("a", 0, Action.REJECT);
        Stance claimed = stance(at("b", 10), Action.AGREE);
        assertThat(tracker.observe(at("b", 10), List.of(new FoundStance(claimed, "CLAIMED", false, false)), false))
                .isEmpty();
    }

    @Test
    void aCopyOfAWireIsNoEvidence() {
        observe("a", 0, Action.REJECT);
        assertThat(tracker.observe(at("b", 10), List.of(own(stance(at("b", 10), Action.AGREE))), true))
                .isEmpty();
    }

    @Test
    void aStanceOnAnotherIssueIsNoShift() {
        observe("a", 0, Action.REJECT);
        Stance other = stance(at("b", 10), Action.AGREE);
        other.setIssue("tariffs");
        assertThat(tracker.observe(at("b", 10), List.of(own(other)), false)).isEmpty();
    }

    @Test
    void aKilledArticleLeavesNoStanceBehind() {
        observe("a", 0, Action.REJECT);
        tracker.withdraw("a");
        assertThat(observe("b", 10, Action.AGREE)).isEmpty();
    }

    @Test
    void theSameInputGivesTheSameShiftId() {
        observe("a", 0, Action.REJECT);
        String id = observe("b", 10, Action.AGREE).get(0).getId();
        ShiftTracker again = new ShiftTracker(KeyedState.inMemory(), KeyedState.inMemory());
        again.observe(at("a", 0), List.of(own(stance(at("a", 0), Action.REJECT))), false);
        assertThat(again.observe(at("b", 10), List.of(own(stance(at("b", 10), Action.AGREE))), false))
                .singleElement()
                .satisfies(shift -> assertThat(shift.getId()).isEqualTo(id));
    }

    @Test
    void aTrackStaysSmallHoweverLongItGoesOn() throws IOException {
        for (int day = 0; day < 100; day++) {
            ArticleRef article = at("urn:wire:article:" + day, day);
            Stance stance = stance(article, day % 2 == 0 ? Action.REJECT : Action.AGREE);
            stance.setQuote("They said so. ".repeat(100));
            tracker.observe(article, List.of(own(stance)), false);
        }
        assertThat(tracks.keysAfter("", 10)).singleElement().satisfies(key -> {
            StanceTrack track = Objects.requireNonNull(tracks.get(key));
            assertThat(track.getObservations()).hasSize(ShiftTracker.MOST_OBSERVATIONS);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            StanceTrack.getEncoder().encode(track, bytes);
            assertThat(bytes.size()).isLessThan(2_500);
        });
    }

    @Test
    void whatNobodyHasSpokenOfForLongIsForgotten() {
        observe("old", 0, Action.REJECT);
        Stance young = stance(at("young", 170), Action.REJECT);
        young.setTarget("GBR");
        tracker.observe(at("young", 170), List.of(own(young)), false);

        tracker.sweep(NOON.plus(ShiftTracker.REMEMBERED).plusSeconds(1));

        assertThat(tracks.keysAfter("", 10)).containsExactly("IRN|GBR");
        assertThat(articles.keysAfter("", 10)).containsExactly("young");
    }

    private List<StanceShift> observe(String id, int day, Action action) {
        return tracker.observe(at(id, day), List.of(own(stance(at(id, day), action))), false);
    }

    private static ArticleRef at(String id, int day) {
        return ArticleRef.newBuilder(article(id))
                .setPublishedAt(NOON.plus(Duration.ofDays(day)))
                .build();
    }
}
