package io.redline.benchmarks;

/** How a {@link Receiver} treats what it is sent. */
enum Manner {
    /** Takes everything at once. */
    PROMPT,
    /** Takes everything, after a second or so. */
    SLOW,
    /** Takes everything, except while nobody listens at its port. */
    AWAY_AT_TIMES,
    /** Answers every fourth attempt with 429 and asks to be left alone for a second. */
    BUSY,
    /** Answers every third attempt with 500. */
    BROKEN,
    /** Answers every third attempt with what is not HTTP. */
    GARBLED,
    /** Answers 410 to everything. */
    GONE,
    /** Takes connections and never answers. */
    MUTE;

    /** True when whatever is sent often enough is taken in the end. */
    boolean living() {
        return this != GONE && this != MUTE;
    }
}
