package io.redline.detector.stance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NastySentencesTest {

    private static final StanceDetector DETECTOR = StanceDetector.withDefaults();

    @Test
    void thereAreAtLeastThreeHundredSentences() {
        assertThat(NastySentences.all().stream()
                        .mapToInt(category -> category.cases().size())
                        .sum())
                .isGreaterThanOrEqualTo(300);
    }

    @TestFactory
    Stream<DynamicTest> everyCategoryStaysAboveItsFloor() {
        return NastySentences.all().stream()
                .map(category -> DynamicTest.dynamicTest(category.name(), () -> {
                    List<String> faults = new ArrayList<>();
                    for (NastySentences.Case sentence : category.cases()) {
                        String fault = sentence.fault(DETECTOR);
                        if (fault != null) {
                            faults.add(sentence.text() + " must be " + sentence.expected() + ", but " + fault);
                        }
                    }
                    double right = 1 - (double) faults.size() / category.cases().size();
                    assertThat(right)
                            .as("share of %s sentences that are right; these are not: %s", category.name(), faults)
                            .isGreaterThanOrEqualTo(category.floor());
                }));
    }
}
