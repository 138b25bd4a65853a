package io.redline.detector;

import io.redline.schemas.Action;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Side;
import io.redline.schemas.Stance;
import io.redline.schemas.StoryRef;
import io.redline.schemas.Term;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.FoundStance;
import io.redline.schemas.internal.FoundTurn;
import io.redline.schemas.internal.WatchMatch;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Articles, stances and watches for the detector's tests. */
public final class Fixtures {

    public static final Instant NOON = Instant.parse("2026-01-30T12:00:00Z");

    private Fixtures() {}

    /** A watch for talks that wants keyword alerts. */
    public static Watch.Builder watch(String id) {
        return Watch.newBuilder().setId(id).setName("Watch " + id).setQuery("talks");
    }

    /** The reference to version one of an article. */
    public static ArticleRef article(String id) {
        return new ArticleRef(id, 1, "Headline of " + id, "Source of " + id, null, NOON);
    }

    /** A usable article that meets the watch "talks" with one word. */
    public static AnalyzedArticle.Builder analyzed(ArticleRef article, String... watchIds) {
        return AnalyzedArticle.newBuilder()
                .setArticle(article)
                .setLanguage("en")
                .setStatus("usable")
                .setReceivedAt(article.getPublishedAt())
                .setLead("The lead of " + article.getId())
                .setSignature(ByteBuffer.allocate(0))
                .setMatches(List.of(watchIds).stream()
                        .map(id -> match(id, "An excerpt about talks."))
                        .toList())
                .setStances(List.of());
    }

    /** A match of a watch by the word "talks". */
    public static WatchMatch match(String watchId, String excerpt) {
        return new WatchMatch(watchId, List.of(new Term("talks", "body", 9, 14)), excerpt);
    }

    /** A stance of Iran towards the United States about talks. */
    public static Stance stance(ArticleRef article, Action action) {
        return Stance.newBuilder()
                .setId("stance-" + article.getId() + "-" + action)
                .setActor("IRN")
                .setActorText("Tehran")
                .setTarget("USA")
                .setTargetText("Washington")
                .setIssue("talks")
                .setAction(action.name())
                .setSide(action.side().code())
                .setScore(action.score())
                .setQuote("Tehran says so (" + action + ").")
                .setStart(0)
                .setEnd(10)
                .setConfidence(0.9)
                .setArticle(article)
                .setAt(article.getPublishedAt())
                .build();
    }

    /** The actor's own word, told as news. */
    public static FoundStance own(Stance stance) {
        return new FoundStance(stance, key(stance), "OWN", false, false);
    }

    /** What tells a stance's actor from others. */
    public static String key(Stance stance) {
        return stance.getActor() != null ? stance.getActor() : "~" + stance.getActorText();
    }

    /** Iran ends, resumes or reverses something towards the United States. */
    public static FoundTurn turn(@Nullable Side to, String quote) {
        return FoundTurn.newBuilder()
                .setActor("IRN")
                .setActorKey("IRN")
                .setActorText("Tehran")
                .setTarget("USA")
                .setTargetText("Washington")
                .setIssue("talks")
                .setTo(to == null ? null : to.code())
                .setObject("")
                .setQuote(quote)
                .setConfidence(0.85)
                .build();
    }

    /** A story with this many articles and independent sources. */
    public static StoryRef story(int articles, int sources) {
        return new StoryRef("story-1", articles, sources);
    }
}
