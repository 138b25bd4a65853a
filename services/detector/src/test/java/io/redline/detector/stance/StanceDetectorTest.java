package io.redline.detector.stance;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.schemas.Action;
import io.redline.schemas.Side;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StanceDetectorTest {

    private static final StanceDetector DETECTOR = StanceDetector.withDefaults();
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @Test
    void aConditionalOpeningIsAgreementUnderACondition() {
        StanceFinding stance = first(
                "Norland said on Monday it is ready to reopen negotiations with Sudria, provided the talks are fair.");
        assertThat(stance.action()).isEqualTo(Action.AGREE);
        assertThat(stance.actorText()).isEqualTo("Norland");
        assertThat(stance.targetText()).isEqualTo("Sudria");
        assertThat(stance.conditional()).isTrue();
    }

    @Test
    void aRefusalToAllowIsRejection() {
        StanceFinding stance = first("The harbour authority refused to allow two ferries to dock.");
        assertThat(stance.action()).isEqualTo(Action.REJECT);
        assertThat(stance.side()).isEqualTo(Side.CONFLICT);
    }

    @Test
    void notRulingOutTalksIsCooperative() {
        assertThat(first("The premier did not rule out talks with the rebels.").side())
                .isNotEqualTo(Side.CONFLICT);
    }

    @Test
    void anotherLanguageIsSaidToBeUnsupported() {
        Analysis analysis = DETECTOR.detect("", "Le ministre a refus\u00e9 de n\u00e9gocier.", "fr", NOW);
        assertThat(analysis.supported()).isFalse();
        assertThat(analysis.stances()).isEmpty();
    }

    @Test
    void anOpeningAndARedLineAreTwoStancesOfOneActor() {
        List<StanceFinding> stances = DETECTOR.detect(
                        "Iran opens door to talks with Washington, rules out missile limits", """
                        VIENNA, March 1 (Wire) \u2014 Iran is ready to resume talks with the United States provided they are \
                        fair, Iranian Foreign Minister Abbas Araghchi said on Sunday.
                        "Our missiles will never be subject to negotiation," Araghchi told reporters.
                        "Iran has already surrendered," said Mona Field, an analyst at the Gulf Policy Institute.
                        Turkish President Recep Tayyip Erdogan said Ankara is ready to mediate.
                        """, "en", NOW)
                .stances();
        assertThat(stances)
                .anySatisfy(stance -> {
                    assertThat(stance.actor()).isEqualTo("IRN");
                    assertThat(stance.target()).isEqualTo("USA");
                    assertThat(stance.side()).isEqualTo(Side.COOPERATIVE);
                    assertThat(stance.issue()).isEqualTo("talks");
                    assertThat(stance.conditional()).isTrue();
                })
                .anySatisfy(stance -> {
                    assertThat(stance.actor()).isEqualTo("IRN");
                    assertThat(stance.side()).isEqualTo(Side.CONFLICT);
                    assertThat(stance.issue()).isEqualTo("missile-program");
                    assertThat(stance.voice()).isEqualTo(Voice.OWN);
                })
                .anySatisfy(stance -> {
                    assertThat(stance.actor()).isEqualTo("TUR");
                    assertThat(stance.side()).isEqualTo(Side.COOPERATIVE);
                })
                .noneSatisfy(stance -> assertThat(stance.action()).isEqualTo(Action.YIELD));
    }

    @Test
    void aPairThatAgreesIsActorAndTarget() {
        StanceFinding stance = first("Norway and Sweden signed a fishing agreement on Tuesday.");
        assertThat(stance.actor()).isEqualTo("NOR");
        assertThat(stance.target()).isEqualTo("SWE");
        assertThat(stance.action()).isEqualTo(Action.SUPPORT);
    }

    @Test
    void offsetsPointAtTheSentence() {
        String body = "The weather was fine.\nSpain expelled two Russian diplomats on Friday.";
        StanceFinding stance = DETECTOR.detect("", body, "en", NOW).stances().get(0);
        assertThat(body.substring(stance.start(), stance.end())).isEqualTo(stance.quote());
        assertThat(stance.quote()).startsWith("Spain expelled");
    }

    @Test
    void longAndOddTextsYieldAnAnswer() {
        for (String unit : List.of(
                "Iran and ",
                "( ",
                "\" ' ",
                "said that ",
                "who which that ",
                "U.S. ",
                "\ud83d\ude00",
                "'s ",
                "he said, ",
                "a")) {
            String text = unit.repeat(100_000 / unit.length());
            assertThat(DETECTOR.detect(text, text, "en", NOW).supported()).isTrue();
        }
    }

    @Test
    void anArticleOfAMegabyteYieldsABoundedAnswer() {
        String unit = "Norway rejected the offer. \"We will not sign,\" a minister said on Monday.\n";
        Analysis analysis = DETECTOR.detect("", unit.repeat(1_000_000 / unit.length()), "en", NOW);
        assertThat(analysis.stances()).hasSize(StanceDetector.MOST);
    }

    @Property(tries = 500)
    void anyTextYieldsAnAnswerAndEveryWordItRestsOnIsATrueStretchOfIt(@ForAll("news") String text) {
        for (StanceFinding stance : DETECTOR.detect("", text, "en", NOW).stances()) {
            assertThat(text.substring(stance.start(), stance.end())).isEqualTo(stance.quote());
            for (Explanation.Words words : stance.explanation().words()) {
                assertThat(words.start()).isBetween(0, words.end());
                assertThat(words.end()).isLessThanOrEqualTo(text.length());
            }
        }
    }

    /** Words of news in any order, between arbitrary characters: reaches the rules that plain noise never meets. */
    @Provide
    Arbitrary<String> news() {
        Arbitrary<String> word = Arbitraries.of(
                "Iran",
                "France",
                "the union",
                "he",
                "it",
                "Kenya's",
                "not",
                "will",
                "if",
                "unless",
                "said",
                "refused",
                "to",
                "lift",
                "sanctions",
                "on",
                "with",
                "talks",
                "and",
                ",",
                "\"",
                ".",
                "who",
                "that",
                "was",
                "attacked",
                "by",
                "call",
                "the ban",
                "illegal",
                "troops",
                "release",
                "of",
                "in",
                "'s",
                "(",
                ")",
                "more than",
                "5");
        return Arbitraries.oneOf(word, word, word, Arbitraries.strings().ofMaxLength(4))
                .list()
                .ofMaxSize(60)
                .map(words -> String.join(" ", words));
    }

    private static StanceFinding first(String text) {
        List<StanceFinding> stances = DETECTOR.detect("", text, "en", NOW).stances();
        assertThat(stances).isNotEmpty();
        return stances.get(0);
    }
}
