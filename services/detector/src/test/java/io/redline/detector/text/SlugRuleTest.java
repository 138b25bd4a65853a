package io.redline.detector.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugRuleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            CORRECTED: Ferry runs aground > Ferry runs aground
            REFILE-Ferry runs aground > Ferry runs aground
            UPDATE 3-Ferry runs aground > Ferry runs aground
            1st lead - Ferry runs aground > Ferry runs aground
            Update on ferry: all safe > Update on ferry: all safe
            Repeat offenders on ferry fined > Repeat offenders on ferry fined
            """)
    void onlyASlugIsCutOff(String headline, String bare) {
        assertThat(SlugRule.withoutSlug(headline)).isEqualTo(bare);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            Lindholm budget, 1st take: dues raised > Lindholm budget
            Lindholm budget (take 2) ferries cut > Lindholm budget
            CORRECTED: Lindholm budget, 2nd lead > Lindholm budget
            Lindholm raises dues > Lindholm raises dues
            """)
    void partsOfARunningStoryHaveOneTitle(String headline, String title) {
        assertThat(SlugRule.runningTitle(headline)).isEqualTo(title);
    }

    @Test
    void anEmptyHeadlineHasAnEmptyTitle() {
        assertThat(SlugRule.runningTitle("")).isEmpty();
    }
}
