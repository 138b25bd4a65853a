package io.redline.detector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.runtime.KeyedState;
import io.redline.runtime.Sweep;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.internal.SourceHabit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceBookTest {

    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration LOOKED_EVERY = Duration.ofMinutes(10);

    private final KeyedState<SourceHabit> habits = KeyedState.inMemory();
    private SourceBook book = new SourceBook(habits, MONDAY);
    private final List<Silence> begun = new ArrayList<>();
    private final List<Silence> ended = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(MadeUpSource.class)
    void aSourceThatKeepsToItsHabitIsHardlyEverCalledSilent(MadeUpSource source) {
        int years = 3;
        for (int year = 1; year <= years; year++) {
            SourceBook fresh = new SourceBook(KeyedState.inMemory(), MONDAY);
            live(
                    fresh,
                    source.name(),
                    source.times(MONDAY, WEEK.multipliedBy(52), year),
                    MONDAY.plus(WEEK.multipliedBy(52)));
        }
        // Two for the slow one, which is 0.06 a month; none for the others.
        assertThat(begun).hasSizeLessThanOrEqualTo(source == MadeUpSource.SLOW ? 2 : 0);
    }

    @ParameterizedTest
    @EnumSource(MadeUpSource.class)
    void aSourceThatStopsIsCalledSilentOnceAndIsBackOnce(MadeUpSource source) {
        Instant stops = MONDAY.plus(WEEK.multipliedBy(8)).plus(Duration.ofHours(34));
        Instant back = stops.plus(WEEK.multipliedBy(2));
        live(book, source.name(), source.times(MONDAY, Duration.between(MONDAY, stops), 7), back);
        assertThat(begun).singleElement().satisfies(silence -> {
            assertThat(silence.source()).isEqualTo(source.name());
            assertThat(silence.missed()).isGreaterThanOrEqualTo(9);
        });
        assertThat(hear(book, source.name(), back)).hasValueSatisfying(silence -> {
            assertThat(silence.id()).isEqualTo(begun.get(0).id());
            assertThat(silence.lasted()).isGreaterThanOrEqualTo(WEEK.multipliedBy(2));
        });
        assertThat(hear(book, source.name(), back.plusSeconds(60))).isEmpty();
    }

    @Test
    void anotherSilenceIsAnotherOne() {
        Instant stops = MONDAY.plus(WEEK.multipliedBy(4));
        live(book, "A", MadeUpSource.REGULAR.times(MONDAY, WEEK.multipliedBy(4), 1), stops.plus(Duration.ofDays(2)));
        Instant again = stops.plus(Duration.ofDays(2));
        live(
                book,
                "A",
                MadeUpSource.REGULAR.times(again, WEEK, 1),
                again.plus(WEEK).plus(Duration.ofDays(3)));
        assertThat(begun).extracting(Silence::id).hasSize(2).doesNotHaveDuplicates();
        assertThat(ended).hasSize(1);
    }

    @Test
    void weekendsAreAHabit() {
        Instant saturday = MONDAY.plus(WEEK.multipliedBy(4)).minus(Duration.ofDays(2));
        live(
                book,
                "office",
                MadeUpSource.OFFICE.times(MONDAY, Duration.between(MONDAY, saturday), 1),
                saturday.plus(Duration.ofHours(57)));
        assertThat(begun).isEmpty();
        look(book, saturday.plus(Duration.ofHours(57)), saturday.plus(Duration.ofDays(3)));
        assertThat(begun).hasSize(1);
    }

    @Test
    void aSourceThatIsNotKnownForTwoWeeksIsNotJudged() {
        Instant stops = MONDAY.plus(WEEK.multipliedBy(2)).minus(Duration.ofHours(2));
        live(book, "new", MadeUpSource.WIRE.times(MONDAY, Duration.between(MONDAY, stops), 1), stops.plus(WEEK));
        assertThat(begun).isEmpty();
    }

    @Test
    void redlinesOwnOutageIsNobodysSilence() {
        Instant down = MONDAY.plus(WEEK.multipliedBy(4)).plus(Duration.ofHours(8));
        live(book, "A", MadeUpSource.WIRE.times(MONDAY, Duration.between(MONDAY, down), 1), down);
        Instant up = down.plus(Duration.ofDays(2));
        book = new SourceBook(habits, up);
        look(book, up, up.plus(Duration.ofMinutes(30)));
        assertThat(begun).isEmpty();
        look(book, up, up.plus(Duration.ofHours(12)));
        assertThat(begun).hasSize(1);
    }

    @Test
    void aBacklogCallsNobodySilent() {
        Instant now = MONDAY.plus(WEEK.multipliedBy(30));
        for (Instant at : MadeUpSource.WIRE.times(MONDAY, WEEK.multipliedBy(4), 1)) {
            book.heard(article("A", at), true, at, now);
        }
        assertThat(book.newlySilent(now.plus(Duration.ofMinutes(20)))).isEmpty();
    }

    @Test
    void whenMostFallSilentTogetherTheWayToThemIsBroken() {
        Instant stops = MONDAY.plus(WEEK.multipliedBy(3)).plus(Duration.ofHours(34));
        List<String> names = List.of("A", "B", "C", "D", "E");
        for (Instant at : MadeUpSource.REGULAR.times(MONDAY, Duration.between(MONDAY, stops), 1)) {
            names.forEach(name -> hear(book, name, at));
        }
        look(book, stops, stops.plus(Duration.ofDays(2)));
        assertThat(begun).isEmpty();
    }

    @Test
    void whatMayNotBeToldIsASignOfLifeAndNothingElse() {
        Instant stops = MONDAY.plus(WEEK.multipliedBy(3));
        live(book, "A", MadeUpSource.REGULAR.times(MONDAY, WEEK.multipliedBy(3), 1), stops);
        ArticleRef last = article("A", stops.minus(Duration.ofHours(1)));
        look(book, stops, stops.plus(Duration.ofDays(2)));
        assertThat(begun).extracting(Silence::article).containsExactly(last);
        Instant back = stops.plus(Duration.ofDays(2));
        assertThat(book.heard(article("A", back), false, back, back))
                .map(Silence::article)
                .contains(last);
    }

    @Test
    void anArticleThatItsSourceTookBackIsNotNamed() {
        Instant stops = MONDAY.plus(WEEK.multipliedBy(3));
        live(book, "A", MadeUpSource.REGULAR.times(MONDAY, WEEK.multipliedBy(3), 1), stops);
        ArticleRef last = article("A", stops.minus(Duration.ofHours(1)));
        ArticleRef kill = ArticleRef.newBuilder(last).setVersion(2).build();
        book.heard(kill, false, stops, stops);
        look(book, stops, stops.plus(Duration.ofDays(2)));
        assertThat(begun).singleElement().satisfies(silence -> {
            assertThat(silence.article().getId()).isEqualTo(last.getId());
            assertThat(silence.article().getHeadline()).isEmpty();
            assertThat(silence.article().getUrl()).isNull();
        });
    }

    @Test
    void anotherSilenceIsAnotherOneThoughNothingWasToldBetween() {
        Instant stops = MONDAY.plus(WEEK.multipliedBy(3));
        live(book, "A", MadeUpSource.REGULAR.times(MONDAY, WEEK.multipliedBy(3), 1), stops);
        Instant back = stops.plus(Duration.ofDays(2));
        look(book, stops, back);
        book.heard(article("A", back), false, back, back);
        look(book, back, back.plus(Duration.ofDays(3)));
        assertThat(begun).extracting(Silence::id).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void onlySoManySourcesAreFollowedAndOldOnesForgotten() {
        for (int i = 0; i < SourceBook.MOST_SOURCES + 5; i++) {
            hear(book, "source " + i, MONDAY);
        }
        assertThat(book.followed()).isEqualTo(SourceBook.MOST_SOURCES);
        for (int sweep = 0; sweep <= SourceBook.MOST_SOURCES / Sweep.AT_ONCE; sweep++) {
            book.forget(MONDAY.plus(SourceBook.FORGOTTEN_AFTER).plusSeconds(1));
        }
        assertThat(book.followed()).isZero();
    }

    @Test
    void aReplayLearnsTheSame() {
        List<Instant> times = MadeUpSource.WIRE.times(MONDAY, WEEK.multipliedBy(5), 3);
        live(book, "A", times, MONDAY.plus(WEEK.multipliedBy(5)));
        KeyedState<SourceHabit> replayed = KeyedState.inMemory();
        Instant later = MONDAY.plus(WEEK.multipliedBy(9));
        SourceBook other = new SourceBook(replayed, later);
        times.forEach(at -> other.heard(article("A", at), true, at, later));
        assertThat(replayed.get("A")).isEqualTo(habits.get("A"));
    }

    /** Has a source send at these times, and looks who is silent until the end. */
    private void live(SourceBook in, String source, List<Instant> times, Instant end) {
        Instant looked = times.get(0);
        for (Instant at : times) {
            look(in, looked, at);
            looked = at;
            hear(in, source, at).ifPresent(ended::add);
        }
        look(in, looked, end);
    }

    private void look(SourceBook in, Instant from, Instant to) {
        for (Instant at = from.plus(LOOKED_EVERY); at.isBefore(to); at = at.plus(LOOKED_EVERY)) {
            begun.addAll(in.newlySilent(at));
        }
    }

    private static Optional<Silence> hear(SourceBook in, String source, Instant at) {
        return in.heard(article(source, at), true, at, at);
    }

    private static ArticleRef article(String source, Instant at) {
        return new ArticleRef("urn:" + source + ":" + at, 1, "Headline", source, "https://example.org/" + at, at);
    }
}
