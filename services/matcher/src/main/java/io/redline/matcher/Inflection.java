package io.redline.matcher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ties the inflections of an English word together: plurals, and a verb's -s, -ed, -ing and irregular forms.
 *
 * <p>Each word has a key, and words with the same key are forms of one word. The key is usually the dictionary form less
 * a silent e, and is never shown. Only endings of inflection are taken off, never those that make a new word: {@code
 * policy} keeps away from {@code police}, {@code negotiation} from {@code negotiate}. Irregular forms, spellings on both
 * sides of the Atlantic and words that only look inflected ({@code news}, {@code united}) are listed in {@code
 * word-forms.txt}.
 *
 * <p>A form that belongs to several words ({@code left}, {@code saw}) is found by all of them, and when searched for
 * itself finds only itself.
 */
final class Inflection {
    private static final WordForms FORMS = WordForms.load();

    private Inflection() {}

    /** The key to search for when a query names {@code word}, which must be folded. */
    static String key(String word) {
        @Nullable List<String> listed = FORMS.keys(word);
        return listed == null ? regularKey(word) : listed.get(0);
    }

    /** The keys under which {@code word}, folded, is found in a text; {@link #key(String)} first. */
    static List<String> keys(String word) {
        @Nullable List<String> listed = FORMS.keys(word);
        if (listed != null) {
            return listed;
        }
        String bare = ArabicArticle.without(word);
        return bare.equals(word) ? List.of(regularKey(word)) : List.of(word, bare);
    }

    private static String regularKey(String word) {
        return FORMS.spelling(ruledKey(word));
    }

    /** The key by rule, before spellings are made one. */
    static String ruledKey(String word) {
        return word.length() < 4 || !isLowerCaseEnglish(word) ? word : silent(base(word));
    }

    private static boolean isLowerCaseEnglish(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }

    /** Takes off the ending of inflection. */
    private static String base(String word) {
        int length = word.length();
        if (word.endsWith("s")) {
            return withoutS(word);
        }
        if (word.endsWith("ied")) {
            return length > 4 ? word.substring(0, length - 3) + "y" : word.substring(0, length - 1);
        }
        if (word.endsWith("ed") && !word.endsWith("eed")) {
            return withoutSuffix(word, 2);
        }
        if (word.endsWith("ing")) {
            return withoutSuffix(word, 3);
        }
        return word;
    }

    private static String withoutS(String word) {
        int length = word.length();
        if (word.endsWith("ies")) {
            return length > 4 ? word.substring(0, length - 3) + "y" : word.substring(0, length - 1);
        }
        if (endsWithAny(word, "sses", "shes", "ches", "xes", "zzes", "oes")) {
            return word.substring(0, length - 2);
        }
        if (endsWithAny(word, "ss", "us", "is") || (word.endsWith("as") && !endsWithAny(word, "eas", "ias"))) {
            return word;
        }
        return word.substring(0, length - 1);
    }

    /** Takes off -ed or -ing and puts right what the ending did to the spelling. */
    private static String withoutSuffix(String word, int suffix) {
        String stem = word.substring(0, word.length() - suffix);
        int syllables = vowelGroups(stem);
        if (stem.length() < 2 || syllables == 0) {
            return word;
        }
        int last = stem.length() - 1;
        char end = stem.charAt(last);
        char before = stem.charAt(last - 1);
        if (end == before && !isVowel(stem, last)) {
            return stem.length() > 3 && "lszf".indexOf(end) < 0 ? stem.substring(0, last) : stem;
        }
        return syllables == 1 && lostItsE(stem, end, before) ? stem + "e" : stem;
    }

    /** Whether a stem of one syllable ended in a silent e before -ed or -ing: hop(e) but look, forc(e) but work. */
    private static boolean lostItsE(String stem, char end, char before) {
        int last = stem.length() - 1;
        if (isVowel(stem, last)) {
            return end == 'u';
        }
        if (isVowel(stem, last - 1)) {
            boolean shortVowel = last == 1 || !isVowel(stem, last - 2);
            return shortVowel ? "wxy".indexOf(end) < 0 : "csvz".indexOf(end) >= 0;
        }
        return switch (end) {
            case 'c', 'v', 'z', 's' -> true;
            case 'g' -> before == 'd' || before == 'r' || before == 'l';
            case 'l' -> before != 'r' && before != 'w';
            case 'r' -> true;
            default -> false;
        };
    }

    /** The key's way to write a word of several syllables: no silent e, no doubling at the end, -iz for -is. */
    private static String silent(String base) {
        int last = base.length() - 1;
        char end = base.charAt(last);
        String key = base;
        if (end == 'e' || (end != 's' && !isVowel(base, last) && end == base.charAt(last - 1))) {
            key = base.substring(0, last);
        }
        if (vowelGroups(key) < 2) {
            return base;
        }
        return key.endsWith("is") || key.endsWith("ys") ? key.substring(0, key.length() - 1) + "z" : key;
    }

    private static int vowelGroups(String word) {
        int groups = 0;
        boolean inside = false;
        for (int i = 0; i < word.length(); i++) {
            boolean vowel = isVowel(word, i);
            if (vowel && !inside) {
                groups++;
            }
            inside = vowel;
        }
        return groups;
    }

    private static boolean isVowel(String word, int at) {
        return switch (word.charAt(at)) {
            case 'a', 'e', 'i', 'o' -> true;
            case 'u' -> at == 0 || word.charAt(at - 1) != 'q';
            case 'y' -> at > 0;
            default -> false;
        };
    }

    private static boolean endsWithAny(String word, String... endings) {
        for (String ending : endings) {
            if (word.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }
}
