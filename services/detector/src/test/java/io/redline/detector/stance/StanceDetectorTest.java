package io.redline.detector.stance;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.schemas.Action;
import io.redline.schemas.Side;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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

    @Property(tries = 500)
    void anyTextYieldsAnAnswer(@ForAll String text) {
        Analysis analysis = DETECTOR.detect(text, text, "en", NOW);
        assertThat(analysis.supported()).isTrue();
    }

    private static StanceFinding first(String text) {
        List<StanceFinding> stances = DETECTOR.detect("", text, "en", NOW).stances();
        assertThat(stances).isNotEmpty();
        return stances.get(0);
    }
}
