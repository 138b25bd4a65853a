package io.redline.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryLintTest {

    @Test
    void operatorInLowerCaseIsPointedAt() {
        assertThat(QueryLint.check("talks and missiles"))
                .containsExactly(
                        new Warning("\"and\" is looked for as a word here: write AND in capitals to join words.", 7));
        assertThat(QueryLint.check("\"talks and missiles\" AND Tehran")).isEmpty();
        assertThat(QueryLint.check("talks not missiles"))
                .extracting(Warning::column)
                .containsExactly(7);
    }

    @Test
    void unquotedNameIsPointedAt() {
        assertThat(QueryLint.check("talks AND Lena Sommer"))
                .extracting(Warning::column)
                .containsExactly(11);
        assertThat(QueryLint.check("\"Lena Sommer\" Tehran talks")).isEmpty();
    }

    @Test
    void mixedOperatorsArePointedAtOncePerLevel() {
        assertThat(QueryLint.check("a OR b AND c OR d"))
                .extracting(Warning::column)
                .containsExactly(8);
        assertThat(QueryLint.check("(a OR b) AND c")).isEmpty();
    }

    @Test
    void looseSpellingOfAShortWordIsPointedAt() {
        assertThat(QueryLint.check("iran~ OR iran~1 OR tehran~2"))
                .extracting(Warning::column)
                .containsExactly(1);
    }

    @Test
    void brokenQueryIsLeftToTheParser() {
        assertThat(QueryLint.check("\"talks and")).isEmpty();
    }
}
