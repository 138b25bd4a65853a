package io.redline.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redline finds what Lucene finds; where it means not to is said in docs/query-language.md and shown here. */
class LuceneDifferentialTest {
    private static final int ARTICLES = 50;
    private static final int QUERIES = 2_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomQueriesFindWhatLuceneFinds(long seed) throws Exception {
        RandomQueries random = new RandomQueries(seed);
        List<ArticleText> articles = new ArrayList<>();
        for (int i = 0; i < ARTICLES; i++) {
            articles.add(random.article());
        }
        Map<String, String> queries = new TreeMap<>();
        WatchMatcher matcher = new WatchMatcher();
        for (int i = 0; i < QUERIES; i++) {
            String query = random.query();
            queries.put("watch-" + i, query);
            matcher.register("watch-" + i, MatcherFixtures.query(query));
        }
        Map<String, List<Integer>> found = new TreeMap<>();
        for (int i = 0; i < ARTICLES; i++) {
            for (Match match : matcher.match(articles.get(i))) {
                found.computeIfAbsent(match.watchId(), id -> new ArrayList<>()).add(i);
                assertThat(match.terms()).as(queries.get(match.watchId())).isNotEmpty();
            }
        }
        LuceneOracle oracle = new LuceneOracle(articles);
        for (Map.Entry<String, String> query : queries.entrySet()) {
            List<Integer> expected = oracle.find(query.getValue());
            List<Integer> actual = found.getOrDefault(query.getKey(), List.of());
            assertThat(actual)
                    .as(() -> query.getValue() + " on " + firstDifference(expected, actual, articles))
                    .isEqualTo(expected);
        }
    }

    private static String firstDifference(List<Integer> expected, List<Integer> actual, List<ArticleText> articles) {
        for (int i = 0; i < articles.size(); i++) {
            if (expected.contains(i) != actual.contains(i)) {
                return i + ": " + articles.get(i);
            }
        }
        return "none";
    }

    @Test
    void andBindsCloserThanOrUnlikeLucene() throws Exception {
        ArticleText article = MatcherFixtures.body("the minister spoke");
        LuceneOracle oracle = new LuceneOracle(List.of(article));

        assertThat(MatcherFixtures.found("minister OR talks AND missiles", article))
                .containsExactly("minister");
        assertThat(oracle.find("minister OR talks AND missiles")).isEmpty();
    }

    @Test
    void negatedGroupExcludesUnlikeLucene() throws Exception {
        ArticleText article = MatcherFixtures.body("the minister spoke");
        LuceneOracle oracle = new LuceneOracle(List.of(article));

        assertThat(MatcherFixtures.found("minister AND (NOT talks)", article)).containsExactly("minister");
        assertThat(oracle.find("minister AND (NOT talks)")).isEmpty();
    }
}
