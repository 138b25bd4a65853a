package io.redline.detector.alert;

import static io.redline.detector.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.redline.schemas.ArticleRef;
import io.redline.schemas.Term;
import io.redline.schemas.internal.AlertSupport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionDifferenceTest {

    private static final String HEADLINE = "Norland raises its rate to 4.5 percent";
    private static final String EXCERPT = "…the bank raised its rate by half a point on Thursday, its governor said…";

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEADLINE,
                "CORRECTED: " + HEADLINE,
                "CORRECTED-UPDATE 2-" + HEADLINE,
                "REFILE-" + HEADLINE,
                "RPT-" + HEADLINE,
                "2nd take: " + HEADLINE,
                "Norland  raises its rate - to 4.5 percent.",
                "NORLAND RAISES ITS RATE TO 4.5 PERCENT"
            })
    void aSlugOrAnotherWayToPrintTheSameIsNoChange(String headline) {
        assertThat(VersionDifference.between(version(HEADLINE, EXCERPT), version(headline, EXCERPT)))
                .isEmpty();
    }

    @Test
    void aFigureIsShownWithTheWordBesideIt() {
        assertThat(VersionDifference.between(
                        version(HEADLINE, EXCERPT), version("Norland raises its rate to 4.25 percent", EXCERPT)))
                .hasValue("Meridian Wire changed its report: \"4.5 percent\" became \"4.25 percent\".");
    }

    @Test
    void whatChangesInSeveralPlacesAlikeIsSaidOnce() {
        assertThat(VersionDifference.between(
                        version("Rate up half a point", "The rate is up half a point."),
                        version("Rate up a quarter point", "The rate is up a quarter point.")))
                .hasValue("Meridian Wire changed its report: \"half a point\" became \"a quarter point\".");
    }

    @Test
    void wordsPutInAndTakenOutAreSaid() {
        assertThat(VersionDifference.between(
                        version(HEADLINE, "The bank of Norland raised its rate on Thursday."),
                        version(HEADLINE, "The central bank of Norland raised its rate.")))
                .hasValueSatisfying(change ->
                        assertThat(change).contains("it now says \"central\"").contains("\"on Thursday\" is gone"));
    }

    @Test
    void anExcerptThatIsCutElsewhereIsNoChange() {
        assertThat(VersionDifference.between(
                        version(HEADLINE, "…the bank raised its rate by half a point on Thursday, its governor said…"),
                        version(HEADLINE, "…bank raised its rate by half a point on Thursday, its governor said at…")))
                .isEmpty();
    }

    @Test
    void aPassageThatIsWrittenAnewIsShownWhole() {
        String anew =
                "Borrowing will cost more from Monday, after the bank surprised markets with a rise that nobody saw coming.";
        assertThat(VersionDifference.between(version(HEADLINE, "Markets fell."), version(HEADLINE, anew)))
                .hasValue("Meridian Wire changed its report: the passage now reads \"" + anew + "\".");
    }

    @Test
    void wordsOfTheWatchThatComeAndGoAreSaid() {
        AlertSupport before = version(HEADLINE, EXCERPT);
        before.setTerms(List.of(new Term("rate", "body", 0, 4)));
        AlertSupport after = version(HEADLINE, EXCERPT);
        after.setTerms(List.of(new Term("Rate", "headline", 0, 4), new Term("inflation", "body", 9, 18)));
        assertThat(VersionDifference.between(before, after))
                .hasValue("Meridian Wire changed its report: it now has \"inflation\".");
    }

    @Test
    void textsOfAnyLengthAreCompared() {
        String endless = "word ".repeat(100_000);
        assertThat(VersionDifference.between(version(endless, EXCERPT), version(endless + "more", EXCERPT)))
                .isEmpty();
    }

    private static AlertSupport version(String headline, String excerpt) {
        return AlertSupport.newBuilder()
                .setArticle(new ArticleRef("urn:rate", 1, headline, "Meridian Wire", null, NOON))
                .setExcerpt(excerpt)
                .setStances(List.of())
                .build();
    }
}
