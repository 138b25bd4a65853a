package io.redline.endtoend;

import java.util.Random;
import java.util.StringJoiner;

/** Made-up words, so that made-up articles tell different stories; the same seed gives the same words. */
final class Vocabulary {

    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final int SYLLABLES = 4;

    private final Random random;

    Vocabulary(long seed) {
        this.random = new Random(seed);
    }

    String words(int count) {
        StringJoiner words = new StringJoiner(" ");
        for (int i = 0; i < count; i++) {
            words.add(word());
        }
        return words.toString();
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < SYLLABLES; i++) {
            word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())))
                    .append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        return word.toString();
    }
}
