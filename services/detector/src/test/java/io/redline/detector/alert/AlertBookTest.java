package io.redline.detector.alert;

import static io.redline.detector.Fixtures.NOON;
import static io.redline.detector.Fixtures.analyzed;
import static io.redline.detector.Fixtures.article;
import static io.redline.detector.Fixtures.match;
import static io.redline.detector.Fixtures.own;
import static io.redline.detector.Fixtures.stance;
import static io.redline.detector.Fixtures.story;
import static io.redline.detector.Fixtures.watch;
import static org.assertj.core.api.Assertions.assertThat;

import io.redline.detector.watch.WatchRegistry;
import io.redline.runtime.KeyedState;
import io.redline.schemas.AcknowledgementRequest;
import io.redline.schemas.Action;
import io.redline.schemas.Alert;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Evidence;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceCriteria;
import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.AnalyzedArticle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertBookTest {

    private final WatchRegistry watches = new WatchRegistry();
    private final AlertBook book = new AlertBook(watches, KeyedState.inMemory(), KeyedState.inMemory());

    @BeforeEach
    void aWatchForTalks() {
        watches.put(watch("w").build());
    }

    @Test
    void theFirstArticleThatMeetsTheWatchRaisesAnAlert() {
        Alert alert = first();
        assertThat(alert.getVersion()).isEqualTo(1);
        assertThat(alert.getState()).isEqualTo("new");
        assertThat(alert.getKind()).isEqualTo("keyword");
        assertThat(alert.getTerms()).singleElement().satisfies(term -> assertThat(term.getText())
                .isEqualTo("talks"));
        assertThat(alert.getReason()).isEqualTo("\"talks\" in the body met your watch \"Watch w\".");
    }

    @Test
    void theSameInputGivesTheSameAlertId() {
        AlertBook another = new AlertBook(watches, KeyedState.inMemory(), KeyedState.inMemory());
        Alert again = another.raise(
                        analyzed(article("a"), "w").build(),
                        story(1, 1),
                        Origin.NEW_SOURCE,
                        List.of(),
                        NOON.plusSeconds(9))
                .get(0);
        assertThat(again.getId()).isEqualTo(first().getId());
    }

    @Test
    void anEndedWatchRaisesNothingFromItsLastMomentOnAndKeepsWhatItTold() {
        watches.put(watch("w").setEnabledUntil(NOON.plusSeconds(60)).build());
        first();
        AnalyzedArticle late =
                analyzed(article("b"), "w").setReceivedAt(NOON.plusSeconds(60)).build();
        assertThat(book.raise(late, story(2, 2), Origin.NEW_SOURCE, List.of(), NOON))
                .isEmpty();
        AnalyzedArticle justInTime = analyzed(article("c"), "w")
                .setReceivedAt(NOON.plusMillis(59_999))
                .build();
        assertThat(book.raise(justInTime, story(3, 3), Origin.NEW_SOURCE, List.of(), NOON))
                .hasSize(1);
    }

    @Test
    void anEndedWatchIsNotReleasedByALateSource() {
        watches.put(watch("w")
                .setMinSources(2)
                .setEnabledUntil(NOON.plusSeconds(60))
                .build());
        assertThat(book.raise(analyzed(article("a"), "w").build(), story(1, 1), Origin.NEW_SOURCE, List.of(), NOON))
                .isEmpty();
        AnalyzedArticle late =
                analyzed(article("b")).setReceivedAt(NOON.plusSeconds(61)).build();
        assertThat(book.raise(late, story(2, 2), Origin.NEW_SOURCE, List.of(), NOON))
                .isEmpty();
    }

    @Test
    void aLaterVersionDoesNotTakeBackWhatADisabledWatchTold() {
        first();
        watches.put(watch("w").setEnabled(false).build());
        ArticleRef second = ArticleRef.newBuilder(article("a")).setVersion(2).build();
        assertThat(book.raise(analyzed(second).build(), story(1, 1), Origin.KNOWN_SOURCE, List.of(), NOON))
                .isEmpty();
    }

    @Test
    void aFurtherIndependentSourceUpdatesTheAlert() {
        Alert before = first();
        List<Alert> alerts =
                book.raise(analyzed(article("b"), "w").build(), story(2, 2), Origin.NEW_SOURCE, List.of(), NOON);
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.getId()).isEqualTo(before.getId());
            assertThat(alert.getVersion()).isEqualTo(2);
            assertThat(alert.getState()).isEqualTo("updated");
            assertThat(alert.getStory().getSources()).isEqualTo(2);
            assertThat(alert.getReason()).contains("Source of b");
        });
    }

    @Test
    void aCopyStaysSilent() {
        first();
        assertThat(book.raise(analyzed(article("b"), "w").build(), story(2, 1), Origin.KNOWN_SOURCE, List.of(), NOON))
                .isEmpty();
    }

    @Test
    void aCopyUnderAHeadlineThatTakesAStanceStaysSilent() {
        watches.put(watch("w").setOn(List.of("keyword", "stance")).build());
        first();
        ArticleRef copy = article("b");
        AnalyzedArticle retitled = analyzed(copy, "w")
                .setStances(List.of(own(stance(copy, Action.AGREE))))
                .build();
        assertThat(book.raise(retitled, story(2, 1), Origin.COPY, List.of(), NOON))
                .isEmpty();
        ArticleRef own = article("c");
        AnalyzedArticle inItsOwnWords = analyzed(own, "w")
                .setStances(List.of(own(stance(own, Action.REJECT))))
                .build();
        assertThat(book.raise(inItsOwnWords, story(3, 1), Origin.KNOWN_SOURCE, List.of(), NOON))
                .hasSize(1);
    }

    @Test
    void aReasonNamesTheCountryThatOnlyTheSentenceTells() {
        watches.put(watch("w").setOn(List.of("stance")).build());
        ArticleRef a = article("a");
        Stance stance = stance(a, Action.REJECT);
        stance.setActorText("his country's missiles");
        assertThat(book.raise(
                        analyzed(a, "w").setStances(List.of(own(stance))).build(),
                        story(1, 1),
                        Origin.NEW_SOURCE,
                        List.of(),
                        NOON))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getReason()).startsWith("Iran takes a conflict stance"));
    }

    @Test
    void aVersionThatChangesNothingTheWatchCaresAboutStaysSilent() {
        first();
        assertThat(book.raise(
                        analyzed(version("a", 2), "w").build(), story(1, 1), Origin.KNOWN_SOURCE, List.of(), NOON))
                .isEmpty();
    }

    @Test
    void aCorrectionOfWhatTheWatchCaresAboutUpdatesTheAlert() {
        first();
        List<Alert> alerts = book.raise(
                analyzed(version("a", 2))
                        .setMatches(List.of(match("w", "A corrected excerpt about talks.")))
                        .build(),
                story(1, 1),
                Origin.KNOWN_SOURCE,
                List.of(),
                NOON);
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.getState()).isEqualTo("updated");
            assertThat(alert.getExcerpt()).isEqualTo("A corrected excerpt about talks.");
            assertThat(alert.getArticle().getVersion()).isEqualTo(2);
        });
    }

    @Test
    void aVersionThatNoLongerMeetsTheWatchTakesTheAlertBack() {
        first();
        assertThat(book.raise(analyzed(version("a", 2)).build(), story(1, 1), Origin.KNOWN_SOURCE, List.of(), NOON))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getState()).isEqualTo("retracted"));
    }

    @Test
    void aKillTakesTheAlertBackWhenNothingElseCarriesIt() {
        Alert before = first();
        assertThat(book.retract(kill("a", 2), null, List.of(), NOON))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getId()).isEqualTo(before.getId());
                    assertThat(alert.getState()).isEqualTo("retracted");
                    assertThat(alert.getVersion()).isEqualTo(2);
                    assertThat(alert.getReason()).contains("withdrawn by Source of a");
                });
        assertThat(book.retract(kill("a", 3), null, List.of(), NOON)).isEmpty();
    }

    @Test
    void aKillOnlyUpdatesAnAlertThatAnotherSourceStillCarries() {
        first();
        book.raise(analyzed(article("b"), "w").build(), story(2, 2), Origin.NEW_SOURCE, List.of(), NOON);
        assertThat(book.retract(kill("a", 2), null, List.of(), NOON))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getState()).isEqualTo("updated");
                    assertThat(alert.getArticle().getId()).isEqualTo("b");
                });
    }

    @Test
    void aKillOfAnArticleNobodyWasToldOfTellsNobody() {
        first();
        assertThat(book.retract(kill("unrelated", 2), null, List.of(), NOON)).isEmpty();
    }

    @Test
    void anAlertIsHeldUntilEnoughIndependentSourcesCarryTheStory() {
        watches.put(watch("w").setMinSources(2).build());
        assertThat(book.raise(analyzed(article("a"), "w").build(), story(1, 1), Origin.NEW_SOURCE, List.of(), NOON))
                .isEmpty();
        assertThat(book.raise(analyzed(article("b"), "w").build(), story(2, 2), Origin.NEW_SOURCE, List.of(), NOON))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getVersion()).isEqualTo(1);
                    assertThat(alert.getState()).isEqualTo("new");
                });
    }

    @Test
    void aHeldAlertIsToldWhenASourceThatDoesNotMeetTheWatchMakesUpTheNumber() {
        watches.put(watch("w").setMinSources(2).build());
        book.raise(analyzed(article("a"), "w").build(), story(1, 1), Origin.NEW_SOURCE, List.of(), NOON);
        assertThat(book.raise(analyzed(article("b")).build(), story(2, 2), Origin.NEW_SOURCE, List.of(), NOON))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getState()).isEqualTo("new"));
    }

    @Test
    void aHeldAlertWhoseArticleIsKilledIsNeverTold() {
        watches.put(watch("w").setMinSources(2).build());
        book.raise(analyzed(article("a"), "w").build(), story(1, 1), Origin.NEW_SOURCE, List.of(), NOON);
        assertThat(book.retract(kill("a", 2), null, List.of(), NOON)).isEmpty();
    }

    @Test
    void aStanceThatMeetsTheWatchRaisesAnAlertOfItsKind() {
        watches.put(watch("w")
                .setOn(List.of("stance"))
                .setStance(new StanceCriteria("IRN", null, null, "cooperative", 0.5))
                .build());
        ArticleRef a = article("a");
        assertThat(book.raise(
                        analyzed(a, "w")
                                .setStances(List.of(own(stance(a, Action.REJECT))))
                                .build(),
                        story(1, 1),
                        Origin.NEW_SOURCE,
                        List.of(),
                        NOON))
                .isEmpty();
        ArticleRef b = article("b");
        assertThat(book.raise(
                        analyzed(b, "w")
                                .setStances(List.of(own(stance(b, Action.AGREE))))
                                .build(),
                        story(2, 1),
                        Origin.KNOWN_SOURCE,
                        List.of(),
                        NOON))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getKind()).isEqualTo("stance");
                    assertThat(alert.getStance().getAction()).isEqualTo("AGREE");
                });
    }

    @Test
    void aShiftInAKnownStoryMakesTheAlertAShift() {
        watches.put(watch("w").setOn(List.of("keyword", "shift")).build());
        Alert before = first();
        ArticleRef b = article("b");
        List<Alert> alerts = book.raise(
                analyzed(b, "w")
                        .setStances(List.of(own(stance(b, Action.AGREE))))
                        .build(),
                story(2, 1),
                Origin.KNOWN_SOURCE,
                List.of(shift(b)),
                NOON);
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.getId()).isEqualTo(before.getId());
            assertThat(alert.getKind()).isEqualTo("shift");
            assertThat(alert.getShift().getTo()).isEqualTo("cooperative");
            assertThat(alert.getReason())
                    .isEqualTo("Tehran moved from conflict to cooperative towards Washington on talks."
                            + " So far on the word of one source, Source of b.");
        });
    }

    @Test
    void aWatchWithoutAQueryIsMetByEveryArticle() {
        watches.put(watch("every").setQuery(null).build());
        assertThat(book.raise(analyzed(article("a")).build(), story(1, 1), Origin.NEW_SOURCE, List.of(), NOON))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getWatch().getId()).isEqualTo("every"));
    }

    @Test
    void anAcknowledgementMakesANewVersionOnce() {
        Alert alert = first();
        AcknowledgementRequest request = new AcknowledgementRequest(alert.getId(), "w", "ana", "on it", NOON, false);
        assertThat(book.acknowledge(request, NOON)).hasValueSatisfying(acked -> {
            assertThat(acked.getState()).isEqualTo("acked");
            assertThat(acked.getVersion()).isEqualTo(2);
            assertThat(acked.getAck().getBy()).isEqualTo("ana");
        });
        assertThat(book.acknowledge(request, NOON)).isEmpty();
    }

    @Test
    void anAlertThatWasSeenCanBeClaimedOnce() {
        Alert alert = first();
        book.acknowledge(new AcknowledgementRequest(alert.getId(), "w", "ana", null, NOON, false), NOON);
        AcknowledgementRequest claim = new AcknowledgementRequest(alert.getId(), "w", "ben", null, NOON, true);
        assertThat(book.acknowledge(claim, NOON)).hasValueSatisfying(claimed -> {
            assertThat(claimed.getVersion()).isEqualTo(3);
            assertThat(claimed.getAck().getBy()).isEqualTo("ben");
            assertThat(claimed.getAck().getClaimed()).isTrue();
            assertThat(claimed.getReason()).isEqualTo("Claimed by ben.");
        });
        assertThat(book.acknowledge(claim, NOON)).isEmpty();
    }

    @Test
    void whatIsForgottenCanNoLongerBeTakenBack() {
        first();
        book.forgetBefore(NOON.minus(Duration.ofDays(1)));
        assertThat(book.retract(kill("a", 2), null, List.of(), NOON)).hasSize(1);
        book.forgetBefore(NOON.plusSeconds(1));
        assertThat(book.retract(kill("a", 3), null, List.of(), NOON)).isEmpty();
    }

    @Test
    void whereAlertsWereIsForgottenWithThem() {
        KeyedState<String> places = KeyedState.inMemory();
        AlertBook other = new AlertBook(watches, KeyedState.inMemory(), places);
        for (int copy = 0; copy < 2 * SupportList.MOST; copy++) {
            other.raise(
                    analyzed(article("copy-" + copy), "w").build(),
                    story(copy + 1, 1),
                    Origin.KNOWN_SOURCE,
                    List.of(),
                    NOON);
        }
        other.forgetBefore(NOON);
        assertThat(places.keysWithPrefix("article|")).hasSize(2 * SupportList.MOST);
        other.forgetBefore(NOON.plusSeconds(1));
        assertThat(places.keysWithPrefix("")).isEmpty();
    }

    @Test
    void aKilledCopyThatNobodyWasToldOfTellsNobody() {
        first();
        book.raise(analyzed(article("copy"), "w").build(), story(2, 1), Origin.KNOWN_SOURCE, List.of(), NOON);
        assertThat(book.retract(kill("copy", 2), story(1, 1), List.of(), NOON)).isEmpty();
        assertThat(book.retract(kill("a", 2), story(0, 0), List.of(), NOON))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getState()).isEqualTo("retracted"));
    }

    @Test
    void anAlertSpeaksOfTheArticleThatIsLeftAndNotOfTheKilledOne() {
        first();
        book.raise(
                analyzed(article("b"))
                        .setMatches(List.of(match("w", "Another outlet's words on talks.")))
                        .build(),
                story(2, 2),
                Origin.NEW_SOURCE,
                List.of(),
                NOON);
        book.raise(
                analyzed(article("c"))
                        .setMatches(List.of(match("w", "A third outlet's words on talks.")))
                        .build(),
                story(3, 3),
                Origin.NEW_SOURCE,
                List.of(),
                NOON);
        assertThat(book.retract(kill("c", 2), story(2, 2), List.of(), NOON))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getArticle().getId()).isEqualTo("b");
                    assertThat(alert.getExcerpt()).isEqualTo("Another outlet's words on talks.");
                    assertThat(alert.getStory().getSources()).isEqualTo(2);
                    assertThat(alert.getReason())
                            .isEqualTo("\"Headline of c\" no longer counts, since it was withdrawn by Source of c."
                                    + " Source of b still carries the story.");
                });
    }

    private Alert first() {
        return book.raise(analyzed(article("a"), "w").build(), story(1, 1), Origin.NEW_SOURCE, List.of(), NOON)
                .get(0);
    }

    @Test
    void aReportOfAnUnknownSourceThatIsLeftIsAnotherReport() {
        first();
        ArticleRef b = ArticleRef.newBuilder(article("b")).setSource("").build();
        book.raise(analyzed(b, "w").build(), story(2, 2), Origin.NEW_SOURCE, List.of(), NOON);
        assertThat(book.retract(kill("a", 2), story(1, 1), List.of(), NOON))
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.getReason()).endsWith(". Another report still carries the story."));
    }

    @Test
    void theLatestOfManyArticlesThatHaveLedTheAlertIsTakenBack() {
        int articles = SupportList.MOST + 1;
        for (int number = 1; number <= articles; number++) {
            AnalyzedArticle report = analyzed(article("a-" + number), "w").build();
            book.raise(report, story(number, number), Origin.NEW_SOURCE, List.of(), NOON);
        }
        assertThat(book.retract(kill("a-" + articles, 2), null, List.of(), NOON))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getState()).isEqualTo("updated");
                    assertThat(alert.getArticle().getId()).isEqualTo("a-" + SupportList.MOST);
                });
    }

    @Test
    void aWithheldArticleNobodyWasToldOfDoesNotCarryTheAlertOfAKilledOne() {
        first();
        book.raise(analyzed(article("b"), "w").build(), story(2, 1), Origin.COPY, List.of(), NOON);
        book.setAside("b");
        assertThat(book.retract(kill("a", 2), story(1, 1), List.of(), NOON))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getState()).isEqualTo("retracted"));
    }

    @Test
    void aWithheldArticleThatWasToldStillCarriesTheAlert() {
        first();
        book.raise(analyzed(article("b"), "w").build(), story(2, 2), Origin.NEW_SOURCE, List.of(), NOON);
        book.setAside("b");
        assertThat(book.retract(kill("a", 2), story(1, 1), List.of(), NOON))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getState()).isEqualTo("updated"));
    }

    @Test
    void aHeldAlertCouldBeToldOnceTheEmbargoOfItsLastSourceHadEnded() {
        watches.put(watch("w").setMinSources(2).build());
        book.raise(analyzed(article("a"), "w").build(), story(1, 1), Origin.NEW_SOURCE, List.of(), NOON);
        AnalyzedArticle embargoed = analyzed(article("b"))
                .setReceivedAt(NOON.plusSeconds(300))
                .setEmbargoedUntil(NOON.plus(Duration.ofHours(4)))
                .build();
        assertThat(book.raise(embargoed, story(2, 2), Origin.NEW_SOURCE, List.of(), NOON.plus(Duration.ofHours(4))))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getAt().getNotBefore()).isEqualTo(NOON.plus(Duration.ofHours(4))));
    }

    @Test
    void inAReplayWhatIsTakenBackOrAcknowledgedIsAsOldAsItWas() {
        Alert alert = first();
        book.raise(analyzed(article("b"), "w").build(), story(2, 2), Origin.NEW_SOURCE, List.of(), NOON);
        Instant aMonthLater = NOON.plus(Duration.ofDays(30));
        AcknowledgementRequest request =
                new AcknowledgementRequest(alert.getId(), "w", "ana", null, NOON.plusSeconds(50), false);
        assertThat(book.acknowledge(request, aMonthLater))
                .hasValueSatisfying(
                        acked -> assertThat(acked.getAt().getNotBefore()).isEqualTo(NOON.plusSeconds(50)));
        AnalyzedArticle kill = kill("a", 2);
        kill.setReceivedAt(NOON.plusSeconds(60));
        assertThat(book.retract(kill, story(1, 1), List.of(), aMonthLater))
                .singleElement()
                .satisfies(updated -> {
                    assertThat(updated.getState()).isEqualTo("updated");
                    assertThat(updated.getAt().getNotBefore()).isEqualTo(NOON.plusSeconds(60));
                });
    }

    @Test
    void anArticleWithAnOldDateThatCameJustNowCanBeTakenBack() {
        ArticleRef old = ArticleRef.newBuilder(article("a"))
                .setPublishedAt(NOON.minus(Duration.ofDays(40)))
                .build();
        book.raise(analyzed(old, "w").setReceivedAt(NOON).build(), story(1, 1), Origin.NEW_SOURCE, List.of(), NOON);
        book.forgetBefore(NOON.minus(Duration.ofDays(30)));
        assertThat(book.retract(kill("a", 2), null, List.of(), NOON)).hasSize(1);
    }

    @Test
    void anEditedWatchTakesNothingBackWhenItsArticleIsSentAgain() {
        first();
        watches.put(watch("w").setQuery("summit").build());
        assertThat(book.raise(analyzed(version("a", 2)).build(), story(1, 1), Origin.KNOWN_SOURCE, List.of(), NOON))
                .isEmpty();
        assertThat(book.retract(kill("a", 3), null, List.of(), NOON))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getState()).isEqualTo("retracted"));
    }

    @Test
    void aRenamedWatchStillTakesBackWhatAnArticleNoLongerSays() {
        first();
        watches.put(watch("w").setName("Talks").setRevision(2).build());
        assertThat(book.raise(analyzed(version("a", 2)).build(), story(1, 1), Origin.KNOWN_SOURCE, List.of(), NOON))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getState()).isEqualTo("retracted"));
    }

    @Test
    void anEditedWatchStillTakesBackAStanceThatItsArticleNoLongerStates() {
        watches.put(watch("w").setOn(List.of("stance")).build());
        ArticleRef a = article("a");
        Stance rejects = stance(a, Action.REJECT);
        AnalyzedArticle report =
                analyzed(a, "w").setStances(List.of(own(rejects))).build();
        book.raise(report, story(1, 1), Origin.NEW_SOURCE, List.of(), NOON);
        watches.put(watch("w").setOn(List.of("shift")).build());
        AnalyzedArticle refile =
                analyzed(version("a", 2), "w").setStances(List.of(own(rejects))).build();
        assertThat(book.raise(refile, story(1, 1), Origin.KNOWN_SOURCE, List.of(), NOON))
                .isEmpty();
        assertThat(book.raise(
                        analyzed(version("a", 3), "w").build(), story(1, 1), Origin.KNOWN_SOURCE, List.of(), NOON))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getState()).isEqualTo("retracted"));
    }

    @Test
    void aHeldAlertForgetsAnArticleThatTheEditedWatchNoLongerAsksFor() {
        watches.put(watch("w").setMinSources(2).build());
        book.raise(analyzed(article("a"), "w").build(), story(1, 1), Origin.NEW_SOURCE, List.of(), NOON);
        watches.put(watch("w").setMinSources(2).setQuery("summit").build());
        book.raise(analyzed(version("a", 2)).build(), story(1, 1), Origin.KNOWN_SOURCE, List.of(), NOON);
        assertThat(book.raise(analyzed(article("b")).build(), story(2, 2), Origin.NEW_SOURCE, List.of(), NOON))
                .isEmpty();
    }

    private static AnalyzedArticle kill(String id, int version) {
        return analyzed(version(id, version)).setStatus("canceled").build();
    }

    private static ArticleRef version(String id, int version) {
        return ArticleRef.newBuilder(article(id)).setVersion(version).build();
    }

    @Test
    void aShiftOnSeveralSourcesSaysNothingOfOne() {
        watches.put(watch("w").setOn(List.of("shift")).build());
        ArticleRef a = article("a");
        StanceShift shift = shift(a);
        shift.setSources(2);
        assertThat(book.raise(analyzed(a, "w").build(), story(1, 1), Origin.NEW_SOURCE, List.of(shift), NOON))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getReason()).doesNotContain("one source"));
    }

    private static StanceShift shift(ArticleRef article) {
        Stance to = stance(article, Action.AGREE);
        return StanceShift.newBuilder()
                .setId("shift-1")
                .setActor("IRN")
                .setActorText("Tehran")
                .setTarget("USA")
                .setTargetText("Washington")
                .setIssue("talks")
                .setFrom("conflict")
                .setTo("cooperative")
                .setDelta(4.5)
                .setConfidence(0.8)
                .setEvidence(List.of(new Evidence(article.getId(), to.getQuote(), NOON)))
                .setArticle(article)
                .setAt(NOON)
                .build();
    }
}
