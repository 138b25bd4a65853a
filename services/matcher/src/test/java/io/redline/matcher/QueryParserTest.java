package io.redline.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\u0001',
            value = {
                "(talks; 1; never closed",
                "talks); 6; closes nothing",
                "(); 2; nothing to look for before",
                "talks AND; 7; must follow AND",
                "AND talks; 1; nothing before",
                "talks AND OR missiles; 11; side by side",
                "talks OR (); 11; nothing to look for before",
                "\"red line; 1; never closed",
                "NOT talks; 5; only takes away",
                "-talks -missiles; 1; only takes away",
                "talks OR (NOT missiles); 15; cannot be an alternative",
                "title:talks; 1; did you mean headline:",
                "foo:talks; 1; Fields are headline, body",
                "headline:; 1; must follow headline",
                ": talks; 1; must stand directly before this colon",
                "talks^2; 6; Weights",
                "[a TO b]; 1; Ranges",
                "/tal.s/; 1; Regular expressions",
                "talks ~2; 7; directly after",
                "(a b)~2; 6; belongs to a word",
                "talks~3; 7; ~1 or ~2",
                "talks~0.8; 6; whole number",
                "ab~1; 1; too short",
                "tal*~1; 1; without wildcards",
                "\"red line\"~101; 14; apart at most",
                "*; 1; needs letters",
                "a*; 1; too many words",
                "*ab; 1; letters in a row",
                "Marks & Spencer; 7; no letters or digits",
                "Russia - Ukraine; 8; directly before the word",
                "talks \\; 7; takes the meaning off",
                "headline:-talks; 10; comes a word",
            })
    void mistakesArePointedAt(String text, int column, String message) {
        QueryException thrown = catchThrowableOfType(QueryException.class, () -> QueryParser.parse(text));

        assertThat(thrown).as(text).isNotNull().hasMessageContaining(message);
        assertThat(thrown.column()).as(thrown.getMessage()).isEqualTo(column);
    }

    @Test
    void emptyQueryIsRefused() {
        assertRefused(" \n ", QueryLimits.DEFAULTS, "empty");
    }

    @Test
    void limitsAreStatedInTheirRefusal() {
        QueryLimits limits = new QueryLimits(60, 5, 2, 3, 10, 2, 3, 1);

        assertRefused("a".repeat(61), limits, "60 characters");
        assertRefused("a b c d e f", limits, "5 words");
        assertRefused("(((a)))", limits, "2 deep");
        assertRefused("\"a b c d\"", limits, "3 words");
        assertRefused("\"a b\"~11", limits, "~10");
        assertRefused("talks~1 Tehran~1", limits, "1 words with ~");
    }

    private static void assertRefused(String text, QueryLimits limits, String message) {
        assertThatThrownBy(() -> QueryParser.parse(text, limits))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining(message);
    }

    @Test
    void clausesRememberWhereTheyStand() throws QueryException {
        Query.Group group = (Query.Group) QueryParser.parse("talks AND (\"red line\"~2 OR headline:Tehran)");
        Query.Group inner = (Query.Group) group.required().get(1);

        assertThat(group.required().get(0).text()).isEqualTo("talks");
        assertThat(inner.column()).isEqualTo(12);
        assertThat(inner.text()).isEqualTo("\"red line\"~2 OR headline:Tehran");
        assertThat(inner.alternatives()).extracting(Query::text).containsExactly("\"red line\"~2", "Tehran");
        assertThat(inner.alternatives()).extracting(Query::column).containsExactly(12, 37);
    }

    @Test
    void escapedCharactersAreNotOperators() throws QueryException {
        assertThat(QueryParser.parse("\\AND")).isInstanceOf(Query.Passage.class);
        assertThat(QueryParser.parse("12\\:30"))
                .isEqualTo(new Query.Passage(
                        java.util.List.of(new Query.Atom.Form("12"), new Query.Atom.Form("30")),
                        0,
                        java.util.EnumSet.of(Field.HEADLINE, Field.BODY),
                        "12\\:30",
                        1));
    }

    @Test
    void longChainsOfOperatorsDoNotExhaustTheStack() throws QueryException {
        assertThat(QueryParser.parse("talks " + "!".repeat(16_001) + "missiles"))
                .isInstanceOf(Query.Group.class);
    }
}
