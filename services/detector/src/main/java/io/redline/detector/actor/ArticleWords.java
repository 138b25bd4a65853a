package io.redline.detector.actor;

import io.redline.detector.text.Field;
import io.redline.detector.text.Passage;
import io.redline.detector.text.Sentence;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an article as a whole tells about the words in it. */
final class ArticleWords {

    private static final double TITLED = 0.6;

    private final Set<String> nameWords = new HashSet<>();
    private final Set<String> cues = new HashSet<>();

    /** Notes the words that have a capital where an ordinary word would not, and the cues of homonyms. */
    ArticleWords(List<Passage> passages, Gazetteer gazetteer, List<Introduction> known) {
        for (Introduction introduction : known) {
            for (String word : introduction.name().split("\\s+")) {
                nameWords.add(word.toLowerCase(Locale.ROOT));
            }
        }
        Set<String> wanted = gazetteer.homonyms().articleCues();
        for (Passage passage : passages) {
            for (Sentence line : passage.sentences()) {
                boolean telling = !isTitled(passage, line) && !isShouting(passage, line);
                for (int i = line.first(); i < line.end(); i++) {
                    String word = passage.word(i);
                    if (wanted.contains(word)) {
                        cues.add(word);
                    }
                    if (telling && i > line.first() && passage.isCapitalised(i) && !passage.isPunctuation(i - 1)) {
                        nameWords.add(word);
                    }
                }
            }
        }
    }

    boolean contains(String cue) {
        return cues.contains(cue);
    }

    /** Whether a word is seen with a capital in the middle of a sentence. */
    boolean isNameWord(String word) {
        return nameWords.contains(word);
    }

    /** Whether a line is set in capitals. */
    static boolean isShouting(Passage passage, Sentence line) {
        int words = 0;
        int capitals = 0;
        for (int i = line.first(); i < line.end(); i++) {
            if (passage.isWord(i) && passage.end(i) - passage.start(i) > 1) {
                words++;
                capitals += passage.isAllCapitals(i) ? 1 : 0;
            }
        }
        return words >= 4 && capitals >= words * TITLED;
    }

    /** Whether a line is a headline that sets most words with a capital. */
    static boolean isTitled(Passage passage, Sentence line) {
        if (line.kind() == Sentence.Kind.PROSE && passage.field() == Field.BODY) {
            return false;
        }
        int words = 0;
        int capitals = 0;
        for (int i = line.first(); i < line.end(); i++) {
            if (passage.isWord(i) && passage.end(i) - passage.start(i) > 3) {
                words++;
                capitals += passage.isCapitalised(i) ? 1 : 0;
            }
        }
        return words >= 3 && capitals > words * TITLED;
    }
}
