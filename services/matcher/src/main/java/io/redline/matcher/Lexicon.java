package io.redline.matcher;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The words met in articles so far with what was found out about them, for most words of an article were in others before.
 * When there are too many it starts afresh.
 */
final class Lexicon {
    private static final int MAX_WORDS = 1 << 16;

    private final Map<String, Word> words = new ConcurrentHashMap<>();

    /** A folded word. */
    static final class Word {
        final String text;

        /** The keys of its inflection, see {@link Inflection#keys}. */
        final List<String> keys;

        /** The atoms it is an instance of, as they last were; kept by {@link AtomTable}. */
        volatile @Nullable Resolved resolved;

        private Word(String text) {
            this.text = text;
            this.keys = Inflection.keys(text);
        }
    }

    /**
     * The atoms a word is an instance of.
     *
     * @param version the state of the table they were looked up in
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Resolved(long version, AtomEntry[] atoms) {}

    Word word(String text) {
        Word known = words.get(text);
        if (known != null) {
            return known;
        }
        if (words.size() >= MAX_WORDS) {
            words.clear();
        }
        Word word = new Word(text);
        words.put(text, word);
        return word;
    }
}
