package io.redline.detector.shift;

import io.redline.schemas.Side;
import io.redline.schemas.internal.StanceObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows one actor's position in one affair through what articles say of it, in the order of their time: which side it
 * holds, and where it crosses over.
 *
 * <p>The position is a sum of the articles' weights, cooperative ones positive, that fades by half each {@link #HALF_LIFE}.
 * A side is held once the sum reaches {@link #HELD}. It is left in one of three ways: by a turn that an article states in so
 * many words; by a plain statement of the opposite, towards the same target and about the same issue; by a drift, once the
 * sum reaches {@link #CROSSED} on the other side, carried by {@link #DRIFT_ARTICLES} articles of {@link #DRIFT_SOURCES}
 * sources. After that the actor stays where it is for a while: {@link #TURN_REST}, {@link #REST}. A pure function of the
 * observations: however they came, the same ones give the same crossings.
 */
final class PositionRule {

    /** How fast what was said loses weight. */
    static final Duration HALF_LIFE = Duration.ofDays(90);

    /** Weight that makes a side the actor's. */
    static final double HELD = 0.5;

    /** Weight on the other side by which a drift has crossed over. */
    static final double CROSSED = 1.2;

    /** The most a position weighs, so that a long record on one side can be left too. */
    static final double MOST = 2;

    /** Weight of a turn. */
    static final double TURN = 2;

    /** Weight of a side firm enough to be left by a turn that does not say where it goes. */
    static final double FIRM = 1;

    /** Words in common by which a turn without an object is about what was held. */
    private static final int SAME_WORDS = 3;

    /** Words in common by which any turn is about what was held. */
    private static final int MUCH_IN_COMMON = 5;

    /** Articles that a drift needs. */
    static final int DRIFT_ARTICLES = 3;

    /** Sources that a drift needs. */
    static final int DRIFT_SOURCES = 2;

    /** How long after a crossing no turn counts as another. */
    static final Duration TURN_REST = Duration.ofHours(12);

    /** How long a turn is told again, so that one that does not say where it goes is the same. */
    static final Duration RETOLD = Duration.ofDays(7);

    /** How long after a crossing nothing but a turn counts as another, and after a contradiction no other does. */
    static final Duration REST = Duration.ofDays(5);

    /** Weight of a plain statement: in the lead, sure, with neither hedge nor condition. */
    static final double PLAIN = 0.8;

    private PositionRule() {}

    /**
     * A crossing from one side to the other.
     *
     * @param before the newest observation of the side left
     * @param after the observation that completes the crossing
     * @param to the side crossed to
     * @param sources sources that carry the new side, from its first observation since it was last left
     */
    record Crossing(StanceObservation before, StanceObservation after, String to, Set<String> sources) {}

    /**
     * Where an actor stands after all observations.
     *
     * @param side the side held; null while there is not enough to say
     * @param crossings where it crossed over, in the order of time
     */
    record Course(@Nullable String side, List<Crossing> crossings) {}

    /** The course of a position through observations, which are in the order of their time. */
    static Course follow(List<StanceObservation> observations) {
        Follower follower = new Follower();
        int at = 0;
        while (at < observations.size()) {
            int end = at + 1;
            while (end < observations.size()
                    && observations
                            .get(end)
                            .getArticle()
                            .equals(observations.get(at).getArticle())) {
                end++;
            }
            follower.take(observations.subList(at, end));
            at = end;
        }
        return new Course(follower.held, follower.crossings);
    }

    static String opposite(@Nullable String side) {
        return Side.CONFLICT.code().equals(side) ? Side.COOPERATIVE.code() : Side.CONFLICT.code();
    }

    private static final class Follower {
        private final List<Crossing> crossings = new ArrayList<>();
        private double position;
        private @Nullable Instant last;
        private @Nullable Instant turned;
        private @Nullable Instant crossed;
        private @Nullable Instant contradicted;

        // Of the side held.
        private @Nullable String held;
        private @Nullable StanceObservation newestHeld;
        private final Set<List<String>> heldOn = new HashSet<>();
        private final Set<Integer> heldWords = new HashSet<>();

        // Of the other side, since the side held was last stated.
        private int others;
        private Set<String> otherSources = new HashSet<>();

        /** Takes in what one article says. */
        void take(List<StanceObservation> article) {
            Instant at = article.get(0).getAt();
            fade(at);
            if (turned(article)) {
                return;
            }
            double sum = article.stream()
                    .filter(one -> !one.getTurn())
                    .mapToDouble(PositionRule::signed)
                    .sum();
            double said = Math.max(-1, Math.min(1, sum));
            position = Math.max(-MOST, Math.min(MOST, position + said));
            if (said == 0) {
                return;
            }
            String side = said > 0 ? Side.COOPERATIVE.code() : Side.CONFLICT.code();
            StanceObservation strongest = strongest(article, side);
            if (held == null) {
                if (Math.abs(position) >= HELD && (position > 0) == (said > 0)) {
                    hold(side, strongest);
                }
            } else if (side.equals(held)) {
                hold(side, strongest);
            } else {
                otherSources.add(strongest.getSource());
                others++;
                boolean drifted = (position > 0) == (said > 0)
                        && Math.abs(position) >= CROSSED
                        && others >= DRIFT_ARTICLES
                        && otherSources.size() >= DRIFT_SOURCES;
                boolean calm = contradicted == null || !at.isBefore(contradicted.plus(REST));
                contradicted = at;
                if (rested(at, REST) && (drifted || calm && contradicts(strongest))) {
                    cross(strongest, strongest);
                    position = said > 0 ? Math.max(position, FIRM) : Math.min(position, -FIRM);
                }
            }
        }

        /** Whether a plain statement is the opposite of one that the side held rests on: same target, same issue. */
        private boolean contradicts(StanceObservation said) {
            return said.getWeight() >= PLAIN
                    && said.getTarget() != null
                    && said.getIssue() != null
                    && heldOn.contains(List.of(said.getTarget(), said.getIssue()));
        }

        /** Takes in the first turn that says where it goes, or else the first that is away from the side held. */
        private boolean turned(List<StanceObservation> article) {
            for (StanceObservation one : article) {
                if (one.getTurn() && one.getSide() != null) {
                    return turn(one);
                }
            }
            return article.stream().anyMatch(one -> one.getTurn() && turn(one));
        }

        /** Takes in a turn; false where it says nothing of the side held. */
        private boolean turn(StanceObservation turn) {
            String to = turn.getSide();
            if (to == null) {
                // Away from the side held, if it is what was held that is ended.
                long common =
                        turn.getWords().stream().filter(heldWords::contains).count();
                boolean ends = common >= MUCH_IN_COMMON
                        || turn.getObject().isEmpty() && common >= SAME_WORDS
                        || turn.getObject().stream().anyMatch(heldWords::contains);
                boolean retold = turned != null && turn.getAt().isBefore(turned.plus(RETOLD));
                if (held == null || !ends || retold || Math.abs(position) < FIRM) {
                    return false;
                }
                to = opposite(held);
            }
            StanceObservation sided = turn.getSide() != null
                    ? turn
                    : StanceObservation.newBuilder(turn).setSide(to).build();
            otherSources.add(turn.getSource());
            turned = turn.getAt();
            if (held == null && turn.getOwn()) {
                newestHeld = StanceObservation.newBuilder(sided)
                        .setSide(opposite(to))
                        .setScore(SightingReader.turnScore(opposite(to)))
                        .build();
                cross(turn, sided);
            } else if (held == null || held.equals(to)) {
                hold(to, sided);
            } else if (rested(turn.getAt(), TURN_REST)) {
                cross(turn, sided);
            } else {
                return true;
            }
            position = to.equals(Side.COOPERATIVE.code()) ? TURN : -TURN;
            return true;
        }

        private void cross(StanceObservation after, StanceObservation sided) {
            String to = String.valueOf(sided.getSide());
            if (newestHeld != null) {
                crossings.add(new Crossing(newestHeld, after, to, Set.copyOf(otherSources)));
            }
            crossed = after.getAt();
            hold(to, sided);
        }

        private void hold(String side, StanceObservation newest) {
            if (!side.equals(held)) {
                heldWords.clear();
                heldOn.clear();
            }
            heldWords.addAll(newest.getWords());
            if (newest.getTarget() != null && newest.getIssue() != null) {
                heldOn.add(List.of(newest.getTarget(), newest.getIssue()));
            }
            held = side;
            newestHeld = newest;
            otherSources = new HashSet<>();
            others = 0;
        }

        private boolean rested(Instant at, Duration rest) {
            return crossed == null || !at.isBefore(crossed.plus(rest));
        }

        private void fade(Instant at) {
            if (last != null) {
                position *= Math.pow(0.5, (double) Duration.between(last, at).toMillis() / HALF_LIFE.toMillis());
            }
            last = at;
        }

        private static StanceObservation strongest(List<StanceObservation> article, String side) {
            StanceObservation strongest = article.get(0);
            for (StanceObservation one : article) {
                boolean better = side.equals(one.getSide())
                        && (!side.equals(strongest.getSide()) || one.getWeight() > strongest.getWeight());
                if (better) {
                    strongest = one;
                }
            }
            return strongest;
        }
    }

    private static double signed(StanceObservation observation) {
        return Side.CONFLICT.code().equals(observation.getSide()) ? -observation.getWeight() : observation.getWeight();
    }
}
