package io.redline.matcher;

import io.redline.matcher.Query.Atom;

/**
 * Estimates how many articles hold an atom, to look watches up by what is rare in them.
 *
 * <p>It begins with a rough idea of which English words are common and learns from every article. Counts are kept by hash
 * and without locks: now and then one is lost or shared, which costs a little time and never changes an answer.
 */
final class Rarity {
    private static final int COUNTERS = 1 << 16;

    /** As many articles as the built-in idea of common words is worth. */
    private static final int PRIOR_ARTICLES = 1_000;

    private static final int UNKNOWN = 3;

    /** After so many articles older ones count half, so that the estimate follows the news. */
    private static final int MEMORY = 50_000;

    private final int[] counts = new int[COUNTERS];
    private int articles = PRIOR_ARTICLES;

    Rarity() {
        for (CommonWords level : CommonWords.values()) {
            for (String word : level.words()) {
                counts[index(Inflection.key(word))] = level.articlesInThousand();
            }
        }
    }

    /** Learns from an article. */
    void learn(Document document) {
        for (int word = 0; word < document.words(); word++) {
            counts[index(document.word(word).keys.get(0))]++;
        }
        if (++articles > MEMORY) {
            articles /= 2;
            for (int i = 0; i < COUNTERS; i++) {
                counts[i] /= 2;
            }
        }
    }

    /** The estimated share of articles that hold the atom, above 0 and at most 1. */
    double share(Atom atom) {
        if (atom instanceof Atom.Form form) {
            return Math.min(1, (double) (UNKNOWN + counts[index(form.key())]) / articles);
        }
        if (atom instanceof Atom.Fuzzy fuzzy) {
            return Math.min(1, 0.2 * fuzzy.distance() / fuzzy.word().length());
        }
        String pattern = ((Atom.Pattern) atom).pattern();
        long letters =
                pattern.chars().filter(c -> !WildcardPattern.isWild((char) c)).count();
        return Math.pow(0.55, letters);
    }

    private static int index(String key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash >>> 16;
    }
}
