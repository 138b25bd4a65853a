package io.redline.detector.source;

import io.redline.runtime.Ids;
import io.redline.runtime.KeyedState;
import io.redline.runtime.Sweep;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.internal.SourceHabit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows how often each source sends something, and which of them has gone quiet against its habit. Learns by the time of
 * receipt alone, so that a replay learns the same; who is silent is asked for by the time of day, and nobody is while the
 * stream is behind.
 */
public final class SourceBook {

    /** A source is followed, but not judged, before it was heard for so long: two of each day of the week. */
    static final Duration LEARNED_FOR = Duration.ofDays(14);

    /** As long as a source has sent less than this in all, too little is known of it. */
    static final int LEAST_ARTICLES = 30;

    /** Never a silence, however much a source usually sends: feeds are polled, and connections are made anew. */
    static final Duration LEAST_SILENCE = Duration.ofMinutes(10);

    /** The most sources that are followed; further ones are not, until some have not been heard for {@link #FORGOTTEN_AFTER}. */
    static final int MOST_SOURCES = 10_000;

    /** A source that was not heard for so long is forgotten. */
    static final Duration FORGOTTEN_AFTER = Duration.ofDays(56);

    /** Silences are learned once there are paces to measure them by. */
    private static final Duration PACE_LEARNED_FOR = Duration.ofDays(7);

    private static final double LEAST_MISSED = 9;
    private static final double TIMES_THE_LONGEST = 2;
    private static final double LONGEST_KEPT_A_WEEK = 0.95;
    private static final double HOURS_A_WEEK = HourlyPace.HOURS;

    /** An article that comes later than this after it was received is part of a backlog. */
    private static final Duration CAUGHT_UP = Duration.ofMinutes(1);

    /** More than half of at least so many sources do not fall silent at once: the way to them is broken. */
    private static final int FEW_SOURCES = 4;

    /** Sorts after every source. */
    private static final String LAST = String.valueOf(Character.MAX_VALUE);

    private final KeyedState<SourceHabit> habits;
    private final Sweep<SourceHabit> sweep;
    private int followed;
    private Instant listeningSince;

    /**
     * A book kept in this state.
     *
     * @param habits keyed by source
     * @param now when the stream begins to listen: what was not heard before then is not held against anybody
     */
    public SourceBook(KeyedState<SourceHabit> habits, Instant now) {
        this.habits = habits;
        this.sweep = new Sweep<>(habits);
        this.followed = habits.keysWithPrefix("").size();
        this.listeningSince = now;
    }

    /**
     * Takes note of a sign of life.
     *
     * @param article what a source sent; an empty name is nobody
     * @param toBeTold whether that may be told, now that it comes
     * @param receivedAt when it was received
     * @param now time of day
     * @return the silence that this ends, if one was told of
     */
    public Optional<Silence> heard(ArticleRef article, boolean toBeTold, Instant receivedAt, Instant now) {
        if (receivedAt.isBefore(now.minus(CAUGHT_UP))) {
            listeningSince = now;
        }
        String source = article.getSource();
        if (source.isBlank()) {
            return Optional.empty();
        }
        SourceHabit habit = habits.get(source);
        if (habit == null) {
            begin(source, toBeTold ? article : null, receivedAt);
            return Optional.empty();
        }
        ArticleRef last = toBeTold ? article : without(article, habit.getArticle());
        // Partitions are read side by side, so that articles of one source come a little out of order.
        Instant heardAt = receivedAt.isAfter(habit.getHeardAt()) ? receivedAt : habit.getHeardAt();
        HourlyPace pace = pace(habit);
        double missed = pace.expected(habit.getHeardAt(), heardAt);
        double most = mostUsuallyMissed(habit);
        boolean unusual = judged(habit) && missed > most;
        HourlyPace learned = unusual
                ? pace.learnedAsUsual(habit.getThisHour(), heardAt)
                : pace.learned(habit.getThisHour(), heardAt);
        boolean sameHour = learned == pace;
        habits.put(
                source,
                SourceHabit.newBuilder(habit)
                        .setHeardAt(heardAt)
                        .setArticle(last)
                        .setArticles(habit.getArticles() + 1)
                        .setThisHour(sameHour ? habit.getThisHour() + 1 : 1)
                        .setHours(learned.counts())
                        .setLongest(longest(habit, heardAt, Math.min(missed, most)))
                        .setSilence(null)
                        .build());
        return habit.getSilence() == null || last == null
                ? Optional.empty()
                : Optional.of(new Silence(
                        habit.getSilence(),
                        source,
                        last,
                        Duration.between(habit.getHeardAt(), heardAt),
                        Math.round(missed)));
    }

    /**
     * Looks who has gone quiet since the last look.
     *
     * @param now time of day
     * @return silences that begin to be told of; none where most sources seem silent, for then the way to them is broken
     */
    public List<Silence> newlySilent(Instant now) {
        List<SourceHabit> silent = new ArrayList<>();
        int judged = 0;
        int quiet = 0;
        try (KeyedState.Values<SourceHabit> all = habits.between("", LAST)) {
            while (all.hasNext()) {
                SourceHabit habit = all.next();
                if (judged(habit)) {
                    judged++;
                    if (habit.getSilence() != null) {
                        quiet++;
                    } else if (isSilent(habit, now)) {
                        quiet++;
                        silent.add(habit);
                    }
                }
            }
        }
        if (judged >= FEW_SOURCES && quiet > judged / 2) {
            return List.of();
        }
        return silent.stream().map(habit -> told(habit, now)).toList();
    }

    /**
     * Forgets sources that have not been heard for long, a part of them at a time.
     *
     * @param now event time
     */
    public void forget(Instant now) {
        sweep.forget(habit -> habit.getHeardAt().plus(FORGOTTEN_AFTER).isBefore(now));
        followed = habits.keysWithPrefix("").size();
    }

    /** How many sources are followed. */
    public int followed() {
        return followed;
    }

    private void begin(String source, @Nullable ArticleRef article, Instant receivedAt) {
        if (followed == MOST_SOURCES) {
            return;
        }
        followed++;
        habits.put(
                source,
                SourceHabit.newBuilder()
                        .setSource(source)
                        .setSince(receivedAt)
                        .setHeardAt(receivedAt)
                        .setArticle(article)
                        .setArticles(1)
                        .setThisHour(1)
                        .setHours(List.of())
                        .setLongest(0)
                        .build());
    }

    /** The last article, of which nothing is shown any more once a version of it has come that may not be told. */
    private static @Nullable ArticleRef without(ArticleRef untold, @Nullable ArticleRef last) {
        return last == null || !last.getId().equals(untold.getId())
                ? last
                : ArticleRef.newBuilder(last).setHeadline("").setUrl(null).build();
    }

    private boolean isSilent(SourceHabit habit, Instant now) {
        Instant from = habit.getHeardAt().isAfter(listeningSince) ? habit.getHeardAt() : listeningSince;
        return from.plus(LEAST_SILENCE).isBefore(now) && pace(habit).expected(from, now) > mostUsuallyMissed(habit);
    }

    private Silence told(SourceHabit habit, Instant now) {
        ArticleRef last = Objects.requireNonNull(habit.getArticle(), "nobody is judged who has sent nothing to tell");
        String id = Ids.of("silence", habit.getSource(), last.getId(), last.getVersion(), habit.getHeardAt());
        habits.put(
                habit.getSource(), SourceHabit.newBuilder(habit).setSilence(id).build());
        return new Silence(
                id,
                habit.getSource(),
                last,
                Duration.between(habit.getHeardAt(), now),
                Math.round(pace(habit).expected(habit.getHeardAt(), now)));
    }

    private static boolean judged(SourceHabit habit) {
        return habit.getArticles() >= LEAST_ARTICLES
                && habit.getArticle() != null
                && !habit.getSince().plus(LEARNED_FOR).isAfter(habit.getHeardAt());
    }

    /** How many articles may be missing before a silence is out of the way. */
    private static double mostUsuallyMissed(SourceHabit habit) {
        return Math.max(LEAST_MISSED, TIMES_THE_LONGEST * habit.getLongest());
    }

    /** The longest silence so far, after another one that ended at this time. */
    private static float longest(SourceHabit habit, Instant heardAt, double missed) {
        if (habit.getSince().plus(PACE_LEARNED_FOR).isAfter(heardAt)) {
            return 0;
        }
        double weeks = Duration.between(habit.getHeardAt(), heardAt).toHours() / HOURS_A_WEEK;
        return (float) Math.max(habit.getLongest() * Math.pow(LONGEST_KEPT_A_WEEK, weeks), missed);
    }

    private static HourlyPace pace(SourceHabit habit) {
        return HourlyPace.of(habit.getHours(), habit.getSince(), habit.getHeardAt());
    }
}
