package io.redline.matcher;

/** The Arabic definite article, which is written onto its noun, alone or with a conjunction or preposition. */
final class ArabicArticle {
    private static final String[] PREFIXES = {
        "\u0648\u0627\u0644", // and the
        "\u0628\u0627\u0644", // with the
        "\u0643\u0627\u0644", // like the
        "\u0641\u0627\u0644", // so the
        "\u0627\u0644", // the
        "\u0644\u0644" // to the
    };

    private static final int SHORTEST_NOUN = 3;

    private ArabicArticle() {}

    /** {@code word}, folded, without its article; {@code word} itself if it has none. */
    static String without(String word) {
        char first = word.charAt(0);
        if (first < '\u0600' || first > '\u06FF') {
            return word;
        }
        for (String prefix : PREFIXES) {
            if (word.startsWith(prefix) && word.length() >= prefix.length() + SHORTEST_NOUN) {
                return word.substring(prefix.length());
            }
        }
        return word;
    }
}
