package io.redline.detector.watch;

import io.redline.matcher.ArticleText;
import io.redline.matcher.Match;
import io.redline.matcher.Query;
import io.redline.matcher.QueryException;
import io.redline.matcher.QueryParser;
import io.redline.matcher.WatchCost;
import io.redline.matcher.WatchMatcher;
import io.redline.schemas.Watch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watches in force, with their queries compiled. Safe for use by several threads: one follows the topic while others
 * match.
 */
public final class WatchRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(WatchRegistry.class);

    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<String, Watch> ofEveryArticle = new ConcurrentSkipListMap<>();
    private final WatchMatcher matcher = new WatchMatcher();

    /**
     * Puts a watch in force, in place of an earlier one of its id. A disabled watch, or one whose query does not parse
     * (written by something other than the desk), is taken out of force and never stops the detector.
     */
    public void put(Watch watch) {
        String id = watch.getId();
        if (!watch.getEnabled()) {
            remove(id);
            return;
        }
        if (watch.getQuery() == null) {
            matcher.remove(id);
            watches.put(id, watch);
            ofEveryArticle.put(id, watch);
            return;
        }
        try {
            Query query = QueryParser.parse(watch.getQuery());
            watches.put(id, watch);
            ofEveryArticle.remove(id);
            matcher.register(id, query);
        } catch (QueryException broken) {
            LOG.warn("Watch {} is out of force, since its query does not parse: {}", id, broken.getMessage());
            remove(id);
        }
    }

    /** Takes a watch out of force. */
    public void remove(String id) {
        matcher.remove(id);
        ofEveryArticle.remove(id);
        watches.remove(id);
    }

    /** The watch in force under this id; null when there is none. */
    public @Nullable Watch get(String id) {
        return watches.get(id);
    }

    /** Watches without a query, which every article meets, by id. */
    public Iterable<Watch> ofEveryArticle() {
        return ofEveryArticle.values();
    }

    /** The watches whose queries took most time so far, the dearest first. */
    public List<WatchCost> dearest(int count) {
        return matcher.dearest(count);
    }

    /** Number of watches in force. */
    public int size() {
        return watches.size();
    }

    /** The watches whose query this article meets, by id; watches without a query are not among them. */
    public List<Match> match(ArticleText article) {
        return matcher.match(article);
    }
}
