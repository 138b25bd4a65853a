package io.redline.matcher;

import io.redline.matcher.Query.Atom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Finds the fuzzy words that a word is near to.
 *
 * <p>Two words within <i>d</i> edits become equal when at most <i>d</i> letters are taken from each, swapped neighbours
 * included. So every fuzzy word is filed under all it becomes that way, and a word is looked up under all it becomes. Only
 * the first {@value #PREFIX} letters are used: shortening both words' prefixes keeps the property and bounds the number of
 * entries. What is found is checked by {@link EditDistance}.
 */
final class FuzzyTable {
    private static final int PREFIX = 7;
    private static final int MAX_DISTANCE = 2;

    private final List<LongTable<List<AtomEntry>>> byDistance =
            List.of(new LongTable<>(), new LongTable<>(), new LongTable<>());

    void add(AtomEntry entry) {
        Atom.Fuzzy fuzzy = fuzzy(entry);
        LongTable<List<AtomEntry>> table = byDistance.get(fuzzy.distance());
        forEachShortened(fuzzy.word(), fuzzy.distance(), key -> {
            List<AtomEntry> entries = table.getOrAdd(key, () -> new ArrayList<>(1));
            if (!entries.contains(entry)) {
                entries.add(entry);
            }
        });
    }

    void remove(AtomEntry entry) {
        Atom.Fuzzy fuzzy = fuzzy(entry);
        LongTable<List<AtomEntry>> table = byDistance.get(fuzzy.distance());
        forEachShortened(fuzzy.word(), fuzzy.distance(), key -> {
            List<AtomEntry> entries = table.get(key);
            if (entries != null && entries.remove(entry) && entries.isEmpty()) {
                table.remove(key);
            }
        });
    }

    /** Hands over the fuzzy words that {@code word} is near to; one may come several times. */
    void find(String word, Consumer<AtomEntry> found) {
        for (int distance = 1; distance <= MAX_DISTANCE; distance++) {
            LongTable<List<AtomEntry>> table = byDistance.get(distance);
            if (!table.isEmpty()) {
                int limit = distance;
                forEachShortened(word, distance, key -> {
                    List<AtomEntry> entries = table.get(key);
                    if (entries != null) {
                        for (AtomEntry entry : entries) {
                            if (isNear(fuzzy(entry).word(), word, limit)) {
                                found.accept(entry);
                            }
                        }
                    }
                });
            }
        }
    }

    /** As in Lucene, a word must keep more than it changes: the edits must be fewer than the letters of the shorter word. */
    private static boolean isNear(String wanted, String word, int distance) {
        return Math.min(wanted.length(), word.length()) > distance && EditDistance.within(distance, wanted, word);
    }

    private static Atom.Fuzzy fuzzy(AtomEntry entry) {
        return (Atom.Fuzzy) entry.atom;
    }

    /** Hands over a number for each string that the word's prefix becomes without up to {@code distance} letters. */
    private static void forEachShortened(String word, int distance, LongConsumer keys) {
        int length = Math.min(word.length(), PREFIX);
        keys.accept(key(word, length, -1, -1));
        for (int first = 0; first < length; first++) {
            keys.accept(key(word, length, first, -1));
            if (distance > 1) {
                for (int second = first + 1; second < length; second++) {
                    keys.accept(key(word, length, first, second));
                }
            }
        }
    }

    private static long key(String word, int length, int without, int alsoWithout) {
        long key = 1;
        for (int i = 0; i < length; i++) {
            if (i != without && i != alsoWithout) {
                key = key * 0x100000001B3L + word.charAt(i);
            }
        }
        return key | Long.MIN_VALUE; // never 0
    }
}
