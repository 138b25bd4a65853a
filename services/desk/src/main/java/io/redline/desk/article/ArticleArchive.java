package io.redline.desk.article;

import io.redline.desk.view.Cursor;
import io.redline.desk.view.Page;
import io.redline.desk.view.Selection;
import io.redline.desk.view.TopicView;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Article;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The articles that the desk keeps. An article under embargo is there, and not a word of it is given out. */
public final class ArticleArchive {

    private static final int READ_AT_ONCE = 200;

    private final TopicView<Article> articles;
    private final InstantSource clock;

    /** Articles read from this view. */
    public ArticleArchive(TopicView<Article> articles, InstantSource clock) {
        this.articles = articles;
        this.clock = clock;
    }

    /**
     * An article.
     *
     * @param version a certain version, or the newest
     * @param early true for somebody who may see it before its embargo ends
     * @throws EmbargoException when it may not be shown yet
     */
    public Optional<StoredArticle> find(String id, Optional<Integer> version, boolean early) {
        Optional<StoredArticle> found = version.map(number -> articles.version(id, number))
                .orElseGet(() -> articles.newest(id))
                .map(ArticleArchive::read);
        found.filter(article -> !early).flatMap(this::embargo).ifPresent(until -> {
            throw new EmbargoException(until);
        });
        return found;
    }

    /**
     * Reads the newest version of each article that came in since a time, newest first, without those under embargo.
     *
     * @param until only what came in before this, if given
     * @param reader takes an article, and says whether to go on
     */
    public void read(Instant since, Optional<Instant> until, Predicate<StoredArticle> reader) {
        Optional<Cursor> end = until.map(time -> new Cursor(time.toEpochMilli(), ""));
        Selection selection = new Selection(Map.of(), Optional.of(since), end, READ_AT_ONCE);
        while (true) {
            Page page = articles.list(selection);
            for (String json : page.items()) {
                StoredArticle article = read(json);
                if (embargo(article).isEmpty() && !reader.test(article)) {
                    return;
                }
            }
            if (page.next().isEmpty()) {
                return;
            }
            selection = selection.from(page.next());
        }
    }

    private Optional<Instant> embargo(StoredArticle article) {
        return article.embargoedUntil().filter(until -> until.isAfter(clock.instant()));
    }

    private static StoredArticle read(String json) {
        return new StoredArticle(json, AvroJson.read(json));
    }
}
