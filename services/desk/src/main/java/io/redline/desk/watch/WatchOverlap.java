package io.redline.desk.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.desk.article.StoredArticle;
import io.redline.desk.view.Page;
import io.redline.desk.view.Selection;
import io.redline.desk.view.TopicView;
import io.redline.matcher.Match;
import io.redline.matcher.WatchMatcher;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Watch;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells which watches there are already for the articles that a draft meets. Watches without a query do not count. */
final class WatchOverlap {

    private static final int MOST_WATCHES = 20_000;
    private static final int READ_AT_ONCE = 500;

    private final TopicView<Watch> watches;
    private @Nullable Known known;

    WatchOverlap(TopicView<Watch> watches) {
        this.watches = watches;
    }

    /**
     * The watches as they stood at some positions of their topic.
     *
     * @param names their names, by id
     * @param complete false when there are more than can be held
     */
    private record Known(
            Map<Integer, Long> positions, WatchMatcher matcher, Map<String, String> names, boolean complete) {}

    /**
     * A count of the other watches that one draft's articles meet.
     *
     * @param visible tells of a watch's id whether it may be told
     */
    Count count(String draft, Predicate<String> visible) {
        return new Count(known(), visible.and(watch -> !watch.equals(draft)));
    }

    /** Counts article by article. */
    static final class Count {

        private static final int MOST_ARTICLES = 500;
        private static final int MOST_TOLD = 10;

        private final Known known;
        private final Predicate<String> counted;
        private final Map<String, Integer> matches = new HashMap<>();
        private int articles;

        private Count(Known known, Predicate<String> counted) {
            this.known = known;
            this.counted = counted;
        }

        void take(StoredArticle article) {
            if (articles < MOST_ARTICLES) {
                articles++;
                for (Match match : known.matcher.match(article.words())) {
                    matches.merge(match.watchId(), 1, Integer::sum);
                }
            }
        }

        /** The watches that most of the articles meet, the most first. */
        ObjectNode report() {
            ObjectNode report =
                    AvroJson.MAPPER.createObjectNode().put("articles", articles).put("complete", known.complete);
            ArrayNode told = report.putArray("watches");
            matches.entrySet().stream()
                    .filter(entry -> counted.test(entry.getKey()))
                    .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(MOST_TOLD)
                    .forEach(entry -> {
                        ObjectNode one = told.addObject();
                        one.putObject("watch").put("id", entry.getKey()).put("name", known.names.get(entry.getKey()));
                        one.put("matches", entry.getValue());
                    });
            return report;
        }
    }

    /** Compiles the watches anew only when one has changed. */
    private synchronized Known known() {
        Map<Integer, Long> positions = watches.positions();
        Known current = known;
        if (current == null || !current.positions.equals(positions)) {
            current = compile(positions);
            known = current;
        }
        return current;
    }

    private Known compile(Map<Integer, Long> positions) {
        WatchMatcher matcher = new WatchMatcher();
        Map<String, String> names = new HashMap<>();
        Selection selection = Selection.newest(READ_AT_ONCE);
        int read = 0;
        while (true) {
            Page page = watches.list(selection);
            for (String json : page.items()) {
                Watch watch = WatchBook.read(json);
                if (watch.getEnabled()) {
                    WatchQuery.readable(watch).ifPresent(query -> {
                        matcher.register(watch.getId(), query);
                        names.put(watch.getId(), watch.getName());
                    });
                }
            }
            read += page.items().size();
            if (page.next().isEmpty() || read >= MOST_WATCHES) {
                return new Known(positions, matcher, names, page.next().isEmpty());
            }
            selection = selection.from(page.next());
        }
    }
}
