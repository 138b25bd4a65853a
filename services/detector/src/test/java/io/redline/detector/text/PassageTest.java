package io.redline.detector.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.detector.text.Sentence.Kind;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PassageTest {

    @Test
    void contractionsAndPossessivesAreTwoTokens() {
        assertThat(words("Tehran's envoy won't go, can't stay and didn't call"))
                .containsExactly(
                        "tehran", "'s", "envoy", "will", "not", "go", ",", "can", "not", "stay", "and", "did", "not",
                        "call");
    }

    @Test
    void initialsAndNumbersStayWhole() {
        assertThat(words("U.S. officials paid $1,500.50 to J. Doe; re-opened the cease-fire line"))
                .containsExactly(
                        "u.s.",
                        "officials",
                        "paid",
                        "$",
                        "1,500.50",
                        "to",
                        "j.",
                        "doe",
                        ";",
                        "reopened",
                        "the",
                        "ceasefire",
                        "line");
    }

    @Test
    void abbreviationsDoNotEndASentence() {
        assertThat(
                        sentences(
                                "Gen. Ada Stone met Sen. Lowe on Sept. 4 in the U.S. capital. The U.N. was told. Acme Inc. agreed."))
                .containsExactly(
                        "Gen. Ada Stone met Sen. Lowe on Sept. 4 in the U.S. capital.",
                        "The U.N. was told.",
                        "Acme Inc. agreed.");
    }

    @Test
    void aQuotationKeepsItsClosingMark() {
        assertThat(sentences("\"We are done here.\" She left. \u201cNo!\u201d he said. 'Fine.'"))
                .containsExactly("\"We are done here.\"", "She left.", "\u201cNo!\u201d he said.", "'Fine.'");
    }

    @Test
    void datelinesHeadingsAndCreditsStandApart() {
        Passage passage = Passage.of(
                Field.BODY,
                "By Ann Rice and Bo Lee\nOSLO, March 3 (Wire) \u2014 Ministers met on Monday.\nA long night\n\u2022 They spoke again.\n(Reporting by Ann Rice; Editing by Bo Lee)");
        assertThat(passage.sentences())
                .extracting(Sentence::kind)
                .containsExactly(Kind.CREDIT, Kind.DATELINE, Kind.PROSE, Kind.HEADING, Kind.PROSE, Kind.CREDIT);
        assertThat(passage.text(passage.sentences().get(2))).isEqualTo("Ministers met on Monday.");
        assertThat(passage.text(passage.sentences().get(4))).isEqualTo("They spoke again.");
    }

    @Test
    void hardWrappedLinesAreOneSentence() {
        assertThat(sentences("The two sides\nmet in Oslo and\nParis on Monday.\nThey parted."))
                .containsExactly("The two sides\nmet in Oslo and\nParis on Monday.", "They parted.");
    }

    @Test
    void quotationsKnowTheirDepth() {
        Passage passage = Passage.of(Field.BODY, "He said: \u201cThey told us \u2018never\u2019 again\u201d and left");
        assertThat(passage.quoteDepth(passage.tokenAt(passage.text().indexOf("never"))))
                .isEqualTo(2);
        assertThat(passage.quoteDepth(passage.tokenAt(passage.text().indexOf("told"))))
                .isEqualTo(1);
        assertThat(passage.quoteDepth(passage.tokenAt(passage.text().indexOf("left"))))
                .isZero();
    }

    @Property(tries = 2000)
    void anyTextIsCoveredByTokensInOrder(@ForAll String text) {
        Passage passage = Passage.of(Field.BODY, text);
        int end = 0;
        for (int i = 0; i < passage.size(); i++) {
            assertThat(passage.start(i)).isGreaterThanOrEqualTo(end);
            assertThat(passage.end(i)).isGreaterThan(passage.start(i));
            end = passage.end(i);
        }
        assertThat(end).isLessThanOrEqualTo(text.length());
        for (Sentence sentence : passage.sentences()) {
            assertThat(sentence.size()).isBetween(1, SentenceSplitter.LONGEST);
        }
    }

    @Test
    void verbsInflect() {
        assertThat(Inflections.verb("withdraw").past()).isEqualTo("withdrew");
        assertThat(Inflections.verb("expel").past()).isEqualTo("expelled");
        assertThat(Inflections.verb("ban").gerund()).isEqualTo("banning");
        assertThat(Inflections.verb("deny").third()).isEqualTo("denies");
        assertThat(Inflections.verb("veto").third()).isEqualTo("vetoes");
        assertThat(Inflections.verb("order").gerund()).isEqualTo("ordering");
        assertThat(Inflections.verb("detain").past()).isEqualTo("detained");
    }

    private static List<String> words(String text) {
        Passage passage = Passage.of(Field.BODY, text);
        return IntStream.range(0, passage.size()).mapToObj(passage::word).toList();
    }

    private static List<String> sentences(String text) {
        Passage passage = Passage.of(Field.BODY, text);
        return passage.sentences().stream().map(passage::text).toList();
    }
}
