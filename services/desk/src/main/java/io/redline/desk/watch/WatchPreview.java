package io.redline.desk.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.desk.article.ArticleArchive;
import io.redline.desk.article.StoredArticle;
import io.redline.desk.view.TopicView;
import io.redline.matcher.Match;
import io.redline.matcher.MatchedTerm;
import io.redline.matcher.QueryLint;
import io.redline.matcher.WatchMatcher;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Timestamps;
import io.redline.schemas.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Tells what a draft of a watch would have alerted on, article by article, from those that came in lately. Stories are
 * not grouped, so that it counts articles where the detector would have told one alert and its updates.
 */
public final class WatchPreview {

    /** Longest range that a preview can go over. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_EXAMPLES = 20;
    private static final int EXCERPT = 240;
    private static final int EXCERPT_BEFORE = 80;
    private static final String DRAFT = "draft";

    private final ArticleArchive articles;
    private final StanceRecord record;
    private final InstantSource clock;
    private final WatchOverlap overlap;

    /** Previews over these articles, with what was found in them, beside these watches. */
    public WatchPreview(ArticleArchive articles, StanceRecord record, TopicView<Watch> watches, InstantSource clock) {
        this.overlap = new WatchOverlap(watches);
        this.articles = articles;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Tries a draft.
     *
     * @param over how far back to go, by when articles came in
     * @param until where to begin going back; now when empty
     * @param visible tells of a watch's id whether it may be named beside the draft
     * @return counts, examples and warnings, as the API shows them
     * @throws WrongQueryException when its query cannot be read
     */
    public ObjectNode of(Watch draft, Duration over, Optional<Instant> until, Predicate<String> visible) {
        Instant end = until.orElseGet(clock::instant);
        Run run = new Run(draft, end.minus(over), end, visible);
        articles.read(run.since, until, run::take);
        return run.report();
    }

    /** What raises an alert, the strongest last. */
    private enum Kind {
        KEYWORD,
        STANCE,
        SHIFT;

        final String code = name().toLowerCase(Locale.ROOT);
    }

    private final class Run {

        private final Watch draft;
        private final Instant since;
        private final Instant until;
        private final WatchOverlap.Count others;
        private final Optional<WatchMatcher> matcher;
        private final NavigableMap<LocalDate, Map<Kind, Integer>> days = new TreeMap<>();
        private final ArrayNode examples = AvroJson.MAPPER.createArrayNode();
        private final long begun = System.nanoTime();
        private long matching;
        private int read;
        private int met;
        private int matched;
        private boolean complete = true;

        Run(Watch draft, Instant since, Instant until, Predicate<String> visible) {
            this.draft = draft;
            this.since = since;
            this.until = until;
            this.others = overlap.count(draft.getId(), visible);
            this.matcher = WatchQuery.of(draft).map(query -> {
                WatchMatcher single = new WatchMatcher();
                single.register(DRAFT, query);
                return single;
            });
        }

        boolean take(StoredArticle article) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                complete = false;
                return false;
            }
            read++;
            if (article.status().equals("usable")) {
                terms(article).ifPresent(terms -> strongest(article).ifPresent(kind -> count(article, kind, terms)));
            }
            return true;
        }

        ObjectNode report() {
            ObjectNode report = AvroJson.MAPPER.createObjectNode();
            report.put("from", Timestamps.format(since)).put("to", Timestamps.format(until));
            report.put("articles", read).put("matches", matched).put("complete", complete);
            report.put("microsPerArticle", read == 0 ? 0 : matching / 1_000 / read);
            ArrayNode perDay = report.putArray("perDay");
            days.forEach((day, counts) -> {
                ObjectNode entry = perDay.addObject().put("day", day.toString());
                for (Kind kind : Kind.values()) {
                    entry.put(kind.code, counts.getOrDefault(kind, 0));
                }
            });
            report.set("examples", examples);
            report.set("overlap", others.report());
            ArrayNode warnings = report.putArray("warnings");
            QueryLint.check(Optional.ofNullable(draft.getQuery()).orElse("")).forEach(warning -> warnings.addObject()
                    .put("message", warning.message())
                    .put("column", warning.column()));
            if (matcher.isPresent() && draft.getOn().contains(Kind.KEYWORD.code)) {
                WatchWarnings.breadth(met, read)
                        .ifPresent(sentence ->
                                warnings.addObject().put("message", sentence).putNull("column"));
            }
            return report;
        }

        /** The words that met the query; empty when it was not met. */
        private Optional<List<MatchedTerm>> terms(StoredArticle article) {
            if (matcher.isEmpty()) {
                return Optional.of(List.of());
            }
            long start = System.nanoTime();
            List<Match> matches = matcher.get().match(article.words());
            matching += System.nanoTime() - start;
            met += matches.size();
            return matches.stream().map(Match::terms).findFirst();
        }

        private Optional<Kind> strongest(StoredArticle article) {
            List<String> on = draft.getOn();
            if (on.contains(Kind.SHIFT.code) && record.hasShift(article.id(), draft.getStance())) {
                return Optional.of(Kind.SHIFT);
            }
            if (on.contains(Kind.STANCE.code) && record.hasStance(article.id(), draft.getStance())) {
                return Optional.of(Kind.STANCE);
            }
            return on.contains(Kind.KEYWORD.code) ? Optional.of(Kind.KEYWORD) : Optional.empty();
        }

        private void count(StoredArticle article, Kind kind, List<MatchedTerm> terms) {
            matched++;
            others.take(article);
            LocalDate day = LocalDate.ofInstant(article.receivedAt(), ZoneOffset.UTC);
            days.computeIfAbsent(day, d -> new EnumMap<>(Kind.class)).merge(kind, 1, Integer::sum);
            if (examples.size() < MOST_EXAMPLES) {
                ObjectNode example = examples.addObject().put("kind", kind.code);
                example.set("article", article.reference());
                example.set("terms", json(terms));
                example.put("excerpt", excerpt(article, terms));
            }
        }
    }

    private static ArrayNode json(List<MatchedTerm> terms) {
        ArrayNode array = AvroJson.MAPPER.createArrayNode();
        terms.forEach(term -> array.addObject()
                .put("text", term.text())
                .put("field", term.field())
                .put("start", term.start())
                .put("end", term.end()));
        return array;
    }

    /** The body around the first word found in it, or its beginning. */
    private static String excerpt(StoredArticle article, List<MatchedTerm> terms) {
        String body = article.json().path("body").asText();
        int first = terms.stream()
                .filter(term -> term.field().equals("body"))
                .mapToInt(MatchedTerm::start)
                .findFirst()
                .orElse(0);
        int start = wordStart(body, Math.max(0, first - EXCERPT_BEFORE));
        int end = wordStart(body, Math.min(body.length(), start + EXCERPT));
        return body.substring(start, end).strip();
    }

    /** The nearest place at or before {@code at} where a word begins; keeps surrogates together. */
    private static int wordStart(String text, int at) {
        int start = at;
        while (start > 0 && start < text.length() && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }
}
