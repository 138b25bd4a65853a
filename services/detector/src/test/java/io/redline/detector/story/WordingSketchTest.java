package io.redline.detector.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordingSketchTest {

    @Test
    void aPartOfATextIsContainedWhole() {
        assertThat(WordingSketch.compare(sketch(0, 1000), sketch(200, 500)).ofShorter())
                .isGreaterThan(0.9);
    }

    @Test
    void differentTextsShareNothing() {
        assertThat(WordingSketch.compare(sketch(0, 500), sketch(5_000, 500)).ofShorter())
                .isZero();
    }

    @Test
    void halfATextSharedReadsAsAboutHalf() {
        assertThat(WordingSketch.compare(sketch(0, 600), sketch(300, 600)).ofShorter())
                .isEqualTo(0.5, within(0.15));
    }

    @Test
    void textsTooShortToTellShareNothing() {
        assertThat(WordingSketch.compare(sketch(0, 6), sketch(0, 6)).ofShorter())
                .isZero();
        assertThat(WordingSketch.compare(sketch(0, 2), sketch(0, 500)).ofShorter())
                .isZero();
    }

    private static int[] sketch(int first, int count) {
        List<String> words = new ArrayList<>();
        for (int word = first; word < first + count; word++) {
            words.add("word" + word);
        }
        return WordingSketch.of(words);
    }
}
