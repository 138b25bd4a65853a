package io.redline.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redline.runtime.KeyedState;
import io.redline.schemas.AcknowledgementRequest;
import io.redline.schemas.internal.NewsroomEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogOrderTest {

    private static final Instant NOW = Fixtures.NOON;
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(3));

    private final KeyedState<NewsroomEvent> waiting = KeyedState.inMemory();
    private BacklogOrder order = new BacklogOrder(waiting, NOW);
    private int offset;

    @Test
    void whatComesAsItHappensDoesNotWait() {
        assertThat(order.holds(article(0, "a", NOW.minusSeconds(1)), NOW)).isFalse();
        assertThat(released(NOW)).isEmpty();
    }

    @Test
    void aBacklogIsTakenInTheOrderInWhichItWasReceivedThoughOnePartitionIsReadFirst() {
        hold(0, "a", LONG_AGO.plusSeconds(1));
        hold(0, "c", LONG_AGO.plusSeconds(3));
        hold(1, "b", LONG_AGO.plusSeconds(2));
        hold(1, "d", LONG_AGO.plusSeconds(4));
        assertThat(released(NOW.plus(BacklogOrder.IDLE))).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatIsLateWaitsForAPartitionThatIsStillBehind() {
        hold(0, "c", LONG_AGO.plusSeconds(3));
        Instant later = NOW.plus(BacklogOrder.IDLE);
        order.holds(article(1, "a", LONG_AGO.plusSeconds(1)), later);
        order.holds(article(0, "d", LONG_AGO.plusSeconds(4)), later);
        assertThat(released(later)).isEmpty();
        order.holds(article(1, "b", LONG_AGO.plusSeconds(2)), later);
        assertThat(released(later)).containsExactly("a");
        assertThat(released(later.plus(BacklogOrder.IDLE))).containsExactly("b", "c", "d");
    }

    @Test
    void whatComesNowWaitsForTheBacklogBeforeIt() {
        hold(0, "old", LONG_AGO);
        assertThat(order.holds(article(1, "new", NOW), NOW)).isTrue();
        assertThat(released(NOW.plus(BacklogOrder.IDLE))).containsExactly("old", "new");
        assertThat(order.holds(article(1, "newer", NOW.plusSeconds(6)), NOW.plusSeconds(6)))
                .isFalse();
    }

    @Test
    void whereEveryPartitionHasCaughtUpNothingWaitsForTheNext() {
        hold(0, "old", LONG_AGO);
        Instant then = NOW.plus(BacklogOrder.IDLE);
        order.holds(article(0, "new", then), then);
        assertThat(released(then)).containsExactly("old", "new");
    }

    @Test
    void whatWaitsIsThereAfterARestart() {
        hold(0, "b", LONG_AGO.plusSeconds(2));
        order = new BacklogOrder(waiting, NOW.plusSeconds(60));
        order.holds(article(1, "a", LONG_AGO.plusSeconds(1)), NOW.plusSeconds(60));
        assertThat(order.size()).isEqualTo(2);
        assertThat(released(NOW.plusSeconds(60).plus(BacklogOrder.IDLE))).containsExactly("a", "b");
        assertThat(order.size()).isZero();
    }

    @Test
    void aBacklogIsOverOnceNothingWaitsAndNothingIsToBeExpected() {
        assertThat(order.isOver(NOW)).as("just started").isFalse();
        Instant then = NOW.plus(BacklogOrder.IDLE);
        assertThat(order.isOver(then)).isTrue();
        order.holds(article(0, "old", LONG_AGO), then);
        assertThat(order.isOver(then.plus(BacklogOrder.IDLE))).as("waits").isFalse();
        assertThat(released(then.plus(BacklogOrder.IDLE))).containsExactly("old");
        assertThat(order.isOver(then.plus(BacklogOrder.IDLE))).isTrue();
    }

    @Test
    void anAcknowledgementComesAfterWhatItAcknowledges() {
        NewsroomEvent ack = NewsroomEvent.newBuilder()
                .setAcknowledgement(
                        new AcknowledgementRequest("alert-1", "talks", "ana", null, LONG_AGO.plusSeconds(5), false))
                .setLane(1)
                .build();
        order.holds(ack, NOW);
        hold(0, "a", LONG_AGO);
        List<Boolean> acknowledgements = new ArrayList<>();
        order.letGo(NOW.plus(BacklogOrder.IDLE), event -> acknowledgements.add(event.getAcknowledgement() != null));
        assertThat(acknowledgements).containsExactly(false, true);
    }

    @Test
    void whatFailsTakesNothingBehindItWithIt() {
        hold(0, "bad", LONG_AGO.plusSeconds(1));
        hold(0, "good", LONG_AGO.plusSeconds(2));
        Instant then = NOW.plus(BacklogOrder.IDLE);
        assertThatThrownBy(() -> order.letGo(then, event -> {
                    throw new IllegalArgumentException("unfit");
                }))
                .hasMessage("unfit");
        assertThat(released(then)).containsExactly("good");
    }

    @Test
    void soManyAreLetGoAtOnce() {
        for (int i = 0; i < BacklogOrder.AT_ONCE + 10; i++) {
            hold(0, "a" + i, LONG_AGO.plusSeconds(i));
        }
        Instant then = NOW.plus(BacklogOrder.IDLE);
        assertThat(released(then)).hasSize(BacklogOrder.AT_ONCE);
        assertThat(released(then)).hasSize(10);
        assertThat(order.holds(article(0, "new", then), then)).isFalse();
    }

    private void hold(int lane, String id, Instant received) {
        assertThat(order.holds(article(lane, id, received), NOW)).isTrue();
    }

    private List<String> released(Instant now) {
        List<String> ids = new ArrayList<>();
        order.letGo(now, event -> ids.add(event.getAnalyzed().getArticle().getId()));
        return ids;
    }

    private NewsroomEvent article(int lane, String id, Instant received) {
        return NewsroomEvent.newBuilder()
                .setAnalyzed(Fixtures.analyzed(Fixtures.article(id))
                        .setReceivedAt(received)
                        .build())
                .setLane(lane)
                .setOffset(offset++)
                .build();
    }
}
