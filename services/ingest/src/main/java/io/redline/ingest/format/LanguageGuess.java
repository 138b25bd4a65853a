package io.redline.ingest.format;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says whether a text without a language tag is English: mostly Latin letters, and enough of the small words that every
 * English text is held together by, more than of those of its neighbours. Anything else stays {@code und}; a wrong guess
 * would send a text to rules that cannot read it.
 */
final class LanguageGuess {

    static final String ENGLISH = "en";
    static final String UNKNOWN = "und";

    private static final int LOOKED_AT = 2_000;
    private static final double LATIN_SHARE = 0.9;
    private static final int WORDS_FOR_CERTAINTY = 2;
    private static final double SHARE_OF_WORDS = 0.08;
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}]+");
    private static final Set<String> ENGLISH_WORDS = Set.of(
            "the", "of", "to", "and", "for", "with", "that", "by", "from", "is", "was", "were", "be", "been", "has",
            "have", "had", "will", "would", "not", "are", "its", "their", "his", "her", "they", "he", "she", "it",
            "this", "which", "who", "after", "before", "over", "said", "says", "on", "at", "as", "in", "about", "into",
            "more");
    private static final Set<String> OTHER_WORDS = Set.of(
            "de", "la", "le", "les", "des", "du", "et", "est", "une", "dans", "pour", "que", "el", "los", "las", "del",
            "por", "con", "una", "der", "die", "das", "und", "den", "von", "mit", "ist", "ein", "eine", "il", "di",
            "che", "per", "non", "da", "em", "um", "uma", "os", "het", "een", "van", "och", "att", "som", "ve", "bir");

    private LanguageGuess() {}

    /** {@code en} or {@code und}. */
    static String of(String headline, String body) {
        String text = headline + " " + body.substring(0, Math.min(body.length(), LOOKED_AT));
        long letters = text.codePoints().filter(Character::isLetter).count();
        long latin = text.codePoints()
                .filter(Character::isLetter)
                .filter(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.LATIN)
                .count();
        if (letters == 0 || latin < letters * LATIN_SHARE) {
            return UNKNOWN;
        }
        int english = 0;
        int other = 0;
        String[] words = NOT_LETTERS.split(text.toLowerCase(Locale.ROOT));
        for (String word : words) {
            english += ENGLISH_WORDS.contains(word) ? 1 : 0;
            other += OTHER_WORDS.contains(word) ? 1 : 0;
        }
        boolean enough = english >= WORDS_FOR_CERTAINTY && english >= words.length * SHARE_OF_WORDS;
        return enough && english > 2 * other ? ENGLISH : UNKNOWN;
    }
}
