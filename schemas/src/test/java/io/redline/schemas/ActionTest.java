package io.redline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActionTest {

    @ParameterizedTest
    @EnumSource(Action.class)
    void theSignOfTheScoreAgreesWithTheSide(Action action) {
        if (action.side() == Side.COOPERATIVE) {
            assertThat(action.score()).isPositive();
        } else {
            assertThat(action.score()).isNotPositive();
        }
    }

    @Test
    void aDemandIsConflictAlthoughItScoresNothing() {
        assertThat(Action.REQUEST.side()).isEqualTo(Side.CONFLICT);
        assertThat(Action.REQUEST.score()).isZero();
    }

    @Test
    void sidesAreReadByTheirWord() {
        assertThat(Side.of("cooperative")).isEqualTo(Side.COOPERATIVE);
        assertThatThrownBy(() -> Side.of("friendly")).hasMessageContaining("friendly");
    }
}
