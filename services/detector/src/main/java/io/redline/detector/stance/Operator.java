package io.redline.detector.stance;

/** What a verb's reading is made of: an action of its own, or an operator over what the verb governs. */
enum Operator {
    ACTION,
    NEUTRAL,
    SAY,
    DO,
    INTEND,
    OFFER,
    REFUSE,
    STOP,
    CANCEL,
    URGE,
    DEMAND,
    CONSIDER,
    DENY,
    STATE,
    ENACT,
    FAIL,
    ALLOW,
    FORCE,
    THREATEN,
    WARN,
    TRY,
    HELP,
    JUDGE
}
