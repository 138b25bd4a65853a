package io.redline.detector;

import io.redline.runtime.KeyedState;
import io.redline.runtime.Sweep;
import io.redline.runtime.Timestamps;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Stance;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.ToldArticle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers which stances were written down of each article, so that those can be taken back that it no longer states. */
final class ToldStances {

    /** Stances remembered of one article, the most salient; what lies beyond is told and cannot be taken back. */
    static final int MOST_STANCES = 50;

    /** How long an article can be taken back, counted from when it could be told. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final KeyedState<ToldArticle> told;
    private final Sweep<ToldArticle> sweep;

    /** Remembers in this state, by article id. */
    ToldStances(KeyedState<ToldArticle> told) {
        this.told = told;
        this.sweep = new Sweep<>(told);
    }

    /**
     * What a version of an article makes to be written: the stances that are new or changed, then those it no longer
     * states, retracted.
     *
     * @param analyzed the article, under the id that all its versions share
     * @param stances what it states
     */
    List<Stance> tell(AnalyzedArticle analyzed, List<Stance> stances) {
        ArticleRef article = analyzed.getArticle();
        Map<List<@Nullable Object>, Stance> before = new LinkedHashMap<>();
        remembered(article.getId()).forEach(stance -> before.put(wording(stance), stance));
        List<Stance> written = new ArrayList<>();
        List<Stance> standing = new ArrayList<>();
        for (Stance stance : stances) {
            Stance same = before.remove(wording(stance));
            if (same == null) {
                written.add(stance);
            }
            standing.add(same == null ? stance : same);
        }
        String why = "version " + article.getVersion() + " of the article no longer says so.";
        before.values().forEach(gone -> written.add(retracted(gone, why)));
        if (standing.isEmpty()) {
            told.remove(article.getId());
        } else if (!written.isEmpty()) {
            told.put(
                    article.getId(),
                    new ToldArticle(
                            Timestamps.later(analyzed.getReceivedAt(), analyzed.getEmbargoedUntil()),
                            standing.subList(0, Math.min(standing.size(), MOST_STANCES))));
        }
        return written;
    }

    /**
     * All stances of an article, retracted.
     *
     * @param why the end of a sentence, such as {@code it was withdrawn by its source}
     */
    List<Stance> takeBack(String articleId, String why) {
        List<Stance> gone = remembered(articleId);
        told.remove(articleId);
        return gone.stream().map(stance -> retracted(stance, why + ".")).toList();
    }

    /**
     * Forgets what is too old to be taken back, some of it at a time.
     *
     * @param now event time
     */
    void sweep(Instant now) {
        Instant horizon = now.minus(REMEMBERED);
        sweep.forget(article -> article.getAt().isBefore(horizon));
    }

    private List<Stance> remembered(String articleId) {
        ToldArticle article = told.get(articleId);
        return article == null ? List.of() : article.getStances();
    }

    private static Stance retracted(Stance stance, String why) {
        return Stance.newBuilder(stance)
                .setRetracted("No longer counts: " + why)
                .build();
    }

    /** What makes a stance of another version the same one, wherever it stands in the text. */
    private static List<@Nullable Object> wording(Stance stance) {
        return Arrays.asList(
                stance.getActorText(),
                stance.getTargetText(),
                stance.getIssue(),
                stance.getAction(),
                stance.getSide(),
                stance.getQuote());
    }
}
