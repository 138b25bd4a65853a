package io.redline.matcher;

import static io.redline.matcher.MatcherFixtures.found;
import static io.redline.matcher.MatcherFixtures.matches;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each construct of the query language finds. */
class QueryLanguageTest {
    private static final String WIRE = "The minister said the red lines were drawn; negotiating teams met in Muscat. "
            + "Türkiye and the U.S. sent long-range missiles. Iran's envoy, Abbas Araqchi, won't attend.";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "minister; true",
                "MINISTER; true",
                "absent; false",
                "absent minister; true",
                "absent OR minister; true",
                "absent || minister; true",
                "absent AND minister; false",
                "envoy && minister; true",
                "minister NOT envoy; false",
                "minister AND NOT absent; true",
                "minister -absent; true",
                "minister -envoy; false",
                "minister !envoy; false",
                "+minister absent; true",
                "+absent minister; false",
                "+minister +envoy; true",
                "(absent OR envoy) AND (teams OR nobody); true",
                "envoy AND (NOT absent); true",
                "envoy AND (NOT minister); false",
                "envoy AND NOT (NOT minister); true",
                "absent AND nobody OR minister; true",
                "minister OR absent AND nobody; true",
                "(minister OR absent) AND nobody; false",
            })
    void operatorsCombineWords(String query, boolean expected) {
        assertThat(matches(query, WIRE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'\"red line\"'; true",
                "'\"line red\"'; false",
                "'\"red lines drawn\"'; false",
                "'\"red drawn\"~2'; true",
                "'\"red drawn\"~1'; false",
                "'\"lines red\"~2'; true",
                "'\"lines red\"~1'; false",
                "'\"the red line were\"'; true",
                "'“red line”'; true",
                "'\"negotiat* team\"'; true",
                "'\"met in Muscat. Türkiye\"'; true",
            })
    void phrasesKeepWordsTogether(String query, boolean expected) {
        assertThat(matches(query, WIRE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "negotiate, negotiating",
        "meet, met",
        "meeting, met",
        "Turkiye, Türkiye",
        "US, U.S.",
        "U.S., U.S.",
        "us, U.S.",
        "Iran, Iran",
        "wont, won't",
        "won’t, won't",
        "missile, missiles",
        "long-range, long-range",
        "longrange, long-range",
        "negotiat*, negotiating",
        "m?t, met",
        "*iating, negotiating",
        "*oti*, negotiating",
        "Araghchi~2, Araqchi",
        "Aragchi~1, Araqchi",
        "Arqachi~1, Araqchi",
        "Arakshi~2, Araqchi",
        "Araghci~, Araqchi",
    })
    void wordsAreFoundInAllTheirSpellings(String query, String text) {
        assertThat(found(query, WIRE)).contains(text);
    }

    @Test
    void fieldsAreLookedAtOneByOne() {
        ArticleText article =
                new ArticleText("Talks resume", "Envoys arrived in Muscat.", "Gulf Wire", "en", "By Lena Sommer");

        assertThat(found("headline:talks", article)).containsExactly("Talks");
        assertThat(found("body:talks", article)).isEmpty();
        assertThat(found("source:\"gulf wire\"", article)).containsExactly("Gulf Wire");
        assertThat(found("language:en AND envoy", article)).containsExactly("Envoys", "en");
        assertThat(found("byline:sommer", article)).containsExactly("Sommer");
        assertThat(found("sommer OR wire", article)).isEmpty();
        assertThat(found("headline:(resume muscat)", article)).containsExactly("resume");
        assertThat(found("headline:(resume body:muscat)", article)).containsExactly("resume", "Muscat");
        assertThat(found("\"resume envoys\"", article)).isEmpty();
    }
}
