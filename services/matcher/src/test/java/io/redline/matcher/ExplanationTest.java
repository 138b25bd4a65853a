package io.redline.matcher;

import static io.redline.matcher.MatcherFixtures.body;
import static io.redline.matcher.MatcherFixtures.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final ArticleText ARTICLE = body("The envoys drew a red line before the talks in Muscat.");

    @Test
    void whatHeldIsShownWithItsWords() {
        assertThat(Explanation.of(query("\"red line\" AND (talks OR missile) NOT sanctions"), ARTICLE))
                .hasToString("""
                        + query "red line" AND (talks OR missile) NOT sanctions: all that is required is met
                          + required "red line" AND (talks OR missile): all that is required is met
                            + required "red line": found "red line" in body
                            + required talks OR missile: met by talks
                              + alternative talks: found "talks" in body
                              - alternative missile: not in headline or body
                          + excluded sanctions: not in headline or body
                        """.strip());
    }

    @Test
    void whatFailedIsShownWithTheWordsThatLack() {
        Explanation explanation = Explanation.of(query("\"red tape\" AND (sanctions OR missile)"), ARTICLE);

        assertThat(explanation.holds()).isFalse();
        assertThat(explanation.reason()).isEqualTo("required but not met: \"red tape\", sanctions OR missile");
        assertThat(explanation.clauses())
                .extracting(Explanation::reason)
                .containsExactly("no tape in headline or body", "none of sanctions, missile is met");
    }

    @Test
    void wordsInTheWrongPlacesAreTold() {
        assertThat(Explanation.of(query("\"line red\""), ARTICLE).reason())
                .isEqualTo("its words are there, but not side by side in this order in headline or body");
        assertThat(Explanation.of(query("\"envoys talks\"~2"), ARTICLE).reason())
                .isEqualTo("its words are there, but not that near one another in headline or body");
        assertThat(Explanation.of(query("headline:talks"), ARTICLE).reason()).isEqualTo("not in headline");
    }

    @Test
    void excludedClauseThatIsFoundSpeaksAgainst() {
        Explanation explanation = Explanation.of(query("talks AND NOT muscat"), ARTICLE);

        assertThat(explanation.reason()).isEqualTo("excluded but found: muscat");
        assertThat(explanation.clauses().get(1).role()).isEqualTo(Explanation.Role.EXCLUDED);
        assertThat(explanation.clauses().get(1).terms())
                .extracting(MatchedTerm::text)
                .containsExactly("Muscat");
    }

    @Test
    void mapHoldsTheSameAsTheTree() {
        assertThat(Explanation.of(query("talks"), ARTICLE).toMap())
                .containsEntry("role", "query")
                .containsEntry("clause", "talks")
                .containsEntry("holds", true)
                .containsEntry("reason", "found \"talks\" in body")
                .containsEntry("clauses", List.of())
                .containsKey("terms");
    }
}
