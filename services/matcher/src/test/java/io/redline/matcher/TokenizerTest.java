package io.redline.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {

    @Test
    void lettersAreFolded() {
        assertThat(words("TÜRKİYE Türkiye Straße Łódź ﬁne ｆｕｌｌ Éire naïve"))
                .containsExactly("turkiye", "turkiye", "strasse", "lodz", "fine", "full", "eire", "naive");
    }

    @Test
    void decomposedLettersAreTheSameAsComposed() {
        assertThat(words("Tu\u0308rkiye re\u0301sume\u0301")).containsExactly("turkiye", "resume");
    }

    @Test
    void apostrophesAndPossessivesAreLeftOut() {
        assertThat(words("Iran's Iran’s O'Brien don’t ministers' l'Iran d’État Sana'a rock'n'roll"))
                .containsExactly("iran", "iran", "obrien", "dont", "ministers", "iran", "etat", "sanaa", "rocknroll");
    }

    @Test
    void initialsAreOneWord() {
        assertThat(words("U.S. U.N., a.m. J.R. Smith B.Smith end."))
                .containsExactly("us", "/US", "un", "am", "jr", "smith", "b", "smith", "end");
    }

    @Test
    void capitalsTellAnAcronymFromALittleWord() {
        assertThat(words("US told us IT is it WHO who"))
                .containsExactly("us", "/US", "told", "us", "it", "/IT", "is", "it", "who", "/WHO", "who");
    }

    @Test
    void compoundsAreOfferedInPartsAndWhole() {
        assertThat(words("cease-fire long\u2011range F-16 state-of-the-art 2020-24 a-b-c-d-e -x-"))
                .containsExactly(
                        "cease",
                        "fire",
                        "/ceasefire",
                        "long",
                        "range",
                        "/longrange",
                        "f",
                        "16",
                        "/f16",
                        "state",
                        "of",
                        "the",
                        "art",
                        "/stateoftheart",
                        "2020",
                        "24",
                        "a",
                        "b",
                        "c",
                        "d",
                        "e",
                        "x");
    }

    @Test
    void numbersStayWhole() {
        assertThat(words("1,000 3.5% $20bn 10:30 2026-01-30 ٣٥"))
                .containsExactly("1000", "3.5", "20bn", "10", "30", "2026", "01", "30", "35");
    }

    @Test
    void scriptsWithoutSpacesAreCutIntoCharacters() {
        assertThat(words("北京说OK 평양 กรุง")).containsExactly("北", "京", "说", "ok", "평", "양", "ก", "รุ", "ง");
    }

    @Test
    void arabicVowelsAndAlefsAreFolded() {
        assertThat(words("إيران إِيرَان ايران")).containsOnly("ايران");
    }

    @Test
    void offsetsLeaveThePossessiveOut() {
        List<String> spans = new ArrayList<>();
        String text = "In Iran's U.S. long-range plan";
        new Tokenizer((kind, word, length, start, end) -> spans.add(text.substring(start, end))).tokenize(text);
        assertThat(spans).containsExactly("In", "Iran", "U.S.", "U.S.", "long", "range", "long-range", "plan");
    }

    /** The words of a text; those that share a position with the one before begin with a slash. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        new Tokenizer((kind, word, length, start, end) ->
                        words.add((kind == Tokenizer.Kind.PLAIN ? "" : "/") + String.valueOf(word, 0, length)))
                .tokenize(text);
        return words;
    }
}
