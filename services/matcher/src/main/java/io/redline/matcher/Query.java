package io.redline.matcher;

import java.util.List;
import java.util.Set;

/** A parsed query: passages to find, and groups that say how they go together. */
public sealed interface Query {

    /** The part of the query this was read from, as typed. */
    String text();

    /** Where that part begins in the query; 1 is the first UTF-16 code unit. */
    int column();

    /**
     * Words that must stand together in one field: a single word, a phrase, or words near one another.
     *
     * @param atoms what to find, in order
     * @param slop how many places the words may be moved in all to make them stand in order, as Lucene counts: 0 keeps
     *     them together, a swap of neighbours costs 2
     * @param fields the fields to look at
     */
    record Passage(List<Atom> atoms, int slop, Set<Field> fields, String text, int column) implements Query {
        /** Keeps its own copies. */
        public Passage {
            atoms = List.copyOf(atoms);
            fields = Set.copyOf(fields);
        }
    }

    /**
     * Holds if every required clause holds, no excluded one does and, where none is required, at least one alternative.
     */
    record Group(List<Query> required, List<Query> alternatives, List<Query> excluded, String text, int column)
            implements Query {
        /** Keeps its own copies, and refuses a group that could never hold. */
        public Group {
            required = List.copyOf(required);
            alternatives = List.copyOf(alternatives);
            excluded = List.copyOf(excluded);
            if (required.isEmpty() && alternatives.isEmpty()) {
                throw new IllegalArgumentException("a group needs something to find");
            }
        }
    }

    /** What one word of an article has to be. */
    sealed interface Atom {

        /** A word in any of its inflections; {@code key} is the form shared by all of them. */
        record Form(String key) implements Atom {}

        /** Letters with {@code *} for any number of letters and {@code ?} for one. */
        record Pattern(String pattern) implements Atom {}

        /** A word at most {@code distance} letters inserted, removed, changed or swapped away. */
        record Fuzzy(String word, int distance) implements Atom {}
    }
}
