package io.redline.matcher;

import java.util.List;

/** A watch as the index keeps it. What it costs is counted without locks, so a count can be lost now and then. */
final class RegisteredWatch {
    final String id;
    final Clause clause;
    final int slot;
    final List<Anchor> anchors;

    private int looks;
    private int matches;
    private int timed;
    private long nanos;

    RegisteredWatch(String id, Clause clause, int slot, List<Anchor> anchors) {
        this.id = id;
        this.clause = clause;
        this.slot = slot;
        this.anchors = List.copyOf(anchors);
    }

    void count(boolean matched) {
        looks++;
        if (matched) {
            matches++;
        }
    }

    void time(long elapsed) {
        timed++;
        nanos += elapsed;
    }

    WatchCost cost() {
        return new WatchCost(id, looks, matches, timed == 0 ? 0 : nanos / timed);
    }
}
