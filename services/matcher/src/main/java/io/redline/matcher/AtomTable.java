package io.redline.matcher;

import io.redline.matcher.Lexicon.Resolved;
import io.redline.matcher.Lexicon.Word;
import io.redline.matcher.Query.Atom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The atoms of all registered queries, each kept once, and the way from an article's words to them. */
final class AtomTable {
    /** Words are spread over several maps, so that none takes long to grow while articles wait. */
    private static final int SHARDS = 64;

    private static final AtomEntry[] NO_ATOMS = {};

    private final List<Map<String, AtomEntry>> forms = IntStream.range(0, SHARDS)
            .mapToObj(unused -> (Map<String, AtomEntry>) new HashMap<String, AtomEntry>())
            .toList();

    /** Patterns and fuzzy words; forms are in {@link #forms}. */
    private final Map<Atom, AtomEntry> others = new HashMap<>();

    private final PatternTable patterns = new PatternTable();
    private final FuzzyTable fuzzyWords = new FuzzyTable();

    private final List<@Nullable AtomEntry> byId = new ArrayList<>();
    private final List<Integer> freeIds = new ArrayList<>();

    /** Changes whenever an atom comes or goes. */
    private long version;

    /** The entry of an atom, counting one more use of it. */
    AtomEntry acquire(Atom atom) {
        AtomEntry entry = atom instanceof Atom.Form form
                ? shard(form.key()).computeIfAbsent(form.key(), unused -> newEntry(atom))
                : others.computeIfAbsent(atom, this::newEntry);
        if (entry.uses++ == 0) {
            if (atom instanceof Atom.Pattern) {
                patterns.add(entry);
            } else if (atom instanceof Atom.Fuzzy) {
                fuzzyWords.add(entry);
            }
        }
        return entry;
    }

    private AtomEntry newEntry(Atom atom) {
        version++;
        int id = freeIds.isEmpty() ? byId.size() : freeIds.remove(freeIds.size() - 1);
        AtomEntry entry = new AtomEntry(atom, id);
        if (id == byId.size()) {
            byId.add(entry);
        } else {
            byId.set(id, entry);
        }
        return entry;
    }

    /** Counts one use less of an atom, and forgets it when that was the last. */
    void release(int id) {
        AtomEntry entry = entry(id);
        if (--entry.uses > 0) {
            return;
        }
        version++;
        if (entry.atom instanceof Atom.Form form) {
            shard(form.key()).remove(form.key());
        } else {
            others.remove(entry.atom);
            if (entry.atom instanceof Atom.Pattern) {
                patterns.remove(entry);
            } else {
                fuzzyWords.remove(entry);
            }
        }
        byId.set(id, null);
        freeIds.add(id);
    }

    /** The entry with this id. */
    AtomEntry entry(int id) {
        return Objects.requireNonNull(byId.get(id));
    }

    /** The atoms that the words of an article are instances of. */
    Sighting sight(Document document) {
        Sighting sighting = new Sighting(document);
        for (int word = 0; word < document.words(); word++) {
            for (AtomEntry entry : atoms(document.word(word))) {
                sighting.add(word, entry);
            }
            sighting.endWord(word);
        }
        return sighting;
    }

    /** The atoms that a word is an instance of, looked up anew only if any atom came or went since the last time. */
    private AtomEntry[] atoms(Word word) {
        Resolved resolved = word.resolved;
        if (resolved == null || resolved.version() != version) {
            Set<AtomEntry> found = new LinkedHashSet<>();
            for (String key : word.keys) {
                AtomEntry form = shard(key).get(key);
                if (form != null) {
                    found.add(form);
                }
            }
            patterns.find(word.text, found::add);
            fuzzyWords.find(word.text, found::add);
            resolved = new Resolved(version, found.isEmpty() ? NO_ATOMS : found.toArray(NO_ATOMS));
            word.resolved = resolved;
        }
        return resolved.atoms();
    }

    private Map<String, AtomEntry> shard(String key) {
        int hash = key.hashCode();
        return forms.get((hash ^ (hash >>> 16)) & (SHARDS - 1));
    }
}
