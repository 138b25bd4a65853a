package io.redline.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is typed or published, the matcher answers or says what is wrong. */
class MatcherFuzzTest {

    @Property(tries = 1_000, seed = "4711")
    void anyTextIsAQueryOrARefusalWithAColumnInside(@ForAll("queries") String text) {
        try {
            Query query = QueryParser.parse(text);
            WatchMatcher matcher = new WatchMatcher();
            matcher.register("watch", query);
            ArticleText article = MatcherFixtures.body(text);
            List<Match> matches = matcher.match(article);
            assertThat(Explanation.of(query, article).holds()).isEqualTo(!matches.isEmpty());
            assertThat(matcher.remove("watch")).isTrue();
        } catch (QueryException e) {
            assertThat(e.column()).isBetween(1, text.length() + 1);
            assertThat(e.getMessage()).isNotBlank();
        }
        QueryLint.check(text).forEach(warning -> assertThat(warning.column()).isBetween(1, text.length()));
    }

    @Property(tries = 500, seed = "4712")
    void termsAreCutOutOfTheArticleWhereTheySay(@ForAll String headline, @ForAll("articles") String body) {
        WatchMatcher matcher = new WatchMatcher();
        matcher.register("watch", MatcherFixtures.query("talks OR \"red line\"~3 OR ab* OR *xyz* OR 北京 OR talk~2"));
        ArticleText article = ArticleText.of(headline, body);
        for (Match match : matcher.match(article)) {
            for (MatchedTerm term : match.terms()) {
                String text = term.field().equals("headline") ? headline : body;
                assertThat(text.substring(term.start(), term.end())).isEqualTo(term.text());
            }
        }
    }

    @Provide
    Arbitrary<String> queries() {
        Arbitrary<String> pieces = Arbitraries.of(
                "AND",
                "OR",
                "NOT",
                "+",
                "-",
                "!",
                "(",
                ")",
                "\"",
                "\"red line\"",
                "~",
                "~2",
                "*",
                "?",
                "tal*",
                "w?ld",
                "talks",
                "headline:",
                "body:(",
                "\\",
                "^",
                "[",
                "/",
                "&&",
                "||",
                " ",
                " ",
                "é",
                "北京",
                "cease-fire",
                "U.S.",
                "'s",
                "talks~1",
                "\uD83D",
                "\uDE80",
                "\u0301",
                "\u0000",
                "\u202E");
        Arbitrary<String> built = pieces.list().ofMaxSize(14).map(list -> String.join("", list));
        return Arbitraries.oneOf(built, Arbitraries.strings().ofMaxLength(40));
    }

    @Provide
    Arbitrary<String> articles() {
        Arbitrary<String> pieces = Arbitraries.of(
                "talks ",
                "red ",
                "line ",
                "abc",
                "uvxyzw ",
                "-",
                ".",
                "'",
                "北京",
                "\u0301",
                "\uD83D\uDE80",
                "U.S.",
                "ß",
                "\n");
        return pieces.list().ofMaxSize(60).map(list -> String.join("", list));
    }
}
