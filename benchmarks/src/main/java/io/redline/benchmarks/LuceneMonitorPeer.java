package io.redline.benchmarks;

import io.redline.matcher.ArticleAnalyzer;
import io.redline.matcher.ArticleText;
import io.redline.matcher.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.search.IndexSearcher;

/** Lucene's own matcher of stored queries, set up with the presearcher it recommends. */
final class LuceneMonitorPeer implements AutoCloseable {
    private static final int BATCH = 1_000;

    private final Monitor monitor;

    LuceneMonitorPeer(Map<String, Query> watches) throws IOException {
        // long lists of alternatives are allowed by our limits too
        IndexSearcher.setMaxClauseCount(16_384);
        monitor = new Monitor(new ArticleAnalyzer(), new TermFilteredPresearcher());
        List<MonitorQuery> batch = new ArrayList<>(BATCH);
        for (Map.Entry<String, Query> watch : watches.entrySet()) {
            batch.add(new MonitorQuery(watch.getKey(), LuceneTranslation.query(watch.getValue())));
            if (batch.size() == BATCH) {
                monitor.register(batch);
                batch.clear();
            }
        }
        monitor.register(batch);
    }

    /** The ids of the watches that the article meets, in order. */
    Set<String> match(ArticleText article) throws IOException {
        Set<String> ids = new TreeSet<>();
        for (QueryMatch match : monitor.match(LuceneTranslation.document(article), QueryMatch.SIMPLE_MATCHER)
                .getMatches()) {
            ids.add(match.getQueryId());
        }
        return ids;
    }

    @Override
    public void close() throws IOException {
        monitor.close(); // its purge thread would keep the JVM alive
    }
}
