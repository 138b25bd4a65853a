package io.redline.detector.story;

import static io.redline.detector.story.StoryTexts.COUNCIL_BUDGET;
import static io.redline.detector.story.StoryTexts.FERRY_INDEPENDENT;
import static io.redline.detector.story.StoryTexts.FERRY_STRIKE;
import static io.redline.detector.story.StoryTexts.FERRY_WIRE;
import static io.redline.detector.story.StoryTexts.MINISTER_FIRST_SPELLING;
import static io.redline.detector.story.StoryTexts.MINISTER_SECOND_SPELLING;
import static io.redline.detector.story.StoryTexts.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.redline.detector.story.StoryEntry.Standing;
import io.redline.detector.story.StoryTexts.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoryIndexTest {

    private static final StorySignature NOTHING_TO_READ = new Text("", "und", "", "").signature();

    private final StoryIndex index = new StoryIndex(StorySettings.DEFAULT);

    @Test
    void aReportInOtherWordsIsTheSameStoryAndAnotherSource() {
        Assignment first = assign("wire", FERRY_WIRE, 0);
        Assignment second = assign("own", FERRY_INDEPENDENT, 3);

        assertThat(second.storyId()).isEqualTo(first.storyId());
        assertThat(second.articles()).isEqualTo(2);
        assertThat(second.sources()).isEqualTo(2);
        assertThat(second.addsSource()).isTrue();
        assertThat(second.duplicateOf()).isNull();
    }

    @Test
    void aNameSpeltDifferentlyDoesNotPartAStory() {
        Assignment first = assign("a", MINISTER_FIRST_SPELLING, 0);
        Assignment second = assign("b", MINISTER_SECOND_SPELLING, 1);

        assertThat(second.storyId()).isEqualTo(first.storyId());
        assertThat(second.sources()).isEqualTo(2);
    }

    @Test
    void aReheadlinedCopyCutAtTheEndAddsNoSource() {
        assign("wire", FERRY_WIRE, 0);
        Text cut = FERRY_WIRE
                .from("Lakeside Times")
                .headed("Fog, a reef and a lucky escape")
                .cutTo(3);
        Assignment copy = assign("cut", cut, 2);

        assertThat(copy.articles()).isEqualTo(2);
        assertThat(copy.sources()).isEqualTo(1);
        assertThat(copy.addsSource()).isFalse();
        assertThat(copy.duplicateOf()).isEqualTo("wire");
    }

    @Test
    void aCopyBehindAnotherFirstParagraphIsStillACopy() {
        assign("wire", FERRY_WIRE, 0);
        Text copy = FERRY_WIRE
                .from("Lakeside Times")
                .openedWith("It was a morning that those who took the early boat to the islands will not forget soon, "
                        + "and one that could have ended badly.");

        assertThat(assign("copy", copy, 2).duplicateOf()).isEqualTo("wire");
    }

    @Test
    void fortyCopiesOfAWireAreOneSource() {
        Assignment last = assign("wire", FERRY_WIRE, 0);
        for (int copy = 1; copy <= 40; copy++) {
            Text text = FERRY_WIRE
                    .from("Paper " + copy)
                    .headed("Headline number " + copy)
                    .cutTo(2 + copy % 4);
            last = assign("copy-" + copy, text, copy % 20);
            assertThat(last.duplicateOf()).isEqualTo("wire");
        }
        assertThat(last.articles()).isEqualTo(41);
        assertThat(last.sources()).isEqualTo(1);
    }

    @Test
    void theOriginalIsTheOneCreditedNotTheOneSeenFirst() {
        Assignment copy = assign("copy", FERRY_WIRE.from("Lakeside Times").cutTo(3), 0);
        Assignment original = assign("wire", FERRY_WIRE, 1);

        assertThat(copy.duplicateOf()).isNull();
        assertThat(original.duplicateOf()).isNull();
        assertThat(original.addsSource()).isFalse();
        assertThat(original.sources()).isEqualTo(1);
    }

    @Test
    void twoOutletsCreditingOneWireAreOneSourceWhateverTheirWords() {
        assign("a", FERRY_WIRE.from("Lakeside Times"), 0);
        Text rewritten = new Text(
                "Valley Echo", "en", FERRY_INDEPENDENT.headline(), "HAVNSUND (Reuters) - " + FERRY_INDEPENDENT.body());

        assertThat(assign("b", rewritten, 1).sources()).isEqualTo(1);
    }

    @Test
    void aCopyAndItsOriginalAreOneSourceInEitherOrder() {
        Text original = FERRY_WIRE.from("Harbour Post");
        Text copy = FERRY_WIRE.from("Lakeside Times").headed("Lucky escape").cutTo(1);
        assign("copy", copy, 0);
        Assignment late = assign("original", original, 1);

        assertThat(late.sources()).isEqualTo(1);
        assertThat(late.duplicateOf()).as("much longer than its copy").isNull();
    }

    @Test
    void copiesOfDifferentPartsBecomeOneSourceOnceTheirOriginalComes() {
        assign("top", FERRY_WIRE.from("Lakeside Times").cutTo(2), 1);
        Text tail = new Text(
                "Valley Echo",
                "en",
                FERRY_WIRE.headline(),
                FERRY_WIRE.body().substring(FERRY_WIRE.body().indexOf("Fishing boats")));
        assertThat(assign("tail", tail, 2).sources()).isEqualTo(2);

        Assignment original = assign("original", FERRY_WIRE.from("Harbour Post"), 0);
        assertThat(original.articles()).isEqualTo(3);
        assertThat(original.sources()).isEqualTo(1);
        assertThat(original.addsSource()).isFalse();
        assertThat(original.changed()).extracting(StoryEntry::articleId).contains("original");
        assertThat(original.changed()).hasSize(2);
    }

    @Test
    void aLaterCreditShowsThatTwoCopiesAreOneSource() {
        assign("a", FERRY_WIRE.from("Lakeside Times").openedWith("It was a morning to remember."), 0);
        Text credited = new Text(
                "Valley Echo", "en", FERRY_INDEPENDENT.headline(), "HAVNSUND (Reuters) - " + FERRY_INDEPENDENT.body());
        assertThat(assign("b", credited, 1).sources()).isEqualTo(2);

        assertThat(assign("wire", FERRY_WIRE, 2).sources()).isEqualTo(1);
    }

    @Test
    void aRoundUpOfTwoSourcesMakesThemNoOneSource() {
        assign("a", FERRY_WIRE.from("Harbour Post"), 0);
        assign("b", FERRY_INDEPENDENT.from("Valley Echo"), 1);
        Text roundUp =
                new Text("Lakeside Times", "en", "What we know", FERRY_WIRE.body() + "\n\n" + FERRY_INDEPENDENT.body());

        assertThat(assign("c", roundUp, 2).sources()).isEqualTo(2);
    }

    @Test
    void theSameTextUnderAnotherIdIsTheSameArticle() {
        assign("guid-1", FERRY_INDEPENDENT, 0);
        Assignment again = assign("guid-2", FERRY_INDEPENDENT.headed("All safe after ferry hits reef"), 2);

        assertThat(again.entry().articleId()).isEqualTo("guid-1");
        assertThat(again.entry().version()).isEqualTo(2);
        assertThat(again.isNewArticle()).isFalse();
        assertThat(again.articles()).isEqualTo(1);
        assertThat(index.assign("guid-2", 2, FERRY_INDEPENDENT.signature(), after(3))
                        .entry()
                        .version())
                .isEqualTo(3);
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void theSameAddressAndAboutTheSameIsTheSameArticleWhateverItsWords() {
        index.assign("guid-1", 1, at("https://harbour.example/ferry", FERRY_INDEPENDENT), after(0));
        Text rewritten = FERRY_WIRE.from(FERRY_INDEPENDENT.source());
        String visited = "https://harbour.example/ferry/?utm_source=feed#top";
        assertThat(index.assign("guid-2", 1, at(visited, rewritten), after(1)).articles())
                .isEqualTo(1);
        assertThat(index.assign("guid-3", 1, at("https://harbour.example/other", rewritten), after(1))
                        .isNewArticle())
                .as("same text as the rewritten version")
                .isFalse();
        assertThat(index.assign("other", 1, at("https://harbour.example/ferry", COUNCIL_BUDGET), after(1))
                        .isNewArticle())
                .as("about something else")
                .isTrue();
    }

    @Test
    void theSameTextOfAnotherOutletOrTwoDaysLaterIsAnotherArticle() {
        assign("a", FERRY_INDEPENDENT, 0);
        assertThat(assign("b", FERRY_INDEPENDENT.from("Valley Echo"), 1).articles())
                .isEqualTo(2);
        assertThat(assign("c", FERRY_INDEPENDENT, 49).articles()).isEqualTo(3);
    }

    @Test
    void aKillUnderAnotherIdKillsTheArticle() {
        Assignment first = index.assign("guid-1", 1, at("https://harbour.example/ferry", FERRY_INDEPENDENT), after(0));
        StorySignature kill = at("https://harbour.example/ferry", FERRY_INDEPENDENT);
        assertThat(index.setAside("guid-2", 1, kill, after(1), Standing.CANCELED))
                .hasValueSatisfying(removal -> {
                    assertThat(removal.entry().articleId()).isEqualTo("guid-1");
                    assertThat(removal.storyId()).isEqualTo(first.storyId());
                    assertThat(removal.articles()).isZero();
                });
    }

    @Test
    void takesOfARunningStoryBelongTogetherHoweverMuchTheyDiffer() {
        Text first = COUNCIL_BUDGET.headed("Havnsund budget, 1st take: council adopts budget");
        Text second = new Text(
                COUNCIL_BUDGET.source(),
                "en",
                "Havnsund budget, 2nd take: tram drivers walk out",
                "Drivers left their vehicles at the central stop on Monday night to protest against the wages offered.");
        Assignment start = assign("take-1", first, 0);
        Assignment next = assign("take-2", second, 2);

        assertThat(next.storyId()).isEqualTo(start.storyId());
        assertThat(next.articles()).isEqualTo(2);
        assertThat(next.sources()).isEqualTo(1);
        assertThat(next.duplicateOf()).isNull();
    }

    @Test
    void aWithheldArticleCountsForNothingButStillHoldsItsStoryTogether() {
        Assignment first = assign("a", FERRY_WIRE, 0);
        index.setAside("a", 2, NOTHING_TO_READ, after(1), Standing.WITHHELD);
        Assignment second = assign("b", FERRY_INDEPENDENT, 2);

        assertThat(second.storyId()).isEqualTo(first.storyId());
        assertThat(second.sources()).isEqualTo(1);
        assertThat(index.assign("a", 3, FERRY_WIRE.signature(), after(3)).sources())
                .isEqualTo(2);
    }

    @Test
    void anotherEventWithTheSameActorsIsAnotherStory() {
        Assignment accident = assign("accident", FERRY_WIRE, 0);
        Assignment strike = assign("strike", FERRY_STRIKE, 24);

        assertThat(strike.storyId()).isNotEqualTo(accident.storyId());
    }

    @Test
    void linesAroundEveryArticleDoNotMakeAStory() {
        String footer =
                "Sign up to our morning newsletter for the best of the Harbour Post in your inbox every weekday. "
                        + "Follow us on social media and download our app to read the Harbour Post wherever you are.";
        Assignment ferry = assign("a", FERRY_INDEPENDENT.endedWith(footer), 0);
        Assignment budget = assign("b", COUNCIL_BUDGET.endedWith(footer), 1);

        assertThat(budget.storyId()).isNotEqualTo(ferry.storyId());
    }

    @Test
    void articlesInDifferentLanguagesAreNotOneStory() {
        Assignment english = assign("a", FERRY_WIRE, 0);

        assertThat(assign("b", FERRY_WIRE.in("de"), 0).storyId()).isNotEqualTo(english.storyId());
        assertThat(assign("c", FERRY_WIRE.from("Valley Echo").in("en-GB"), 0).storyId())
                .isEqualTo(english.storyId());
        assertThat(assign("d", FERRY_WIRE.from("Lakeside Times").in("und"), 0).storyId())
                .isEqualTo(english.storyId());
    }

    @Test
    void theSameOrAnEarlierVersionChangesNothing() {
        Assignment first = index.assign("a", 2, FERRY_WIRE.signature(), after(0));
        Assignment again = index.assign("a", 2, FERRY_WIRE.signature(), after(1));
        Assignment earlier = index.assign("a", 1, COUNCIL_BUDGET.signature(), after(2));

        assertThat(again.isNewArticle()).isFalse();
        assertThat(again.entry()).isEqualTo(first.entry());
        assertThat(earlier.entry()).isEqualTo(first.entry());
        assertThat(earlier.storyId()).isEqualTo(first.storyId());
        assertThat(earlier.articles()).isEqualTo(1);
    }

    @Test
    void aNewVersionStaysInItsStoryAndAttractsByItsNewText() {
        Assignment first = index.assign("a", 1, COUNCIL_BUDGET.signature(), after(0));
        Assignment rewritten = index.assign("a", 2, FERRY_WIRE.signature(), after(1));
        Assignment joining = assign("b", FERRY_INDEPENDENT, 2);

        assertThat(rewritten.storyId()).isEqualTo(first.storyId());
        assertThat(rewritten.isNewArticle()).isFalse();
        assertThat(joining.storyId()).isEqualTo(first.storyId());
        assertThat(assign("c", COUNCIL_BUDGET.from("Valley Echo"), 3).storyId()).isNotEqualTo(first.storyId());
    }

    @Test
    void aCanceledArticleCountsNoLongerAndAttractsNoOthers() {
        Assignment first = assign("a", FERRY_WIRE, 0);
        assign("b", FERRY_INDEPENDENT, 1);

        Removal removal = cancel("b", 2).orElseThrow();
        assertThat(removal.storyId()).isEqualTo(first.storyId());
        assertThat(removal.articles()).isEqualTo(1);
        assertThat(removal.sources()).isEqualTo(1);
        assertThat(removal.removesSource()).isTrue();

        assertThat(cancel("a", 2)).isPresent();
        assertThat(assign("c", FERRY_WIRE.from("Valley Echo"), 2).storyId()).isNotEqualTo(first.storyId());
    }

    @Test
    void aLateVersionDoesNotBringACanceledArticleBackButANewOneDoes() {
        Assignment first = assign("a", FERRY_WIRE, 0);
        assertThat(cancel("a", 3)).isPresent();

        assertThat(index.assign("a", 2, FERRY_WIRE.signature(), after(0)).articles())
                .isZero();
        Assignment back = index.assign("a", 4, FERRY_WIRE.signature(), after(0));
        assertThat(back.storyId()).isEqualTo(first.storyId());
        assertThat(back.articles()).isEqualTo(1);
    }

    @Test
    void cancelingAnUnknownArticleOrALaterVersionChangesNothing() {
        index.assign("a", 3, FERRY_WIRE.signature(), after(0));

        assertThat(cancel("b", 1)).isEmpty();
        assertThat(cancel("a", 2)).isEmpty();
    }

    @Test
    void aStoryLeavesWholeOnceItsNewestArticleIsAWindowOld() {
        Assignment first = assign("a", FERRY_WIRE, 0);
        assign("b", FERRY_INDEPENDENT, 60);
        assertThat(assign("x", COUNCIL_BUDGET, 120).expired()).isEmpty();

        Assignment later = assign("y", MINISTER_FIRST_SPELLING, 133);
        assertThat(later.expired()).containsExactlyInAnyOrder("a", "b");
        assertThat(index.find(first.storyId())).isEmpty();
        assertThat(index.size()).isEqualTo(2);
    }

    @Test
    void aLateArticleJoinsTheStoryOfItsOwnTime() {
        Assignment first = assign("a", FERRY_WIRE, 0);
        assign("x", COUNCIL_BUDGET, 70);
        Assignment late = assign("b", FERRY_INDEPENDENT, -5);

        assertThat(late.storyId()).isEqualTo(first.storyId());
        assertThat(index.find(first.storyId()).orElseThrow().articles()).containsExactly("b", "a");
    }

    @Test
    void theSameWordsAWeekLaterAreAnotherStory() {
        StoryIndex month = new StoryIndex(new StorySettings(Duration.ofDays(3), 1_000));
        Assignment first = month.assign("a", 1, FERRY_WIRE.signature(), after(0));
        month.assign("x", 1, COUNCIL_BUDGET.signature(), after(60));

        assertThat(month.assign("b", 1, FERRY_WIRE.signature(), after(7 * 24)).storyId())
                .isNotEqualTo(first.storyId());
    }

    @Test
    void noMoreArticlesAreHeldThanAllowed() {
        StoryIndex small = new StoryIndex(new StorySettings(Duration.ofHours(72), 2));
        small.assign("a", 1, FERRY_WIRE.signature(), after(0));
        small.assign("b", 1, COUNCIL_BUDGET.signature(), after(1));
        Assignment third = small.assign("c", 1, MINISTER_FIRST_SPELLING.signature(), after(2));

        assertThat(third.expired()).containsExactly("a");
        assertThat(small.size()).isEqualTo(2);
    }

    @Test
    void aStoryKnowsItsFirstReportItsLatestAndItsSources() {
        String story = assign("wire", FERRY_WIRE, 2).storyId();
        assign("copy", FERRY_WIRE.from("Lakeside Times").cutTo(4), 4);
        assign("own", FERRY_INDEPENDENT, 3);

        assertThat(index.find(story))
                .contains(new Story(story, List.of("wire", "own", "copy"), List.of("wire", "own")));
    }

    @Test
    void articlesWithNothingToReadStandAlone() {
        Text empty = new Text("", "und", "", "");

        assertThat(assign("a", empty, 0).storyId())
                .isNotEqualTo(assign("b", empty, 0).storyId());
    }

    private static StorySignature at(String url, Text text) {
        return text.signature().at(url);
    }

    private Assignment assign(String id, Text text, int hours) {
        return index.assign(id, 1, text.signature(), after(hours));
    }

    private Optional<Removal> cancel(String id, int version) {
        return index.setAside(id, version, NOTHING_TO_READ, after(0), Standing.CANCELED);
    }
}
