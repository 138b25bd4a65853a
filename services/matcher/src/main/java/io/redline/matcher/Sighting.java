package io.redline.matcher;

import java.util.Arrays;

/** Which atoms an article holds, and where: the article as the registered queries see it at one moment. */
final class Sighting {
    private static final int NONE = -1;

    private final Document document;

    /** Open addressing: atom id + 1 and, beside it, the atom's number in this sighting. */
    private int[] table = new int[1024];

    private int seen;
    private AtomEntry[] entry = new AtomEntry[256];
    private int[] fields = new int[256];
    private int[] firstLink = new int[256];
    private int[][] tokensOf = new int[256][];

    /** A link says that a word is an instance of an atom; links are in the order of words. */
    private int links;

    private int[] linkWord = new int[512];
    private int[] linkAtom = new int[512];
    private int[] nextLink = new int[512];
    private final int[] firstLinkOfWord;

    Sighting(Document document) {
        this.document = document;
        this.firstLinkOfWord = new int[document.words() + 1];
    }

    Document document() {
        return document;
    }

    /** Records that a word is an instance of an atom; words come in ascending order, atoms once a word. */
    void add(int word, AtomEntry atom) {
        int number = number(atom);
        if (links == linkWord.length) {
            linkWord = Arrays.copyOf(linkWord, links * 2);
            linkAtom = Arrays.copyOf(linkAtom, links * 2);
            nextLink = Arrays.copyOf(nextLink, links * 2);
        }
        linkWord[links] = word;
        linkAtom[links] = number;
        nextLink[links] = firstLink[number];
        firstLink[number] = links++;
        fields[number] |= document.fields(word);
    }

    /** Closes the links of a word; called once for each word, in ascending order. */
    void endWord(int word) {
        firstLinkOfWord[word + 1] = links;
    }

    private int number(AtomEntry atom) {
        int mask = table.length - 1;
        int slot = slot(atom.id, mask);
        while (table[slot] != 0) {
            if (table[slot] == atom.id + 1) {
                return table[slot + 1];
            }
            slot = (slot + 2) & mask;
        }
        if (seen == entry.length) {
            entry = Arrays.copyOf(entry, seen * 2);
            fields = Arrays.copyOf(fields, seen * 2);
            firstLink = Arrays.copyOf(firstLink, seen * 2);
            tokensOf = Arrays.copyOf(tokensOf, seen * 2);
        }
        table[slot] = atom.id + 1;
        table[slot + 1] = seen;
        entry[seen] = atom;
        firstLink[seen] = NONE;
        seen++;
        if (seen * 4 > table.length) {
            growTable();
        }
        return seen - 1;
    }

    private void growTable() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int i = 0; i < seen; i++) {
            int slot = slot(entry[i].id, mask);
            while (table[slot] != 0) {
                slot = (slot + 2) & mask;
            }
            table[slot] = entry[i].id + 1;
            table[slot + 1] = i;
        }
    }

    private static int slot(int atom, int mask) {
        int mixed = atom * 0x9E3779B9;
        return ((mixed ^ (mixed >>> 15)) << 1) & mask;
    }

    /** How many atoms the article holds. */
    int atoms() {
        return seen;
    }

    /** An atom the article holds, by its number in this sighting. */
    AtomEntry atom(int number) {
        return entry[number];
    }

    /** The fields in which an atom stands, by its number in this sighting. */
    int fieldsOf(int number) {
        return fields[number];
    }

    /** Whether the article holds the atom with this id. */
    boolean holds(int atomId) {
        return find(atomId) != NONE;
    }

    /** Whether the atom with this id stands in any of the fields. */
    boolean holds(int atomId, int fieldBits) {
        int number = find(atomId);
        return number != NONE && (fields[number] & fieldBits) != 0;
    }

    private int find(int atomId) {
        int mask = table.length - 1;
        int slot = slot(atomId, mask);
        while (table[slot] != 0) {
            if (table[slot] == atomId + 1) {
                return table[slot + 1];
            }
            slot = (slot + 2) & mask;
        }
        return NONE;
    }

    /** The tokens that are instances of the atom with this id, in reading order. */
    int[] tokens(int atomId) {
        int number = find(atomId);
        if (number == NONE) {
            return NO_TOKENS;
        }
        int[] tokens = tokensOf[number];
        if (tokens == null) {
            tokens = collectTokens(firstLink[number]);
            tokensOf[number] = tokens;
        }
        return tokens;
    }

    private static final int[] NO_TOKENS = {};

    private int[] collectTokens(int first) {
        int count = 0;
        for (int link = first; link != NONE; link = nextLink[link]) {
            for (int t = document.firstToken(linkWord[link]); t >= 0; t = document.nextToken(t)) {
                count++;
            }
        }
        int[] tokens = new int[count];
        int at = 0;
        for (int link = first; link != NONE; link = nextLink[link]) {
            for (int t = document.firstToken(linkWord[link]); t >= 0; t = document.nextToken(t)) {
                tokens[at++] = t;
            }
        }
        if (nextLink[first] != NONE) {
            Arrays.sort(tokens);
        }
        return tokens;
    }

    /** The first link of a word; its links end where those of the next word begin. */
    int firstLinkOfWord(int word) {
        return firstLinkOfWord[word];
    }

    /** The atom at the end of a link. */
    AtomEntry linkedAtom(int link) {
        return entry[linkAtom[link]];
    }
}
