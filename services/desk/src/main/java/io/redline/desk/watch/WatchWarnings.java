package io.redline.desk.watch;

import io.redline.desk.article.ArticleArchive;
import io.redline.matcher.Query;
import io.redline.matcher.QueryLint;
import io.redline.matcher.WatchMatcher;
import io.redline.matcher.WatchTermRule;
import io.redline.runtime.Timestamps;
import io.redline.schemas.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what looks like a mistake in a watch that is right as far as the rules go. */
public final class WatchWarnings {

    private static final Duration LOOKED_BACK = Duration.ofDays(7);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final int MOST_ARTICLES = 2_000;

    /** Of fewer articles, a tenth is chance. */
    private static final int LEAST_ARTICLES = 20;

    private static final int BROAD = 10;
    private static final String TRIED = "tried";

    private final ArticleArchive articles;
    private final InstantSource clock;

    /** Warnings that also look at how many of these articles a query meets. */
    public WatchWarnings(ArticleArchive articles, InstantSource clock) {
        this.articles = articles;
        this.clock = clock;
    }

    /** One sentence for each thing that looks like a mistake. */
    public List<String> of(Watch watch) {
        List<String> sentences = new ArrayList<>();
        if (watch.getQuery() != null) {
            QueryLint.check(watch.getQuery())
                    .forEach(warning -> sentences.add("Column " + warning.column() + ": " + warning.message()));
        }
        Instant end = watch.getEnabledUntil();
        if (end != null && WatchTermRule.hasEnded(watch, clock.instant())) {
            sentences.add("It ended at " + Timestamps.format(end) + ", so that it raises nothing.");
        }
        if (watch.getOn().contains("keyword")) {
            WatchQuery.of(watch).flatMap(this::breadth).ifPresent(sentences::add);
        }
        return sentences;
    }

    /** Tries the query on the newest articles of the last week, as many as there is time for. */
    private Optional<String> breadth(Query query) {
        WatchMatcher matcher = new WatchMatcher();
        matcher.register(TRIED, query);
        int[] count = new int[2];
        long begun = System.nanoTime();
        articles.read(clock.instant().minus(LOOKED_BACK), Optional.empty(), article -> {
            count[0] += matcher.match(article.words()).size();
            count[1]++;
            return count[1] < MOST_ARTICLES && System.nanoTime() - begun < PATIENCE.toNanos();
        });
        return breadth(count[0], count[1]);
    }

    /** A warning when a query meets a tenth or more of the articles looked at. */
    static Optional<String> breadth(int met, int looked) {
        return looked < LEAST_ARTICLES || met * BROAD < looked
                ? Optional.empty()
                : Optional.of("It meets " + met + " of the " + looked + " articles that came in last ("
                        + met * 100L / looked + " in a hundred): narrow it down, unless that is what you want.");
    }
}
