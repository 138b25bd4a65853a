package io.redline.matcher;

import io.redline.schemas.Side;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceCriteria;
import io.redline.schemas.StanceShift;
import org.jspecify.annotations.Nullable;

/** Whether a stance or a shift is one that a watch asks for. A criterion that is null asks for nothing. */
public final class StanceFilter {

    private StanceFilter() {}

    /** True when the stance meets the criteria. A neutral stance has to be asked for by its side. */
    public static boolean meets(@Nullable StanceCriteria criteria, Stance stance) {
        if (criteria == null || criteria.getSide() == null) {
            if (stance.getSide().equals(Side.NEUTRAL.code())) {
                return false;
            }
        }
        return criteria == null
                || (asks(criteria.getActor(), stance.getActor())
                        && asks(criteria.getTarget(), stance.getTarget())
                        && asks(criteria.getIssue(), stance.getIssue())
                        && asks(criteria.getSide(), stance.getSide())
                        && stance.getConfidence() >= criteria.getMinConfidence());
    }

    /** True when the shift meets the criteria; the side asked for is the one it arrives at. */
    public static boolean meets(@Nullable StanceCriteria criteria, StanceShift shift) {
        return criteria == null
                || (asks(criteria.getActor(), shift.getActor())
                        && asks(criteria.getTarget(), shift.getTarget())
                        && asks(criteria.getIssue(), shift.getIssue())
                        && asks(criteria.getSide(), shift.getTo())
                        && shift.getConfidence() >= criteria.getMinConfidence());
    }

    private static boolean asks(@Nullable String wanted, @Nullable String found) {
        return wanted == null || wanted.equals(found);
    }
}
