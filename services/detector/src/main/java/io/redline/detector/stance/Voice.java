package io.redline.detector.stance;

/** Whose word a stance rests on. */
public enum Voice {
    /** The actor's own words or deed. */
    OWN,
    /** The outlet reports it without naming who says so. */
    REPORTED,
    /** Another party says it about the actor. */
    CLAIMED,
    /** An analyst, expert or commentator does it; what such a one says of others is no stance at all. */
    ANALYST
}
