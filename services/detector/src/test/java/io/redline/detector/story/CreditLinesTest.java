package io.redline.detector.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreditLinesTest {

    @Test
    void aDatelineNamesTheWire() {
        assertThat(origin("Valley Echo", null, "HAVNSUND, March 2 (Reuters) - A ferry ran aground."))
                .isEqualTo("reuters");
        assertThat(origin("Valley Echo", null, "PARIS (AP) \u2014 A ferry ran aground."))
                .isEqualTo("ap");
        assertThat(origin("Valley Echo", null, "OSTRAVA (Karuzan News Service) - Talks began."))
                .isEqualTo("karuzan news service");
    }

    @Test
    void aBylineNamesTheWire() {
        assertThat(origin("Valley Echo", "By Jane Moe, Associated Press", "A ferry ran aground."))
                .isEqualTo("ap");
        assertThat(origin("Valley Echo", "Jane Moe", "A ferry ran aground.")).isEqualTo("valley echo");
    }

    @Test
    void aClosingLineNamesTheWire() {
        assertThat(origin("Valley Echo", null, "A ferry ran aground.\n\nSource: AFP"))
                .isEqualTo("afp");
        assertThat(origin("Valley Echo", null, "A ferry ran aground.\n\n(Agence France-Presse)"))
                .isEqualTo("afp");
        assertThat(origin("Valley Echo", null, "A ferry ran aground.\n(Reporting by Jane Moe; Editing by John Roe)"))
                .isEqualTo("reuters");
    }

    @Test
    void aWireThatIsQuotedIsAMentionOnly() {
        CreditLines credits =
                CreditLines.read("Valley Echo", null, "The master was unhurt, his wife told AFP.\n\nMore follows.");

        assertThat(credits.origin()).isEqualTo("valley echo");
        assertThat(credits.mentions()).containsExactly("afp");
    }

    @Test
    void aWireIsItsOwnOriginUnderAnyOfItsNames() {
        assertThat(origin("The Associated Press", null, "PARIS (AFP) - A ferry ran aground."))
                .isEqualTo("ap");
        assertThat(origin("Reuters", null, "A ferry ran aground.")).isEqualTo("reuters");
    }

    @Test
    void aNameInParenthesesFurtherDownIsNoCredit() {
        assertThat(origin("", null, "The president (Liberal) - who was not there - sent a telegram. It was read."))
                .isEmpty();
    }

    private static String origin(String source, @Nullable String byline, String body) {
        return CreditLines.read(source, byline, body).origin();
    }
}
