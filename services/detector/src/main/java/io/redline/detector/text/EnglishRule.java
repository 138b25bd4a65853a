package io.redline.detector.text;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an article can be read as English: by the language it is marked with, and by its own words where those
 * plainly say otherwise. In doubt it is English, since names and figures look alike in many languages.
 */
public final class EnglishRule {

    private static final Set<String> MARKED = Set.of("", "en", "eng", "english", "und");

    /** Words that hardly any English sentence does without, and that are no words of its neighbours. */
    private static final Set<String> ENGLISH =
            words("the of and to for that with by from has have were said it be not his"
                    + " are its their would which who after this an had been but they more about");

    /** The same for languages written with Latin letters; none of them is an English word or a part of common names. */
    private static final Set<String> OTHERS =
            words("der das und ist nicht mit dem den ein eine auf für zu sich wird nach bei"
                    + " les des est une dans que qui pour sur aux par ont sont selon"
                    + " los las una con por para del como más fue sus según"
                    + " che è gli della nel sono più delle anche"
                    + " não uma dos os em ao são pelo foi"
                    + " het een van niet zijn voor aan dat ook werd"
                    + " och att som av inte till på ikke til og det er har"
                    + " nie się że jest oraz przez jak ve bir için bu ile olan dan yang untuk dengan pada tidak");

    private static final int JUDGED = 400;
    private static final int ENOUGH = 20;

    /** So many English words, and hardly another: no need to read on. */
    private static final int PLAIN = 5;

    private EnglishRule() {}

    private static Set<String> words(String list) {
        return Set.of(list.split(" "));
    }

    /**
     * Why an article is not read, in a few plain words; null where it is.
     *
     * @param language its BCP 47 tag; empty or "und" where it is not known
     */
    public static @Nullable String refusal(String language, Document document) {
        String tag = language.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        if (!MARKED.contains(tag) && !tag.startsWith("en-")) {
            return "it is marked as \"" + language.strip() + "\"";
        }
        return readsAsEnglish(document) ? null : "its text is not English";
    }

    private static boolean readsAsEnglish(Document document) {
        int english = 0;
        int other = 0;
        int words = 0;
        int letters = 0;
        int latin = 0;
        for (Passage passage : document.passages()) {
            for (int i = 0; i < passage.size() && words < JUDGED; i++) {
                if (!passage.isWord(i)) {
                    continue;
                }
                words++;
                String word = passage.word(i);
                int first = word.codePointAt(0);
                if (first < 'a' || first > 'z') {
                    letters += Character.isLetter(first) ? 1 : 0;
                    latin += Character.isLetter(first) && UnicodeScript.of(first) == UnicodeScript.LATIN ? 1 : 0;
                    continue;
                }
                letters++;
                latin++;
                english += ENGLISH.contains(word) ? 1 : 0;
                other += OTHERS.contains(word) ? 1 : 0;
                if (english >= PLAIN && english > 2 * other && 2 * latin > letters) {
                    return true;
                }
            }
        }
        if (2 * latin < letters) {
            return false;
        }
        return words < ENOUGH || other < 2 * english || 10 * other < words;
    }
}
