package io.redline.matcher;

/**
 * Something an article must hold before a watch is looked at: an atom, or two atoms side by side.
 *
 * @param first id of the atom, or of the first of the pair
 * @param second id of the second atom of the pair, {@value #NONE} for a single atom
 * @param fields the fields in which the first must stand
 * @param guards atoms of which the article must hold at least one as well; none if empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Anchor(int first, int second, int fields, int[] guards) {
    static final int NONE = -1;

    private static final int[] UNGUARDED = {};

    static Anchor of(int atom, int fields) {
        return new Anchor(atom, NONE, fields, UNGUARDED);
    }

    static Anchor of(int first, int second, int fields) {
        return new Anchor(first, second, fields, UNGUARDED);
    }

    boolean isPair() {
        return second != NONE;
    }

    /** This anchor with guards, unless it has some already. */
    Anchor guardedBy(int[] atoms) {
        return guards.length == 0 ? new Anchor(first, second, fields, atoms) : this;
    }
}
