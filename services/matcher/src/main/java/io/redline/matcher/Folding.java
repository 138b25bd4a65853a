package io.redline.matcher;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps characters to the one spelling under which words are compared: lower case, without accents in the scripts where
 * accents are often left out (Latin, Greek, Cyrillic, Arabic, Hebrew), compatibility forms (full width, ligatures)
 * resolved. Each character folds on its own, so text and query always agree.
 */
final class Folding {
    /** Letters that Unicode does not decompose but that are commonly written plainly. */
    private static final Map<Integer, String> PLAIN = Map.ofEntries(
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'ẞ', "ss"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'ı', "i"),
            Map.entry((int) 'ə', "a"),
            Map.entry((int) 'ς', "σ"),
            Map.entry(0x0640, ""), // Arabic tatweel only stretches a word
            Map.entry(0x0671, "\u0627"), // alef wasla: alef
            Map.entry(0x0649, "\u064A"), // alef maksura: yeh
            Map.entry(0x06CC, "\u064A"), // Farsi yeh: yeh
            Map.entry(0x06A9, "\u0643"), // Farsi keheh: kaf
            Map.entry(0x0629, "\u0647")); // teh marbuta: heh

    /** Folded characters by code unit, filled on demand; a race only computes the same string twice. */
    private static final @Nullable String[] FOLDED = new String[Character.MIN_SURROGATE];

    private Folding() {}

    /** The folded form of one code point; empty for marks that are dropped. */
    static String fold(int codePoint) {
        if (codePoint >= FOLDED.length) {
            return compute(codePoint);
        }
        String folded = FOLDED[codePoint];
        if (folded == null) {
            folded = compute(codePoint);
            FOLDED[codePoint] = folded;
        }
        return folded;
    }

    /** The folded form of every character of {@code text}. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> folded.append(fold(codePoint)));
        return folded.toString();
    }

    private static String compute(int codePoint) {
        if (Character.getType(codePoint) == Character.FORMAT) {
            return "";
        }
        int digit =
                Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER ? Character.digit(codePoint, 10) : -1;
        if (digit >= 0) {
            return Integer.toString(digit);
        }
        // Hangul syllables and kana would fall apart into pieces that nobody types.
        UnicodeScript script = UnicodeScript.of(codePoint);
        boolean whole =
                script == UnicodeScript.HANGUL || script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
        String parts = Normalizer.normalize(
                Character.toString(codePoint), whole ? Normalizer.Form.NFKC : Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(parts.length());
        parts.toLowerCase(Locale.ROOT).codePoints().forEach(part -> {
            String plain = PLAIN.get(part);
            if (plain != null) {
                folded.append(plain);
            } else if (!isDroppedMark(part)) {
                folded.appendCodePoint(part);
            }
        });
        return folded.toString();
    }

    private static boolean isDroppedMark(int codePoint) {
        if (Character.getType(codePoint) != Character.NON_SPACING_MARK) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.INHERITED || script == UnicodeScript.ARABIC || script == UnicodeScript.HEBREW;
    }
}
