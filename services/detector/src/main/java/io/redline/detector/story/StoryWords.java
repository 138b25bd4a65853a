package io.redline.detector.story;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts text of any language into words that compare equal across spellings: without case, accents and possessive
 * endings. Scripts that write without spaces are cut into pairs of characters.
 */
public final class StoryWords {

    /** Inflections share a beginning in most languages; six letters keep most names apart. */
    private static final int STEM_LENGTH = 6;

    private static final Set<String> STOP_WORDS = stopWords();

    private StoryWords() {}

    /**
     * Hashes of what a text is about: of its words without those that say nothing, inflections made one and numbers left out.
     *
     * @param most how many distinct ones at most, the first
     */
    public static Set<Integer> topics(String text, int most) {
        Set<Integer> topics = new LinkedHashSet<>();
        for (String word : read(text)) {
            String term = term(word);
            if (!term.isEmpty() && !Character.isDigit(term.charAt(0)) && topics.size() < most) {
                topics.add(term.hashCode());
            }
        }
        return topics;
    }

    /** All words in order, folded. Numbers keep their digits together: {@code 1,200} is {@code 1200}. */
    static List<String> read(String text) {
        String folded = fold(text);
        List<String> words = new ArrayList<>(folded.length() / 6 + 1);
        StringBuilder word = new StringBuilder();
        int previousIdeograph = -1;
        int length = folded.length();
        for (int at = 0; at < length; ) {
            int c = folded.codePointAt(at);
            int next = at + Character.charCount(c);
            if (isUnspaced(c)) {
                flush(word, words);
                if (previousIdeograph >= 0) {
                    words.add(new StringBuilder()
                            .appendCodePoint(previousIdeograph)
                            .appendCodePoint(c)
                            .toString());
                }
                previousIdeograph = c;
                at = next;
                continue;
            }
            previousIdeograph = -1;
            if (Character.isLetterOrDigit(c)) {
                word.appendCodePoint(c);
            } else if (!joinsDigits(folded, at, next)) {
                flush(word, words);
                if (isApostrophe(c) && isPossessive(folded, next)) {
                    next++;
                }
            }
            at = next;
        }
        flush(word, words);
        return words;
    }

    /** The form under which a word counts as a term; empty when it says nothing about what an article is about. */
    static String term(String word) {
        if (word.length() < 2 || STOP_WORDS.contains(word)) {
            return "";
        }
        boolean number = Character.isDigit(word.charAt(0));
        return number || word.length() <= STEM_LENGTH ? word : word.substring(0, STEM_LENGTH);
    }

    /** Lower case, compatibility forms resolved, combining marks dropped. */
    static String fold(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (isAscii(lower)) {
            return lower;
        }
        String decomposed = Normalizer.normalize(lower, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(decomposed.length());
        for (int at = 0; at < decomposed.length(); at++) {
            char c = decomposed.charAt(at);
            int type = Character.getType(c);
            boolean mark = type == Character.NON_SPACING_MARK
                    || type == Character.COMBINING_SPACING_MARK
                    || type == Character.ENCLOSING_MARK
                    || type == Character.FORMAT;
            if (!mark) {
                folded.append(c == 'ı' ? 'i' : c);
            }
        }
        return folded.toString();
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 127) {
                return false;
            }
        }
        return true;
    }

    private static boolean isApostrophe(int c) {
        return c == '\'' || c == '\u2019';
    }

    private static boolean isPossessive(String text, int at) {
        return at < text.length()
                && text.charAt(at) == 's'
                && (at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1)));
    }

    private static boolean joinsDigits(String text, int at, int next) {
        char c = text.charAt(at);
        return (c == ',' || c == '.')
                && at > 0
                && next < text.length()
                && Character.isDigit(text.charAt(at - 1))
                && Character.isDigit(text.charAt(next));
    }

    private static boolean isUnspaced(int c) {
        if (c < 0x0e00) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return Character.isLetter(c)
                && switch (script) {
                    case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
                    default -> false;
                };
    }

    private static Set<String> stopWords() {
        Set<String> words = new HashSet<>();
        try (InputStream in = StoryWords.class.getResourceAsStream("stop-words.txt")) {
            if (in == null) {
                throw new IllegalStateException("stop-words.txt is missing from the jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    words.addAll(read(line));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Set.copyOf(words);
    }
}
