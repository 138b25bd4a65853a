package io.redline.matcher;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All registered watches, filed under their anchors. Not safe for use by several threads; its owner holds the lock. */
final class WatchIndex {
    private final AtomTable atoms = new AtomTable();
    private final LongTable<Postings> pairs = new LongTable<>();
    private final QueryCompiler compiler = new QueryCompiler(atoms);
    private final AnchorPlanner planner;

    private final List<@Nullable RegisteredWatch> bySlot = new ArrayList<>();
    private final List<Integer> freeSlots = new ArrayList<>();

    WatchIndex(Rarity rarity) {
        this.planner = new AnchorPlanner(atoms, rarity);
    }

    RegisteredWatch add(String id, Query query) {
        Clause clause = compiler.compile(query);
        List<Anchor> anchors = planner.plan(clause);
        int slot = freeSlots.isEmpty() ? bySlot.size() : freeSlots.remove(freeSlots.size() - 1);
        RegisteredWatch watch = new RegisteredWatch(id, clause, slot, anchors);
        if (slot == bySlot.size()) {
            bySlot.add(watch);
        } else {
            bySlot.set(slot, watch);
        }
        for (Anchor anchor : anchors) {
            file(slot, anchor);
        }
        return watch;
    }

    private void file(int slot, Anchor anchor) {
        AtomEntry first = atoms.entry(anchor.first());
        Postings postings;
        if (anchor.isPair()) {
            postings = pairs.getOrAdd(pair(anchor.first(), anchor.second()), Postings::new);
            first.beginsPairs++;
            atoms.entry(anchor.second()).endsPairs++;
        } else {
            if (first.postings == null) {
                first.postings = new Postings();
            }
            postings = first.postings;
        }
        postings.add(slot, anchor.fields(), anchor.guards());
    }

    void remove(RegisteredWatch watch) {
        for (Anchor anchor : watch.anchors) {
            unfile(watch.slot, anchor);
        }
        watch.clause.forEachAtom(atoms::release);
        bySlot.set(watch.slot, null);
        freeSlots.add(watch.slot);
    }

    private void unfile(int slot, Anchor anchor) {
        AtomEntry first = atoms.entry(anchor.first());
        if (anchor.isPair()) {
            long pair = pair(anchor.first(), anchor.second());
            Postings postings = pairs.get(pair);
            if (postings != null && !postings.remove(slot)) {
                pairs.remove(pair);
            }
            first.beginsPairs--;
            atoms.entry(anchor.second()).endsPairs--;
        } else if (first.postings != null && !first.postings.remove(slot)) {
            first.postings = null;
        }
    }

    /** The watches worth a look for an article, and the article as they see it. */
    record Candidates(Sighting sighting, List<RegisteredWatch> watches) {}

    Candidates candidates(Document document) {
        Sighting sighting = atoms.sight(document);
        long[] slots = new long[(bySlot.size() >> 6) + 1];
        for (int i = 0; i < sighting.atoms(); i++) {
            Postings postings = sighting.atom(i).postings;
            if (postings != null) {
                postings.collect(sighting.fieldsOf(i), sighting, slots);
            }
        }
        collectPairs(sighting, slots);
        List<RegisteredWatch> watches = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            for (long rest = slots[i]; rest != 0; rest &= rest - 1) {
                RegisteredWatch watch = bySlot.get((i << 6) + Long.numberOfTrailingZeros(rest));
                if (watch != null) {
                    watches.add(watch);
                }
            }
        }
        return new Candidates(sighting, watches);
    }

    private void collectPairs(Sighting sighting, long[] slots) {
        if (pairs.isEmpty()) {
            return;
        }
        Document document = sighting.document();
        Set<Postings> done = new HashSet<>();
        for (int token = 0; token < document.tokens(); token++) {
            int position = document.position(token);
            for (int other = token + 1;
                    other < document.tokens() && document.position(other) <= position + 1;
                    other++) {
                if (document.position(other) == position + 1) {
                    collectPairs(sighting, token, other, slots, done);
                }
            }
        }
    }

    private void collectPairs(Sighting sighting, int token, int other, long[] slots, Set<Postings> done) {
        Document document = sighting.document();
        int firstWord = document.wordOf(token);
        int secondWord = document.wordOf(other);
        for (int i = sighting.firstLinkOfWord(firstWord); i < sighting.firstLinkOfWord(firstWord + 1); i++) {
            AtomEntry first = sighting.linkedAtom(i);
            if (first.beginsPairs == 0) {
                continue;
            }
            for (int j = sighting.firstLinkOfWord(secondWord); j < sighting.firstLinkOfWord(secondWord + 1); j++) {
                AtomEntry second = sighting.linkedAtom(j);
                if (second.endsPairs > 0) {
                    Postings postings = pairs.get(pair(first.id, second.id));
                    if (postings != null && done.add(postings)) {
                        postings.collect(ANY_FIELD, sighting, slots);
                    }
                }
            }
        }
    }

    private static final int ANY_FIELD = -1;

    private static long pair(int first, int second) {
        return (first + 1L) << 32 | second;
    }
}
