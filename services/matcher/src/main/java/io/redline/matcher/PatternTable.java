package io.redline.matcher;

import io.redline.matcher.Query.Atom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the wildcard patterns that a word fits.
 *
 * <p>Patterns that start with letters hang in a tree of prefixes, so a word meets only those whose letters it begins with,
 * and a plain {@code prefix*} needs no further look. Patterns that start with a wildcard are found by the first {@value
 * #GRAM} letters of their longest run of letters, wherever these stand in the word.
 */
final class PatternTable {
    /** Letters by which patterns that start with a wildcard are looked up. */
    static final int GRAM = 3;

    private final Node root = new Node();
    private final LongTable<List<AtomEntry>> byGram = new LongTable<>();

    void add(AtomEntry entry) {
        String pattern = pattern(entry);
        if (WildcardPattern.startsWild(pattern)) {
            byGram.getOrAdd(gram(WildcardPattern.longestRun(pattern), 0), () -> new ArrayList<>(1))
                    .add(entry);
            return;
        }
        Node node = root;
        String prefix = WildcardPattern.prefix(pattern);
        for (int i = 0; i < prefix.length(); i++) {
            node = node.childOrNew(prefix.charAt(i));
        }
        node.patterns.add(entry);
    }

    void remove(AtomEntry entry) {
        String pattern = pattern(entry);
        if (WildcardPattern.startsWild(pattern)) {
            long gram = gram(WildcardPattern.longestRun(pattern), 0);
            List<AtomEntry> entries = byGram.get(gram);
            if (entries != null && entries.remove(entry) && entries.isEmpty()) {
                byGram.remove(gram);
            }
            return;
        }
        remove(root, WildcardPattern.prefix(pattern), 0, entry);
    }

    private static void remove(Node node, String prefix, int depth, AtomEntry entry) {
        if (depth == prefix.length()) {
            node.patterns.remove(entry);
            return;
        }
        Node child = node.child(prefix.charAt(depth));
        if (child != null) {
            remove(child, prefix, depth + 1, entry);
            if (child.isEmpty()) {
                node.removeChild(prefix.charAt(depth));
            }
        }
    }

    /** Hands over the patterns that {@code word} fits; a pattern may come twice. */
    void find(String word, Consumer<AtomEntry> found) {
        Node node = root;
        for (int i = 0; i < word.length(); i++) {
            node = node.child(word.charAt(i));
            if (node == null) {
                break;
            }
            for (AtomEntry entry : node.patterns) {
                String pattern = pattern(entry);
                boolean onlyPrefix = pattern.length() == i + 2 && pattern.charAt(i + 1) == '*';
                if (onlyPrefix || WildcardPattern.matches(pattern, word)) {
                    found.accept(entry);
                }
            }
        }
        if (!byGram.isEmpty()) {
            for (int i = 0; i + GRAM <= word.length(); i++) {
                List<AtomEntry> entries = byGram.get(gram(word, i));
                if (entries != null) {
                    for (AtomEntry entry : entries) {
                        if (WildcardPattern.matches(pattern(entry), word)) {
                            found.accept(entry);
                        }
                    }
                }
            }
        }
    }

    private static String pattern(AtomEntry entry) {
        return ((Atom.Pattern) entry.atom).pattern();
    }

    private static long gram(String letters, int at) {
        return (long) letters.charAt(at) << 32 | (long) letters.charAt(at + 1) << 16 | letters.charAt(at + 2);
    }

    /** A letter of a prefix; children in the order of their letters. */
    private static final class Node {
        private char[] letters = {};
        private Node[] children = {};
        private final List<AtomEntry> patterns = new ArrayList<>(0);

        boolean isEmpty() {
            return letters.length == 0 && patterns.isEmpty();
        }

        @Nullable
        Node child(char letter) {
            int at = Arrays.binarySearch(letters, letter);
            return at < 0 ? null : children[at];
        }

        Node childOrNew(char letter) {
            int at = Arrays.binarySearch(letters, letter);
            if (at >= 0) {
                return children[at];
            }
            int place = -at - 1;
            char[] moreLetters = new char[letters.length + 1];
            Node[] moreChildren = new Node[letters.length + 1];
            System.arraycopy(letters, 0, moreLetters, 0, place);
            System.arraycopy(children, 0, moreChildren, 0, place);
            moreLetters[place] = letter;
            moreChildren[place] = new Node();
            System.arraycopy(letters, place, moreLetters, place + 1, letters.length - place);
            System.arraycopy(children, place, moreChildren, place + 1, letters.length - place);
            letters = moreLetters;
            children = moreChildren;
            return children[place];
        }

        void removeChild(char letter) {
            int at = Arrays.binarySearch(letters, letter);
            char[] fewerLetters = new char[letters.length - 1];
            Node[] fewerChildren = new Node[letters.length - 1];
            System.arraycopy(letters, 0, fewerLetters, 0, at);
            System.arraycopy(children, 0, fewerChildren, 0, at);
            System.arraycopy(letters, at + 1, fewerLetters, at, fewerLetters.length - at);
            System.arraycopy(children, at + 1, fewerChildren, at, fewerChildren.length - at);
            letters = fewerLetters;
            children = fewerChildren;
        }
    }
}
