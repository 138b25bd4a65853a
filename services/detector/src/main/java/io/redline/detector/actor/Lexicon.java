package io.redline.detector.actor;

import io.redline.detector.text.Field;
import io.redline.detector.text.Passage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words and names of the gazetteer in a trie over folded tokens, so that the longest one that starts at a token is found
 * in as many steps as it has tokens.
 *
 * <p>A name spelt with a capital is found only where the text has one too, and an acronym only in capitals: "who" is not the
 * WHO, nor "turkey" a state.
 */
final class Lexicon {

    /** Longer names are refused, which bounds the work at each token. */
    static final int LONGEST = 12;

    /**
     * An entry found.
     *
     * @param sense what it means
     * @param length how many tokens it has
     * @param capitals a bit for each token that must have a capital
     * @param acronyms a bit for each token that must be in capitals
     * @param spelling the name, folded
     */
    record Entry(Sense sense, int length, int capitals, int acronyms, String spelling) {}

    private static final class Node {
        private final Map<String, Node> next = new HashMap<>(2);
        private final List<Entry> entries = new ArrayList<>(1);
    }

    private final Node root = new Node();
    private int size;

    /**
     * Adds a name. One added later goes before an earlier one of the same spelling.
     *
     * @throws IllegalArgumentException when it has no words or too many
     */
    void add(String name, Sense sense) {
        add(name, Passage.of(Field.BODY, name), sense, true);
        if (name.indexOf('-') > 0) {
            add(name, Passage.of(Field.BODY, name.replace('-', ' ')), sense, true);
        }
    }

    /** Adds a name unless it has a meaning already. */
    void addIfAbsent(String name, Sense sense) {
        add(name, Passage.of(Field.BODY, name), sense, false);
        if (name.indexOf('-') > 0) {
            add(name, Passage.of(Field.BODY, name.replace('-', ' ')), sense, false);
        }
    }

    private void add(String name, Passage tokens, Sense sense, boolean replace) {
        if (tokens.size() == 0 || tokens.size() > LONGEST) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is not a name: it needs one to " + LONGEST + " words and signs");
        }
        Node node = root;
        int capitals = 0;
        int acronyms = 0;
        for (int i = 0; i < tokens.size(); i++) {
            node = node.next.computeIfAbsent(NameKey.fold(tokens.word(i)), word -> new Node());
            if (tokens.isCapitalised(i)) {
                capitals |= 1 << i;
            }
            if (tokens.isAllCapitals(i) && tokens.end(i) - tokens.start(i) <= 5) {
                acronyms |= 1 << i;
            }
        }
        Entry entry = new Entry(sense, tokens.size(), capitals, acronyms, NameKey.fold(name));
        for (int i = 0; i < node.entries.size(); i++) {
            Entry other = node.entries.get(i);
            if (other.capitals == capitals && other.acronyms == acronyms) {
                if (replace) {
                    node.entries.set(i, entry);
                }
                return;
            }
        }
        int at = 0;
        while (at < node.entries.size() && strictness(node.entries.get(at)) >= strictness(entry)) {
            at++;
        }
        node.entries.add(at, entry);
        size++;
    }

    private static int strictness(Entry entry) {
        return Integer.bitCount(entry.capitals) + Integer.bitCount(entry.acronyms);
    }

    /** How many names it holds. */
    int size() {
        return size;
    }

    /**
     * The longest entry that starts at a token; null where there is none.
     *
     * @param passage the text
     * @param token where to look
     * @param limit the token not to go to
     * @param shouting whether the text around is all in capitals, which then say nothing
     */
    @Nullable
    Entry find(Passage passage, int token, int limit, boolean shouting) {
        Entry found = null;
        Node node = root;
        for (int i = token; i < limit && node != null; i++) {
            String word = passage.word(i);
            Node next = node.next.get(word);
            node = next != null ? next : node.next.get(NameKey.fold(word));
            if (node != null) {
                for (Entry entry : node.entries) {
                    if (fits(entry, passage, token, shouting)) {
                        found = entry;
                        break;
                    }
                }
            }
        }
        return found;
    }

    private static boolean fits(Entry entry, Passage passage, int token, boolean shouting) {
        for (int i = 0; i < entry.length; i++) {
            int bit = 1 << i;
            if ((entry.capitals & bit) != 0 && !passage.isCapitalised(token + i)) {
                return false;
            }
            if ((entry.acronyms & bit) != 0 && (!passage.isAllCapitals(token + i) || (shouting && entry.length == 1))) {
                return false;
            }
        }
        return true;
    }
}
