package io.redline.detector;

import io.redline.runtime.KeyedState;
import io.redline.runtime.Sweep;
import io.redline.runtime.Timestamps;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.SeenArticle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lets each version of an article pass once, and none that is older than one which has passed. */
final class SeenVersions {

    /** How long versions are remembered; a repeat that comes later than this counts as new. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final KeyedState<SeenArticle> seen;
    private final Sweep<SeenArticle> sweep;

    /** Remembers in this state. */
    SeenVersions(KeyedState<SeenArticle> seen) {
        this.seen = seen;
        this.sweep = new Sweep<>(seen);
    }

    /** Why a version is no news, and nothing when it is; then it is remembered. */
    Optional<String> staleness(AnalyzedArticle analyzed) {
        ArticleRef article = analyzed.getArticle();
        SeenArticle newest = seen.get(article.getId());
        if (newest != null && newest.getVersion() >= article.getVersion()) {
            return Optional.of(newest.getVersion() == article.getVersion() ? "repeated-version" : "older-version");
        }
        Instant at = Timestamps.later(analyzed.getReceivedAt(), analyzed.getEmbargoedUntil());
        seen.put(article.getId(), new SeenArticle(article.getVersion(), at));
        return Optional.empty();
    }

    /**
     * Forgets what is too old to come again, some of it at a time.
     *
     * @param now event time
     */
    void sweep(Instant now) {
        Instant horizon = now.minus(REMEMBERED);
        sweep.forget(article -> article.getAt().isBefore(horizon));
    }
}
