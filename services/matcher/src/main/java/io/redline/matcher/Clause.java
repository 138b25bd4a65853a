package io.redline.matcher;

import java.util.function.IntConsumer;

/** A query compiled: its atoms are numbers, so that an article is held against it quickly. */
sealed interface Clause {

    /** Whether the article satisfies this clause. */
    boolean holds(Sighting sighting);

    /** Adds the first {@link Match#MAX_TERMS} words or phrases that satisfy this clause, which holds, to {@code found}. */
    void collect(Sighting sighting, FoundTerms found);

    /** Hands over the atoms used, once for each use. */
    void forEachAtom(IntConsumer atoms);

    /** One word anywhere in some fields. */
    record Word(int atom, int fields) implements Clause {
        @Override
        public boolean holds(Sighting sighting) {
            return sighting.holds(atom, fields);
        }

        @Override
        public void collect(Sighting sighting, FoundTerms found) {
            int wanted = Match.MAX_TERMS;
            for (int token : sighting.tokens(atom)) {
                if (found.add(token, token, fields) && --wanted == 0) {
                    return;
                }
            }
        }

        @Override
        public void forEachAtom(IntConsumer atoms) {
            atoms.accept(atom);
        }
    }

    /** Words near one another. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Phrase(int[] atoms, int slop, int fields) implements Clause {
        @Override
        public boolean holds(Sighting sighting) {
            for (int atom : atoms) {
                if (!sighting.holds(atom, fields)) {
                    return false;
                }
            }
            return new PhraseFinder(sighting, this).find(null);
        }

        @Override
        public void collect(Sighting sighting, FoundTerms found) {
            new PhraseFinder(sighting, this).find(found);
        }

        @Override
        public void forEachAtom(IntConsumer consumer) {
            for (int atom : atoms) {
                consumer.accept(atom);
            }
        }
    }

    /** Clauses put together as in {@link Query.Group}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Group(Clause[] required, Clause[] alternatives, Clause[] excluded) implements Clause {
        @Override
        public boolean holds(Sighting sighting) {
            for (Clause clause : required) {
                if (!clause.holds(sighting)) {
                    return false;
                }
            }
            return (required.length > 0 || any(alternatives, sighting)) && !any(excluded, sighting);
        }

        private static boolean any(Clause[] clauses, Sighting sighting) {
            for (Clause clause : clauses) {
                if (clause.holds(sighting)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void collect(Sighting sighting, FoundTerms found) {
            for (Clause clause : required) {
                clause.collect(sighting, found);
            }
            for (Clause clause : alternatives) {
                if (clause.holds(sighting)) {
                    clause.collect(sighting, found);
                }
            }
        }

        @Override
        public void forEachAtom(IntConsumer atoms) {
            for (Clause clause : required) {
                clause.forEachAtom(atoms);
            }
            for (Clause clause : alternatives) {
                clause.forEachAtom(atoms);
            }
            for (Clause clause : excluded) {
                clause.forEachAtom(atoms);
            }
        }
    }
}
