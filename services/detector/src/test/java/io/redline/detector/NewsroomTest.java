package io.redline.detector;

import static io.redline.detector.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.redline.detector.alert.AlertBook;
import io.redline.detector.shift.ShiftTracker;
import io.redline.detector.stance.StanceDetector;
import io.redline.detector.story.StoryIndex;
import io.redline.detector.story.StorySettings;
import io.redline.detector.watch.WatchRegistry;
import io.redline.runtime.KeyedState;
import io.redline.schemas.Alert;
import io.redline.schemas.Article;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of articles, their later versions and their ends, from text to alert. */
class NewsroomTest {

    private static final StanceDetector STANCES = StanceDetector.withDefaults();

    private static final String REFUSES = "Iran refuses to hold talks with the United States";
    private static final String AGREES = "Iran agrees to hold talks with the United States";
    private static final String SILENT = "Rain keeps ministers indoors as talks about harvests drag on";

    private final WatchRegistry watches = new WatchRegistry();
    private final ArticleAnalyzer analyzer = new ArticleAnalyzer(watches, STANCES);
    private final Newsroom newsroom = new Newsroom(
            new StoryIndex(StorySettings.DEFAULT),
            new ToldStances(KeyedState.inMemory()),
            new ShiftTracker(KeyedState.inMemory(), KeyedState.inMemory()),
            new AlertBook(watches, KeyedState.inMemory(), KeyedState.inMemory()));
    private final List<Stance> stances = new ArrayList<>();
    private final List<StanceShift> shifts = new ArrayList<>();

    @Test
    void aKillUndoesTheStancesOfTheArticle() {
        publish(article("a", 1, REFUSES, 0));
        assertThat(stances).isNotEmpty().allMatch(stance -> stance.getRetracted() == null);
        List<String> told = stances.stream().map(Stance::getId).toList();
        stances.clear();

        publish(killed("a", 2, 0));
        assertThat(stances).extracting(Stance::getId).isEqualTo(told);
        assertThat(stances).allSatisfy(stance -> {
            assertThat(stance.getRetracted()).isEqualTo("No longer counts: it was withdrawn by Wire of a.");
            assertThat(stance.getQuote()).isNotEmpty();
        });
    }

    @Test
    void anArticleWithAnOldDateCanBeTakenBackForAsLongAsAnyOther() {
        publish(received(article("a", 1, REFUSES, -80), 0));
        publish(received(article("b", 1, AGREES, -60), 0));
        assertThat(shifts).hasSize(1);
        newsroom.forget(NOON.plus(Duration.ofDays(29)));
        stances.clear();
        publish(received(killed("b", 2, -60), 29));
        assertThat(stances).isNotEmpty().allMatch(stance -> stance.getRetracted() != null);
        assertThat(shifts).hasSize(2).last().satisfies(undone -> assertThat(undone.getRetracted())
                .isNotNull());
    }

    @Test
    void aVersionThatNoLongerStatesItUndoesTheStance() {
        publish(article("a", 1, REFUSES, 0));
        stances.clear();
        publish(article("a", 2, SILENT, 0));
        assertThat(stances)
                .filteredOn(stance -> stance.getRetracted() != null)
                .isNotEmpty()
                .allSatisfy(stance -> assertThat(stance.getRetracted())
                        .isEqualTo("No longer counts: version 2 of the article no longer says so."));
    }

    @Test
    void aVersionThatStatesTheSameWritesNoStanceAgain() {
        publish(article("a", 1, REFUSES, 0));
        stances.clear();
        publish(article("a", 2, REFUSES, 0));
        assertThat(stances).isEmpty();
    }

    @Test
    void aStanceThatAnotherArticleStatesTooStays() {
        publish(article("a", 1, REFUSES, 0));
        publish(article("b", 1, REFUSES + " again", 0));
        stances.clear();
        publish(killed("a", 2, 0));
        assertThat(stances).allMatch(stance -> stance.getArticle().getId().equals("a"));
    }

    @Test
    void aKillUndoesTheShiftItCompletedAndTakesItsAlertBack() {
        watch("shift");
        publish(article("a", 1, REFUSES, 0));
        assertThat(publish(article("b", 1, AGREES, 20))).singleElement().satisfies(alert -> assertThat(alert.getKind())
                .isEqualTo("shift"));
        StanceShift told = shifts.get(0);
        shifts.clear();

        assertThat(publish(killed("b", 2, 20))).singleElement().satisfies(alert -> assertThat(alert.getState())
                .isEqualTo("retracted"));
        assertThat(shifts).singleElement().satisfies(shift -> {
            assertThat(shift.getId()).isEqualTo(told.getId());
            assertThat(shift.getRetracted()).isNotNull();
        });
    }

    @Test
    void whatComesLaterIsJudgedAsIfTheKilledArticleHadNeverBeen() {
        watch("shift");
        publish(article("a", 1, REFUSES, 0));
        publish(killed("a", 2, 0));
        assertThat(publish(article("b", 1, AGREES, 20))).isEmpty();
        assertThat(shifts).isEmpty();
    }

    @Test
    void aKillOfTheEarlierSentenceUndoesTheShiftThatNothingElseShows() {
        watch("shift");
        publish(article("a", 1, REFUSES, 0));
        publish(article("b", 1, AGREES, 20));
        shifts.clear();

        assertThat(publish(killed("a", 2, 0))).singleElement().satisfies(alert -> {
            assertThat(alert.getState()).isEqualTo("retracted");
            assertThat(alert.getArticle().getId()).isEqualTo("b");
            assertThat(alert.getReason()).contains("no longer stands");
        });
        assertThat(shifts).singleElement().satisfies(shift -> assertThat(shift.getRetracted())
                .isNotNull());
    }

    @Test
    void aShiftStaysWhenAnotherSentenceShowsTheSideThatWasLeft() {
        watch("shift");
        publish(article("z", 1, REFUSES + ", envoy repeats", -3));
        publish(article("a", 1, REFUSES, 0));
        publish(article("b", 1, AGREES, 20));
        shifts.clear();

        assertThat(publish(killed("a", 2, 0))).isEmpty();
        assertThat(shifts).singleElement().satisfies(shift -> {
            assertThat(shift.getRetracted()).isNull();
            assertThat(shift.getEvidence().get(0).getArticle()).isEqualTo("z");
        });
    }

    @Test
    void aShiftThatAnotherArticleOfTheStoryCarriesPassesToIt() {
        watch("shift");
        publish(article("a", 1, REFUSES, 0));
        publish(article("b", 1, AGREES, 20));
        publish(article("c", 1, AGREES, 20));
        shifts.clear();

        assertThat(publish(killed("b", 2, 20))).singleElement().satisfies(alert -> {
            assertThat(alert.getState()).isEqualTo("updated");
            assertThat(alert.getKind()).isEqualTo("shift");
            assertThat(alert.getArticle().getId()).isEqualTo("c");
        });
        assertThat(shifts).hasSize(2);
        assertThat(shifts.get(0).getRetracted()).isNotNull();
        assertThat(shifts.get(1).getArticle().getId()).isEqualTo("c");
        assertThat(shifts.get(1).getRetracted()).isNull();
    }

    @Test
    void anAlertWhoseShiftIsUndoneGoesBackToWhatStillHolds() {
        watch("keyword", "shift");
        publish(article("a", 1, REFUSES, 0));
        publish(article("b", 1, AGREES, 20));

        assertThat(publish(killed("a", 2, 0)))
                .filteredOn(alert -> alert.getArticle().getId().equals("b"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getState()).isEqualTo("updated");
                    assertThat(alert.getKind()).isEqualTo("keyword");
                    assertThat(alert.getShift()).isNull();
                });
    }

    @Test
    void aWithheldVersionTakesNothingBackAndTheSameTextAgainIsSilent() {
        watch("keyword");
        assertThat(publish(article("a", 1, REFUSES, 0))).hasSize(1);
        assertThat(publish(withheld("a", 2, REFUSES))).isEmpty();
        assertThat(publish(article("a", 3, REFUSES, 0))).isEmpty();
    }

    @Test
    void aWithheldArticleIsToldOnceItIsUsable() {
        watch("keyword");
        assertThat(publish(withheld("a", 1, REFUSES))).isEmpty();
        assertThat(publish(article("a", 2, REFUSES, 0))).hasSize(1);
    }

    @Test
    void aWithheldArticleThatIsKilledIsNeverTold() {
        watch("keyword");
        publish(withheld("a", 1, REFUSES));
        assertThat(publish(killed("a", 2, 0))).isEmpty();
        assertThat(stances).isEmpty();
    }

    @Test
    void whatWasToldAndThenWithheldIsTakenBackByAKill() {
        watch("keyword");
        publish(article("a", 1, REFUSES, 0));
        publish(withheld("a", 2, REFUSES));
        assertThat(publish(killed("a", 3, 0))).singleElement().satisfies(alert -> assertThat(alert.getState())
                .isEqualTo("retracted"));
    }

    @Test
    void aKilledArticleThatComesBackIsToldAgain() {
        watch("keyword");
        publish(article("a", 1, REFUSES, 0));
        publish(killed("a", 2, 0));
        stances.clear();
        assertThat(publish(article("a", 3, REFUSES, 0))).singleElement().satisfies(alert -> {
            assertThat(alert.getState()).isEqualTo("updated");
            assertThat(alert.getVersion()).isEqualTo(3);
            assertThat(alert.getReason()).startsWith("Carried again by Wire of a.");
        });
        assertThat(stances).isNotEmpty().allMatch(stance -> stance.getRetracted() == null);
    }

    @Test
    void aWithheldArticleNeitherCountsNorLeadsAnAlertThatWaitsForSources() {
        watches.put(watch().setOn(List.of("keyword")).setMinSources(2).build());
        publish(article("a", 1, REFUSES, 0));
        publish(withheld("a", 2, REFUSES));
        assertThat(publish(article("b", 1, REFUSES + " over sanctions", 0))).isEmpty();

        assertThat(publish(article("a", 3, REFUSES, 0))).singleElement().satisfies(alert -> {
            assertThat(alert.getVersion()).isEqualTo(1);
            assertThat(alert.getArticle().getVersion()).isEqualTo(3);
            assertThat(alert.getStory().getSources()).isEqualTo(2);
        });
    }

    @Test
    void aCorrectionUpdatesTheAlertAndSaysWhatBecameOfWhat() {
        watch("keyword");
        publish(article("a", 1, "Iran talks: tariff to be cut to 4.5 percent", 0));
        assertThat(publish(article("a", 2, "CORRECTED: Iran talks: tariff to be cut to 4.25 percent", 0)))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getState()).isEqualTo("updated");
                    assertThat(alert.getReason())
                            .isEqualTo("Wire of a changed its report: \"4.5 percent\" became \"4.25 percent\".");
                });
    }

    @Test
    void aCorrectionThatTurnsAStanceSaysSo() {
        watches.put(watch().setOn(List.of("stance")).build());
        publish(article("a", 1, REFUSES, 0));
        assertThat(publish(article("a", 2, AGREES, 0))).singleElement().satisfies(alert -> {
            assertThat(alert.getStance().getSide()).isEqualTo("cooperative");
            assertThat(alert.getReason()).contains("turned from conflict to cooperative");
        });
    }

    @Test
    void aVersionWithoutTheStanceReducesTheAlertToItsWords() {
        watches.put(watch().setOn(List.of("keyword", "stance")).build());
        publish(article("a", 1, REFUSES, 0));
        assertThat(publish(article("a", 2, "Iran: " + SILENT, 0)))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getKind()).isEqualTo("keyword");
                    assertThat(alert.getStance()).isNull();
                    assertThat(alert.getReason()).contains("it no longer states a conflict stance of IRN towards USA");
                });
    }

    @Test
    void aVersionWithoutTheStanceTakesAnAlertForStancesBack() {
        watches.put(watch().setOn(List.of("stance")).build());
        publish(article("a", 1, REFUSES, 0));
        assertThat(publish(article("a", 2, "Iran: " + SILENT, 0)))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getState()).isEqualTo("retracted");
                    assertThat(alert.getReason()).contains("its version 2 no longer meets the watch");
                });
    }

    @Test
    void aVersionThatCompletesTheShiftNoLongerTakesItsAlertBackOnce() {
        watch("shift");
        publish(article("a", 1, REFUSES, 0));
        publish(article("b", 1, AGREES, 20));
        assertThat(publish(article("b", 2, "Iran: " + SILENT, 20)))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getState()).isEqualTo("retracted"));
    }

    @Test
    void aVersionThatComesAfterItsStoryHasLeftTheWindowIsNoSecondAlert() {
        watch("keyword");
        publish(article("a", 1, REFUSES, 0));
        Alert told = publish(article("b", 1, REFUSES + " again", 0)).get(0);
        publish(article("x", 1, "A bridge opens in the rain", 10));

        assertThat(publish(article("b", 2, REFUSES + " again", 0))).isEmpty();
        assertThat(publish(article("b", 3, REFUSES + " for good", 0)))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getId()).isEqualTo(told.getId());
                    assertThat(alert.getStory()).isEqualTo(told.getStory());
                });
    }

    @Test
    void aRefileIsSilent() {
        watch("keyword");
        publish(article("a", 1, REFUSES, 0));
        assertThat(publish(article("a", 2, "REFILE-" + REFUSES.replace(" talks ", "  talks, ") + ".", 0)))
                .isEmpty();
        assertThat(publish(article("a", 3, "UPDATE 1-" + REFUSES, 0))).isEmpty();
    }

    @Test
    void anItemUnderAnotherIdIsAVersionOfTheSameItem() {
        watch("keyword");
        Alert told =
                publish(linked("guid-1", "Iran talks go into a second day")).get(0);
        assertThat(publish(linked("guid-2", "Iran talks go into a second day"))).isEmpty();
        assertThat(publish(linked("guid-3", "Iran talks go into a third day")))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getId()).isEqualTo(told.getId());
                    assertThat(alert.getStory().getArticles()).isEqualTo(1);
                    assertThat(alert.getReason()).contains("\"second day\" became \"third day\"");
                });
        Article kill = linked("guid-4", "Iran talks go into a third day");
        kill.setStatus("canceled");
        assertThat(publish(kill)).singleElement().satisfies(alert -> assertThat(alert.getState())
                .isEqualTo("retracted"));
    }

    private static Article linked(String id, String headline) {
        Article article = article(id, 1, headline, 0);
        article.setSource("Harbour Wire");
        article.setUrl("https://harbour.example/iran-talks");
        return article;
    }

    private void watch(String... on) {
        watches.put(watch().setOn(List.of(on)).build());
    }

    private static Watch.Builder watch() {
        return Watch.newBuilder().setId("w").setName("Talks").setQuery("talks AND Iran");
    }

    /** The alerts that follow; stances and shifts gather in their lists. */
    private List<Alert> publish(Article article) {
        Newsroom.Outcome outcome = newsroom.observe(analyzer.analyze(article), article.getReceivedAt());
        stances.addAll(outcome.stances());
        shifts.addAll(outcome.shifts());
        return outcome.alerts();
    }

    private static Article article(String id, int version, String headline, int day) {
        return Article.newBuilder()
                .setId(id)
                .setVersion(version)
                .setSource("Wire of " + id)
                .setLanguage("en")
                .setHeadline(headline)
                .setBody("")
                .setPublishedAt(NOON.plus(Duration.ofDays(day)))
                .setReceivedAt(NOON.plus(Duration.ofDays(day)))
                .build();
    }

    private static Article killed(String id, int version, int day) {
        Article kill = article(id, version, "", day);
        kill.setStatus("canceled");
        return kill;
    }

    private static Article received(Article article, int day) {
        article.setReceivedAt(NOON.plus(Duration.ofDays(day)));
        return article;
    }

    private static Article withheld(String id, int version, String headline) {
        Article withheld = article(id, version, headline, 0);
        withheld.setStatus("withheld");
        return withheld;
    }
}
