package io.redline.desk.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.redline.desk.article.ArticleArchive;
import io.redline.desk.article.EmbargoException;
import io.redline.desk.article.StoredArticle;
import io.redline.desk.watch.WatchBook;
import io.redline.desk.watch.WatchExplainer;
import io.redline.runtime.Caller;
import io.redline.runtime.Scope;
import io.redline.schemas.Watch;
import java.util.List;
import java.util.Optional;

/** The call that asks why. */
final class ExplainRoutes {

    private final ArticleArchive articles;
    private final WatchBook watches;
    private final WatchExplainer explainer;

    ExplainRoutes(ArticleArchive articles, WatchBook watches, WatchExplainer explainer) {
        this.articles = articles;
        this.watches = watches;
        this.explainer = explainer;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/explain", this::explain));
    }

    private void explain(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "article", "watch", "version");
        String articleId = parameters.required("article");
        String watchId = parameters.required("watch");
        Optional<Integer> version = parameters.number("version", 1, Integer.MAX_VALUE);
        Caller caller = Gatekeeper.caller(ctx);
        Watch watch = watches.of(caller.owner()).find(watchId).orElseThrow(() -> WatchRoutes.missing(watchId));
        Answers.json(
                ctx,
                explanation(watch, articleId, version, caller.may(Scope.EMBARGO))
                        .toString());
    }

    private ObjectNode explanation(Watch watch, String articleId, Optional<Integer> version, boolean early) {
        try {
            StoredArticle article = articles.find(articleId, version, early)
                    .orElseThrow(() -> ArticleRoutes.missing(articleId, version));
            return explainer.explain(watch, article);
        } catch (EmbargoException notYet) {
            // Why there is no alert may be told; not a word of the article may.
            return explainer.explain(watch, articleId, notYet);
        }
    }
}
