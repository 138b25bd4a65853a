package io.redline.detector;

import io.redline.runtime.KeyedState;
import io.redline.schemas.internal.AnalyzedArticle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Holds articles that may not be told yet, the newest version of each. When an embargo is over is decided by what was
 * received by then, not by when it is read, so that a backlog and a replay find what was found as it happened.
 */
final class EmbargoedArticles {

    /** Sorts after every article id. */
    private static final String LAST_KEY = String.valueOf(Character.MAX_VALUE);

    private static final Comparator<AnalyzedArticle> ORDER = Comparator.comparing(EmbargoedArticles::end)
            .thenComparing(AnalyzedArticle::getReceivedAt)
            .thenComparing(article -> article.getArticle().getId());

    private final KeyedState<AnalyzedArticle> held;

    /** No embargo ends before this: spares looking at all of them again and again. */
    private Instant nextEnd;

    /** Holds articles in this state, by id. */
    EmbargoedArticles(KeyedState<AnalyzedArticle> held) {
        this.held = held;
        this.nextEnd = firstEnd();
    }

    /**
     * Holds a version that is under embargo; one that is not, or a kill, which never waits, takes the place of one that is
     * held.
     *
     * @param at when it counts from
     * @return false when it is to be told now
     */
    boolean holds(AnalyzedArticle article, Instant at) {
        String id = article.getArticle().getId();
        Instant until = article.getEmbargoedUntil();
        if (until == null || !until.isAfter(at) || article.getStatus().equals(Newsroom.CANCELED)) {
            held.remove(id);
            return false;
        }
        held.put(id, article);
        nextEnd = until.isBefore(nextEnd) ? until : nextEnd;
        return true;
    }

    /**
     * Lets go what may be told, in the order in which the embargoes ended; of one moment, in the order of receipt.
     *
     * @param upTo the end of the last embargo that is over
     * @param taker where it goes; what fails there does not come again, and what is behind it waits
     */
    void letGo(Instant upTo, Consumer<AnalyzedArticle> taker) {
        if (nextEnd.isAfter(upTo)) {
            return;
        }
        List<AnalyzedArticle> over = all().stream()
                .filter(article -> !end(article).isAfter(upTo))
                .sorted(ORDER)
                .toList();
        for (AnalyzedArticle article : over) {
            held.remove(article.getArticle().getId());
            taker.accept(article);
        }
        nextEnd = firstEnd();
    }

    private Instant firstEnd() {
        return all().stream()
                .map(EmbargoedArticles::end)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    private List<AnalyzedArticle> all() {
        List<AnalyzedArticle> all = new ArrayList<>();
        try (KeyedState.Values<AnalyzedArticle> values = held.between("", LAST_KEY)) {
            values.forEachRemaining(all::add);
        }
        return all;
    }

    private static Instant end(AnalyzedArticle article) {
        return Objects.requireNonNull(article.getEmbargoedUntil(), "only what is under embargo is held");
    }
}
