package io.redline.matcher;

import java.util.List;

/** Articles and short ways to ask about them. */
final class MatcherFixtures {
    private MatcherFixtures() {}

    /** An article with this body and nothing else. */
    static ArticleText body(String body) {
        return ArticleText.of("", body);
    }

    static Query query(String text) {
        try {
            return QueryParser.parse(text);
        } catch (QueryException e) {
            throw new AssertionError("column " + e.column() + ": " + e.getMessage() + " in " + text, e);
        }
    }

    /** The words of the article that satisfy the query; empty if it does not match. */
    static List<String> found(String query, ArticleText article) {
        WatchMatcher matcher = new WatchMatcher();
        matcher.register("watch", query(query));
        return matcher.match(article).stream()
                .flatMap(match -> match.terms().stream())
                .map(MatchedTerm::text)
                .toList();
    }

    static List<String> found(String query, String body) {
        return found(query, body(body));
    }

    static boolean matches(String query, String body) {
        return !found(query, body).isEmpty();
    }
}
