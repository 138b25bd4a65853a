package io.redline.detector.shift;

import io.redline.schemas.internal.StanceObservation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells whether two things that articles say of one actor belong to one affair, so that one can be a change of the other. */
final class AffairRule {

    /** Words in common that make one affair of what names no issue, or the same. */
    private static final int WORDS = 2;

    /** Words in common that make one affair of what names different issues. */
    private static final int WORDS_ACROSS_ISSUES = 4;

    /** Words in common that tie a crossing of an actor of many affairs together where it names nothing. */
    private static final int WORDS_OF_ONE_AFFAIR = 3;

    private AffairRule() {}

    /**
     * Whether an earlier observation is one of the affair that a later one is about: towards the same target or about the
     * same issue, or in the same words. A different issue sets them apart unless the words are much the same; an issue of
     * null is about relations at large.
     *
     * @param few whether the actor has few affairs, so that only other targets set things apart
     */
    static boolean related(StanceObservation one, StanceObservation other, boolean few) {
        boolean targetsDiffer = differ(one.getTarget(), other.getTarget());
        if (one.getTurn() && other.getTurn() && one.getStory() == other.getStory()) {
            return true;
        }
        if (!targetsDiffer && (ends(one, other) || ends(other, one))) {
            return true;
        }
        int common = common(one.getWords(), other.getWords());
        if (differ(one.getIssue(), other.getIssue())) {
            return !targetsDiffer && (few || common >= WORDS_ACROSS_ISSUES);
        }
        boolean sameTarget = one.getTarget() != null && Objects.equals(one.getTarget(), other.getTarget());
        boolean sameIssue = one.getIssue() != null && Objects.equals(one.getIssue(), other.getIssue());
        return sameTarget && (sameIssue || common >= 1)
                || sameIssue && !targetsDiffer && common >= 2
                || common >= WORDS
                || few && !targetsDiffer;
    }

    /**
     * Whether what was held and what was crossed to are tied closely enough for an actor of many affairs: both name a
     * target or an issue, or they have much of their words in common.
     */
    static boolean tied(StanceObservation before, StanceObservation after) {
        return before.equals(after)
                || names(before) && names(after)
                || common(before.getWords(), after.getWords()) >= WORDS_OF_ONE_AFFAIR;
    }

    private static boolean names(StanceObservation one) {
        return one.getTarget() != null || one.getIssue() != null;
    }

    /** Whether a turn ends or takes up again what the other is about. */
    private static boolean ends(StanceObservation turn, StanceObservation other) {
        return turn.getTurn()
                && common(turn.getObject(), other.getWords()) > 0
                && common(turn.getWords(), other.getWords()) >= 2;
    }

    static int common(List<Integer> words, List<Integer> others) {
        int common = 0;
        for (Integer word : words) {
            if (others.contains(word)) {
                common++;
            }
        }
        return common;
    }

    private static boolean differ(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !one.equals(other);
    }
}
