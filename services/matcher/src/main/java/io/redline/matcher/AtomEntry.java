package io.redline.matcher;

import org.jspecify.annotations.Nullable;

/** An atom that registered queries share. */
final class AtomEntry {
    final Query.Atom atom;

    /** A small number by which compiled clauses name the atom. */
    final int id;

    /** How many places in registered queries use it. */
    int uses;

    /** How many pairs begin and end with it, so that documents are searched for pairs only where there may be one. */
    int beginsPairs;

    int endsPairs;

    /** The watches to look at when an article has this atom; null while there are none. */
    @Nullable
    Postings postings;

    AtomEntry(Query.Atom atom, int id) {
        this.atom = atom;
        this.id = id;
    }
}
