package io.redline.matcher;

import static io.redline.matcher.MatcherFixtures.body;
import static io.redline.matcher.MatcherFixtures.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchMatcherTest {
    private final WatchMatcher matcher = new WatchMatcher();

    @Test
    void matchesComeInTheOrderOfTheirIds() {
        for (String id : List.of("c", "a", "b")) {
            matcher.register(id, query("talks"));
        }

        assertThat(matcher.match(body("talks"))).extracting(Match::watchId).containsExactly("a", "b", "c");
    }

    @Test
    void termsStandInReadingOrderWithTheirOffsets() {
        matcher.register("watch", query("body:Tehran AND \"red line\" OR missile"));

        List<MatchedTerm> terms = matcher.match(
                        ArticleText.of("Red lines drawn", "Missiles, says Tehran: \uD83D\uDE80 missile"))
                .get(0)
                .terms();

        assertThat(terms)
                .containsExactly(
                        new MatchedTerm("Red lines", "headline", 0, 9),
                        new MatchedTerm("Missiles", "body", 0, 8),
                        new MatchedTerm("Tehran", "body", 15, 21),
                        new MatchedTerm("missile", "body", 26, 33));
    }

    @Test
    void wordInsideAPhraseIsReportedOnceAndExcludedWordsNever() {
        matcher.register("watch", query("(\"red line\" OR line) NOT sanctions"));

        assertThat(matcher.match(body("a red line, a line")).get(0).terms())
                .extracting(MatchedTerm::text)
                .containsExactly("red line", "line");
    }

    @Test
    void termsAreBounded() {
        matcher.register("watch", query("talks"));

        assertThat(matcher.match(body("talks ".repeat(500))).get(0).terms()).hasSize(Match.MAX_TERMS);
    }

    @Test
    void replacedWatchAnswersOnlyForItsNewQuery() {
        matcher.register("watch", query("talks"));
        matcher.register("watch", query("missile"));

        assertThat(matcher.size()).isEqualTo(1);
        assertThat(matcher.match(body("talks"))).isEmpty();
        assertThat(matcher.match(body("missile"))).hasSize(1);
    }

    @Test
    void removedWatchIsGone() {
        matcher.register("watch", query("talks"));

        assertThat(matcher.remove("watch")).isTrue();
        assertThat(matcher.remove("watch")).isFalse();
        assertThat(matcher.match(body("talks"))).isEmpty();
    }

    @Test
    void changesLeaveTheOthersAsTheyWere() {
        RandomQueries random = new RandomQueries(7);
        List<ArticleText> articles =
                IntStream.range(0, 10).mapToObj(i -> random.article()).toList();
        List<String> queries =
                IntStream.range(0, 200).mapToObj(i -> random.query()).toList();
        Random order = new Random(8);
        for (int i = 0; i < 2_000; i++) {
            int chosen = order.nextInt(queries.size());
            if (order.nextBoolean()) {
                matcher.register("w" + chosen, query(queries.get(chosen)));
            } else {
                matcher.remove("w" + chosen);
            }
        }
        for (int i = 0; i < queries.size(); i += 2) {
            matcher.remove("w" + i);
        }
        WatchMatcher fresh = new WatchMatcher();
        for (int i = 1; i < queries.size(); i += 2) {
            matcher.register("w" + i, query(queries.get(i)));
            fresh.register("w" + i, query(queries.get(i)));
        }

        for (ArticleText article : articles) {
            assertThat(matcher.match(article)).isEqualTo(fresh.match(article));
        }
    }

    @Test
    void everyMatchSeesOneOfTheTwoQueriesWhileTheyAreSwapped() throws Exception {
        Query odd = query("talks AND tehran");
        Query even = query("\"red line\" OR missil*");
        ArticleText meetsBoth = body("Tehran: talks crossed a red line");
        matcher.register("swapped", even);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<Integer>> readers = new ArrayList<>();
        Callable<Integer> reader = () -> {
            int wrong = 0;
            while (!done.get()) {
                List<Match> matches = matcher.match(meetsBoth);
                boolean exactlyOne = matches.stream()
                                .filter(match -> match.watchId().equals("swapped"))
                                .count()
                        == 1;
                wrong += exactlyOne ? 0 : 1;
            }
            return wrong;
        };
        readers.add(threads.submit(reader));
        readers.add(threads.submit(reader));
        for (int i = 0; i < 2_000; i++) {
            matcher.register("swapped", i % 2 == 0 ? odd : even);
            matcher.register("other-" + i % 50, i % 3 == 0 ? odd : even);
            matcher.remove("other-" + (i + 25) % 50);
        }
        done.set(true);
        threads.shutdown();

        for (Future<Integer> wrong : readers) {
            assertThat(wrong.get()).isZero();
        }
    }

    @Test
    void costsNameTheWatchThatWasLookedAt() {
        matcher.register("dear", query("talks"));
        matcher.register("cheap", query("missile"));
        for (int i = 0; i < 32; i++) {
            matcher.match(body("talks"));
        }

        WatchCost dearest = matcher.dearest(1).get(0);
        assertThat(dearest.watchId()).isEqualTo("dear");
        assertThat(dearest.looks()).isEqualTo(32);
        assertThat(dearest.matches()).isEqualTo(32);
        assertThat(dearest.nanosPerLook()).isPositive();
    }
}
