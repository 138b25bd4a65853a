package io.redline.desk.watch;

import io.redline.matcher.Query;
import io.redline.matcher.QueryException;
import io.redline.matcher.QueryParser;
import io.redline.schemas.Watch;
import java.util.Optional;

/** A watch's query, read. */
final class WatchQuery {

    private WatchQuery() {}

    /**
     * The query; empty when the watch takes every article.
     *
     * @throws WrongQueryException when it cannot be read
     */
    static Optional<Query> of(Watch watch) {
        if (watch.getQuery() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(QueryParser.parse(watch.getQuery()));
        } catch (QueryException wrong) {
            throw new WrongQueryException(wrong);
        }
    }

    /** As {@link #of}, and empty too for a query that cannot be read. */
    static Optional<Query> readable(Watch watch) {
        try {
            return of(watch);
        } catch (WrongQueryException outOfForce) {
            return Optional.empty();
        }
    }
}
