package io.redline.detector;

import io.redline.matcher.Match;
import io.redline.schemas.Article;
import io.redline.schemas.Term;
import io.redline.schemas.internal.WatchMatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Says with what words an article meets each watch. All of them travel in one record, so there is a bound to what they say
 * together; every watch is told, but those beyond the bound only with the first word that met them.
 */
final class MatchDetails {

    /** Bytes of UTF-8 that terms and excerpts take in one record: a quarter of what a record may. */
    static final int MOST_BYTES = 1024 * 1024;

    /** In place of an excerpt that there is no room for. */
    static final String NO_EXCERPT = "…";

    /** What a term takes beside its text: its field and its place. */
    private static final int TERM_BYTES = 16;

    private final Article article;
    private int left = MOST_BYTES;

    private MatchDetails(Article article) {
        this.article = article;
    }

    /** What is kept of these matches of an article, in their order. */
    static List<WatchMatch> of(List<Match> matches, Article article) {
        MatchDetails details = new MatchDetails(article);
        List<WatchMatch> kept = new ArrayList<>(matches.size());
        matches.forEach(match -> kept.add(details.of(match)));
        return kept;
    }

    /** How many matches are kept with their first word alone. */
    static long shortened(List<WatchMatch> matches) {
        return matches.stream()
                .filter(match -> match.getExcerpt().equals(NO_EXCERPT))
                .count();
    }

    private WatchMatch of(Match match) {
        List<Term> terms = match.terms().stream()
                .map(term -> new Term(term.text(), term.field(), term.start(), term.end()))
                .toList();
        if (left > 0) {
            String excerpt = Excerpts.around(terms, article.getBody());
            left -= bytes(excerpt)
                    + terms.stream()
                            .mapToInt(term -> TERM_BYTES + bytes(term.getText()))
                            .sum();
            if (left >= 0) {
                return new WatchMatch(match.watchId(), terms, excerpt);
            }
        }
        return new WatchMatch(match.watchId(), terms.stream().limit(1).toList(), NO_EXCERPT);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
