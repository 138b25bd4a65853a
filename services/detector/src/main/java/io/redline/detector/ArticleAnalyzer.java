package io.redline.detector;

import io.redline.detector.stance.Analysis;
import io.redline.detector.stance.StanceDetector;
import io.redline.detector.stance.StanceFinding;
import io.redline.detector.stance.TurnFinding;
import io.redline.detector.story.StorySigner;
import io.redline.detector.watch.WatchRegistry;
import io.redline.matcher.ArticleText;
import io.redline.runtime.Ids;
import io.redline.schemas.Article;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Stance;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.FoundStance;
import io.redline.schemas.internal.FoundTurn;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/** Finds what one article holds by itself: the watches whose query it meets, its stances, and its story signature. */
public final class ArticleAnalyzer {

    private final WatchRegistry watches;
    private final StanceDetector stances;

    /** An analyzer for these watches. */
    public ArticleAnalyzer(WatchRegistry watches, StanceDetector stances) {
        this.watches = watches;
        this.stances = stances;
    }

    /** Analyzes one version of an article. Deterministic, and safe to call from several threads. */
    public AnalyzedArticle analyze(Article article) {
        ArticleRef ref = new ArticleRef(
                article.getId(),
                article.getVersion(),
                article.getHeadline(),
                article.getSource(),
                article.getUrl(),
                article.getPublishedAt());
        ArticleText text = new ArticleText(
                article.getHeadline(),
                article.getBody(),
                article.getSource(),
                article.getLanguage(),
                article.getByline() == null ? "" : article.getByline());
        Analysis analysis = detect(article);
        return AnalyzedArticle.newBuilder()
                .setArticle(ref)
                .setLanguage(article.getLanguage())
                .setStatus(article.getStatus())
                .setReceivedAt(article.getReceivedAt())
                .setEmbargoedUntil(article.getEmbargoedUntil())
                .setUrgency(article.getUrgency())
                .setLead(Excerpts.lead(article.getBody().isEmpty() ? article.getHeadline() : article.getBody()))
                .setSignature(ByteBuffer.wrap(signature(article)))
                .setMatches(MatchDetails.of(watches.match(text), article))
                .setStances(analysis.stances().stream()
                        .map(finding -> found(finding, ref))
                        .toList())
                .setTurns(analysis.turns().stream().map(ArticleAnalyzer::found).toList())
                .setUnread(analysis.unread())
                .build();
    }

    private static byte[] signature(Article article) {
        return StorySigner.sign(
                        article.getSource(),
                        article.getLanguage(),
                        article.getHeadline(),
                        article.getByline(),
                        article.getBody())
                .at(article.getUrl())
                .toBytes();
    }

    /** The findings behind {@link #analyze}'s stances, in the same order, each with what it rests on. */
    List<StanceFinding> findings(Article article) {
        return detect(article).stances();
    }

    private Analysis detect(Article article) {
        return stances.detect(
                article.getHeadline(), article.getBody(), article.getLanguage(), article.getPublishedAt());
    }

    private static FoundStance found(StanceFinding finding, ArticleRef ref) {
        String action = finding.action() == null ? null : finding.action().name();
        Stance stance = Stance.newBuilder()
                .setId(Ids.of(
                        "stance",
                        ref.getId(),
                        finding.quote(),
                        finding.actorText(),
                        finding.targetText(),
                        finding.issue(),
                        action))
                .setActor(finding.actor())
                .setActorText(finding.actorText())
                .setTarget(finding.target())
                .setTargetText(finding.targetText())
                .setIssue(finding.issue())
                .setAction(action)
                .setSide(finding.side().code())
                .setScore(finding.score())
                .setNegated(finding.negated())
                .setConditional(finding.conditional())
                .setSpeaker(finding.speaker())
                .setQuote(finding.quote())
                .setField(finding.field().name().toLowerCase(Locale.ROOT))
                .setStart(finding.start())
                .setEnd(finding.end())
                .setConfidence(finding.confidence())
                .setArticle(ref)
                .setAt(ref.getPublishedAt())
                .build();
        return new FoundStance(stance, finding.actorKey(), finding.voice().name(), finding.recap(), finding.hedged());
    }

    private static FoundTurn found(TurnFinding finding) {
        return FoundTurn.newBuilder()
                .setActor(finding.actor())
                .setActorKey(finding.actorKey())
                .setActorText(finding.actorText())
                .setTarget(finding.target())
                .setTargetText(finding.targetText())
                .setIssue(finding.issue())
                .setTo(finding.to() == null ? null : finding.to().code())
                .setOwn(finding.own())
                .setObject(finding.object())
                .setQuote(finding.quote())
                .setConfidence(finding.confidence())
                .build();
    }
}
