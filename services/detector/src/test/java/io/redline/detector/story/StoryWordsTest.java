package io.redline.detector.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoryWordsTest {

    @Test
    void caseAccentsAndPossessivesDoNotMatter() {
        assertThat(StoryWords.read("T\u00fcrkiye's \u00c9LYS\u00c9E, Iran\u2019s"))
                .containsExactly("turkiye", "elysee", "iran");
    }

    @Test
    void numbersStayWhole() {
        assertThat(StoryWords.read("1,200 dead, 3.5% up, 2026.")).containsExactly("1200", "dead", "35", "up", "2026");
    }

    @Test
    void scriptsWithoutSpacesAreReadInPairs() {
        assertThat(StoryWords.read("\u5317\u4eac\u5e02 2026")).containsExactly("\u5317\u4eac", "\u4eac\u5e02", "2026");
    }

    @Test
    void wordsThatSayNothingAreNoTerms() {
        assertThat(StoryWords.term("the")).isEmpty();
        assertThat(StoryWords.term("nicht")).isEmpty();
        assertThat(StoryWords.term("x")).isEmpty();
        assertThat(StoryWords.term("negotiations")).isEqualTo(StoryWords.term("negotiating"));
        assertThat(StoryWords.term("1234567")).isEqualTo("1234567");
    }
}
