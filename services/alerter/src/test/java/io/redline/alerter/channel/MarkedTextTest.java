package io.redline.alerter.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MarkedTextTest {

    @Test
    void wordsAreMarkedWhereverTheyStandInAnyCase() {
        assertThat(shown("Talks on talks: the TALKS", "talks")).isEqualTo("[Talks] on [talks]: the [TALKS]");
    }

    @Test
    void onlyWholeWordsAreMarkedAndTheLongestWins() {
        assertThat(shown("Red lines, red line, hundred lines", "red line", "red lines", "red"))
                .isEqualTo("[Red lines], [red line], hundred lines");
    }

    @Test
    void wordsOfOtherScriptsAndWithSignsAreFound() {
        assertThat(shown("Überraschung in Genève (G7+)", "genève", "G7+", "überraschung"))
                .isEqualTo("[Überraschung] in [Genève] ([G7+])");
    }

    @Test
    void lineBreaksAndControlCharactersBecomeSpaces() {
        assertThat(shown("one\r\nBcc: two\u0000three\u2028four")).isEqualTo("one Bcc: two three four");
    }

    @Test
    void aCutTextEndsInAnEllipsisAndNeverInHalfACharacter() {
        MarkedText cut =
                MarkedText.of("ab \uD83D\uDE00\uD83D\uDE00", List.of("ab")).cut(5);
        assertThat(cut.plain()).isEqualTo("ab …");
        assertThat(cut.passages().get(0).marked()).isTrue();
        assertThat(MarkedText.of("short", List.of()).cut(5).plain()).isEqualTo("short");
    }

    private static String shown(String text, String... words) {
        return MarkedText.of(text, List.of(words)).render(UnaryOperator.identity(), marked -> "[" + marked + "]");
    }
}
