package io.redline.detector;

import io.redline.runtime.KeyedState;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.NewsroomEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts a backlog back into the order in which it was received. Partitions are read side by side, and what comes in as it
 * happens keeps its order by itself; of a backlog, one partition may be read to its end before another is begun, and which
 * report of a story was the first, and with it every id, would be left to chance. So what is late waits until each
 * partition has come as far, or has nothing more.
 */
final class BacklogOrder {

    /** What comes later than this after it was received is part of a backlog. */
    static final Duration LATE = Duration.ofSeconds(10);

    /** A partition that brings nothing for so long has nothing more. */
    static final Duration IDLE = Duration.ofSeconds(5);

    /** The most that is let go at once. */
    static final int AT_ONCE = 1_000;

    /** Sorts after every key. */
    private static final String LAST_KEY = String.valueOf(Character.MAX_VALUE);

    private final KeyedState<NewsroomEvent> waiting;
    private final Map<Integer, Lane> behind = new HashMap<>();
    private int size;
    private Instant heldSince;

    /** How far a partition has come that still brings what is late, and when that was. */
    private record Lane(Instant progress, Instant seenAt) {

        Lane notBefore(Lane earlier) {
            return earlier.progress().isAfter(progress) ? new Lane(earlier.progress(), seenAt) : this;
        }
    }

    /**
     * Holds events in this state, which is as large as a backlog is and so never larger than what the topic of articles
     * retains: to let go earlier would leave to chance what a replay has to find again.
     *
     * @param now time of day
     */
    BacklogOrder(KeyedState<NewsroomEvent> waiting, Instant now) {
        this.waiting = waiting;
        this.size = count(waiting);
        this.heldSince = now;
    }

    /**
     * Holds an event that is part of a backlog, or that comes while there is one.
     *
     * @param now time of day
     * @return false when the event need not wait
     */
    boolean holds(NewsroomEvent event, Instant now) {
        Instant received = received(event);
        boolean late = received.isBefore(now.minus(LATE));
        if (late) {
            behind.merge(event.getLane(), new Lane(received, now), (before, after) -> after.notBefore(before));
        } else {
            behind.remove(event.getLane());
        }
        if (size == 0 && !late) {
            return false;
        }
        if (size == 0) {
            heldSince = now;
        }
        size++;
        waiting.put(key(received.toEpochMilli()) + key(event.getLane()) + key(event.getOffset()), event);
        return true;
    }

    /**
     * Lets go what nothing earlier can come before, in the order in which it was received; more may be due when as many go as
     * can at once.
     *
     * @param now time of day
     * @param taker where it goes; what fails there does not come again, and what is behind it waits
     */
    void letGo(Instant now, Consumer<NewsroomEvent> taker) {
        if (size == 0 || heldSince.plus(IDLE).isAfter(now)) {
            return;
        }
        behind.values().removeIf(lane -> !lane.seenAt().plus(IDLE).isAfter(now));
        String end = behind.values().stream()
                .map(lane -> key(lane.progress().toEpochMilli()))
                .min(String::compareTo)
                .orElse(LAST_KEY);
        for (String key : waiting.keysAfter("", AT_ONCE)) {
            NewsroomEvent event = waiting.get(key);
            if (event == null || key.compareTo(end) >= 0) {
                return;
            }
            waiting.remove(key);
            size--;
            taker.accept(event);
        }
    }

    /**
     * Whether nothing waits, and nothing late is still to be expected: what has just been started may have a backlog before it
     * that it has not begun to read.
     *
     * @param now time of day
     */
    boolean isOver(Instant now) {
        return size == 0 && !heldSince.plus(IDLE).isAfter(now);
    }

    /** How many events wait. */
    int size() {
        return size;
    }

    private static int count(KeyedState<?> waiting) {
        int count = 0;
        List<String> page = waiting.keysAfter("", AT_ONCE);
        while (!page.isEmpty()) {
            count += page.size();
            page = waiting.keysAfter(page.get(page.size() - 1), AT_ONCE);
        }
        return count;
    }

    /** When an event came in. */
    static Instant received(NewsroomEvent event) {
        AnalyzedArticle article = event.getAnalyzed();
        if (article != null) {
            return article.getReceivedAt();
        }
        return event.getAcknowledgement() == null
                ? Instant.EPOCH
                : event.getAcknowledgement().getAt();
    }

    /** Digits that sort as the numbers do; times before 1970 come first, in no order. */
    private static String key(long number) {
        return "%019d|".formatted(Math.max(number, 0));
    }
}
