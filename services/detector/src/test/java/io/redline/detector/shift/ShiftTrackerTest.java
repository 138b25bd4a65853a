package io.redline.detector.shift;

import static io.redline.detector.Fixtures.NOON;
import static io.redline.detector.Fixtures.article;
import static io.redline.detector.Fixtures.own;
import static io.redline.detector.Fixtures.stance;
import static org.assertj.core.api.Assertions.assertThat;

import io.redline.detector.KeyedState;
import io.redline.schemas.Action;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.FoundStance;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShiftTrackerTest {

    private final ShiftTracker tracker = new ShiftTracker(KeyedState.inMemory(), KeyedState.inMemory());

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
        assertThat(tracker.observe("b", List.of(new FoundStance(recalled, "OWN", true, false)), "s", false))
                .isEmpty();
    }

    @Test
    void whatOthersClaimNeverShiftsAnybody() {
        observe("a", 0, Action.REJECT);
        Stance claimed = stance(at("b", 10), Action.AGREE);
        assertThat(tracker.observe("b", List.of(new FoundStance(claimed, "CLAIMED", false, false)), "s", false))
                .isEmpty();
    }

    @Test
    void aCopyOfAWireIsNoEvidence() {
        observe("a", 0, Action.REJECT);
        assertThat(tracker.observe("b", List.of(own(stance(at("b", 10), Action.AGREE))), "s", true))
                .isEmpty();
    }

    @Test
    void aStanceOnAnotherIssueIsNoShift() {
        observe("a", 0, Action.REJECT);
        Stance other = stance(at("b", 10), Action.AGREE);
        other.setIssue("tariffs");
        assertThat(tracker.observe("b", List.of(own(other)), "s", false)).isEmpty();
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
        again.observe("a", List.of(own(stance(at("a", 0), Action.REJECT))), "s", false);
        assertThat(again.observe("b", List.of(own(stance(at("b", 10), Action.AGREE))), "s", false))
                .singleElement()
                .satisfies(shift -> assertThat(shift.getId()).isEqualTo(id));
    }

    private List<StanceShift> observe(String id, int day, Action action) {
        return tracker.observe(id, List.of(own(stance(at(id, day), action))), "story-" + id, false);
    }

    private static ArticleRef at(String id, int day) {
        return ArticleRef.newBuilder(article(id))
                .setPublishedAt(NOON.plus(Duration.ofDays(day)))
                .build();
    }
}
