package io.redline.matcher;

import java.util.Arrays;

/**
 * The watches that may match an article holding one anchor, an atom or a pair of neighbouring atoms.
 *
 * <p>Each watch is a run of numbers: its slot, the fields in which the anchor must stand and the number of guards, then the
 * guards: atoms of which the article must hold at least one as well. All lie in one array, for it is read through for every
 * article that has the anchor.
 */
final class Postings {
    private static final int HEADER = 2;
    private static final int GUARD_SHIFT = Byte.SIZE;
    private static final int FIELD_BITS = (1 << GUARD_SHIFT) - 1;

    private int[] data = new int[HEADER * 2];
    private int size;

    void add(int slot, int fields, int[] guards) {
        int needed = size + HEADER + guards.length;
        if (needed > data.length) {
            data = Arrays.copyOf(data, Math.max(needed, size + (size >> 1)));
        }
        data[size] = slot;
        data[size + 1] = fields | guards.length << GUARD_SHIFT;
        System.arraycopy(guards, 0, data, size + HEADER, guards.length);
        size = needed;
    }

    /** Removes every run of a watch, and answers whether any watch is left. */
    boolean remove(int slot) {
        int kept = 0;
        for (int at = 0; at < size; ) {
            int length = HEADER + (data[at + 1] >>> GUARD_SHIFT);
            if (data[at] != slot) {
                System.arraycopy(data, at, data, kept, length);
                kept += length;
            }
            at += length;
        }
        size = kept;
        if (size < data.length / 4) {
            data = Arrays.copyOf(data, Math.max(size, HEADER));
        }
        return size > 0;
    }

    /** Adds to {@code candidates} the slots whose guards the article meets, the anchor standing in {@code fields}. */
    void collect(int fields, Sighting sighting, long[] candidates) {
        int[] runs = data;
        for (int at = 0; at < size; ) {
            int header = runs[at + 1];
            int guards = header >>> GUARD_SHIFT;
            int after = at + HEADER + guards;
            if ((header & FIELD_BITS & fields) != 0 && (guards == 0 || holdsAny(runs, at + HEADER, after, sighting))) {
                int slot = runs[at];
                candidates[slot >> 6] |= 1L << slot;
            }
            at = after;
        }
    }

    private static boolean holdsAny(int[] atoms, int from, int to, Sighting sighting) {
        for (int i = from; i < to; i++) {
            if (sighting.holds(atoms[i])) {
                return true;
            }
        }
        return false;
    }
}
