package io.redline.schemas;

import org.jspecify.annotations.NullMarked;

/**
 * What an actor does to a target: the categories of PLOVER, with their place on the Goldstein scale from -10 to +10.
 *
 * <p>Scores are those of the PLOVER manual (2021). ACCUSE is -3, since the manual's table prints +3 while its modes run
 * from -2 to -3.5. YIELD joins the manual's CONCEDE (+4.5) and RETREAT (+6.5).
 */
@NullMarked
public enum Action {
    AGREE(2.5),
    CONSULT(2.5),
    SUPPORT(5.0),
    COOPERATE(9.5),
    AID(10.0),
    YIELD(4.5),
    REQUEST(0.0),
    ACCUSE(-3.0),
    REJECT(-2.0),
    THREATEN(-3.5),
    PROTEST(-5.0),
    SANCTION(-6.0),
    MOBILIZE(-5.5),
    COERCE(-7.0),
    ASSAULT(-9.0);

    private final double score;

    Action(double score) {
        this.score = score;
    }

    /** The category's place on the Goldstein scale. */
    public double score() {
        return score;
    }

    /** The side the category belongs to: AGREE to YIELD are cooperative, REQUEST to ASSAULT are conflict. */
    public Side side() {
        return ordinal() <= YIELD.ordinal() ? Side.COOPERATIVE : Side.CONFLICT;
    }
}
