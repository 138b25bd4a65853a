package io.redline.detector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.detector.alert.AlertBook;
import io.redline.detector.shift.ShiftTracker;
import io.redline.detector.stance.Explanation;
import io.redline.detector.stance.StanceDetector;
import io.redline.detector.stance.StanceFinding;
import io.redline.detector.story.Assignment;
import io.redline.detector.story.StoryIndex;
import io.redline.detector.story.StorySettings;
import io.redline.detector.text.Field;
import io.redline.detector.watch.WatchRegistry;
import io.redline.runtime.AvroJson;
import io.redline.runtime.KeyedState;
import io.redline.runtime.TrustedRecords;
import io.redline.schemas.Article;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.FoundStance;
import io.redline.schemas.internal.WatchMatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;

/**
 * The detector without a broker: both stages in a loop, over articles in the order they are given. Serves {@code analyze}
 * and the evaluations with the very code of the stream. Not safe for use by several threads.
 */
public final class StandaloneDetector {

    /** What the HTTP API adds to stances and shifts, and {@code analyze} leaves out. */
    private static final Set<String> ADDED_BY_API = Set.of("id", "article", "at", "retracted");

    private final ArticleAnalyzer analyzer;
    private final Newsroom newsroom;

    private StandaloneDetector(ArticleAnalyzer analyzer, Newsroom newsroom) {
        this.analyzer = analyzer;
        this.newsroom = newsroom;
    }

    /**
     * A detector that has seen nothing yet.
     *
     * @param stances finds the stances
     * @param keywords queries in the watch query language; where one matches, its words are reported
     */
    public static StandaloneDetector of(StanceDetector stances, List<String> keywords) {
        TrustedRecords.trust();
        WatchRegistry watches = new WatchRegistry();
        for (String keyword : keywords) {
            watches.put(Watch.newBuilder()
                    .setId(keyword)
                    .setName(keyword)
                    .setQuery(keyword)
                    .build());
        }
        Newsroom newsroom = new Newsroom(
                new StoryIndex(StorySettings.DEFAULT),
                new ToldStances(KeyedState.inMemory()),
                new ShiftTracker(KeyedState.inMemory(), KeyedState.inMemory()),
                new AlertBook(new WatchRegistry(), KeyedState.inMemory(), KeyedState.inMemory()));
        return new StandaloneDetector(new ArticleAnalyzer(watches, stances), newsroom);
    }

    /** The keywords that {@code analyze} looks for unless told otherwise: the vocabulary of red lines and talks. */
    public static List<String> defaultKeywords() {
        try (InputStream in = StandaloneDetector.class.getResourceAsStream("keywords.txt")) {
            if (in == null) {
                throw new IllegalStateException("keywords.txt is missing from the detector's jar");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Both stages for one article. */
    public Newsroom.Outcome observe(Article article) {
        return newsroom.observe(analyzer.analyze(article), article.getReceivedAt());
    }

    /**
     * Both stages for one article, as one line of {@code analyze}.
     *
     * @return {@code {"id","story","stances","shifts","keywords"}}, and {@code "unread"} with the reason where the
     *     article's language is one whose stances are not read
     */
    public ObjectNode analyze(Article article) {
        return analyze(article, false);
    }

    /**
     * Both stages for one article, as one line of {@code analyze}.
     *
     * @param explain whether each stance says which rule found it and which words that rests on
     */
    public ObjectNode analyze(Article article, boolean explain) {
        AnalyzedArticle analyzed = analyzer.analyze(article);
        Newsroom.Outcome outcome = newsroom.observe(analyzed, article.getReceivedAt());
        ObjectNode line = AvroJson.MAPPER.createObjectNode().put("id", article.getId());
        Assignment story = outcome.story();
        if (story == null) {
            line.putNull("story");
        } else {
            line.putObject("story")
                    .put("id", story.storyId())
                    .put("sources", story.sources())
                    .put("duplicateOf", story.duplicateOf());
        }
        ArrayNode stances = line.putArray("stances");
        for (FoundStance found : analyzed.getStances()) {
            stances.add(slim(found.getStance()));
        }
        if (explain) {
            List<StanceFinding> findings = analyzer.findings(article);
            for (int i = 0; i < findings.size(); i++) {
                ((ObjectNode) stances.get(i)).set("explanation", explanation(article, findings.get(i)));
            }
        }
        ArrayNode shifts = line.putArray("shifts");
        outcome.completed().forEach(shift -> shifts.add(slim(shift)));
        ArrayNode keywords = line.putArray("keywords");
        analyzed.getMatches().forEach(match -> addKeywords(keywords, match));
        if (analyzed.getUnread() != null) {
            line.put("unread", analyzed.getUnread());
        }
        return line;
    }

    private static ObjectNode explanation(Article article, StanceFinding finding) {
        String text = finding.field() == Field.HEADLINE ? article.getHeadline() : article.getBody();
        ObjectNode node = AvroJson.MAPPER.createObjectNode();
        node.put("rule", finding.explanation().rule());
        node.put("voice", finding.voice().name().toLowerCase(Locale.ROOT));
        ArrayNode words = node.putArray("words");
        for (Explanation.Words one : finding.explanation().words()) {
            words.addObject()
                    .put("part", one.part())
                    .put("text", text.substring(one.start(), one.end()))
                    .put("start", one.start())
                    .put("end", one.end());
        }
        return node;
    }

    private static void addKeywords(ArrayNode keywords, WatchMatch match) {
        match.getTerms().forEach(term -> keywords.addObject()
                .put("term", match.getWatchId().replace("\"", ""))
                .put("text", term.getText())
                .put("field", term.getField())
                .put("start", term.getStart())
                .put("end", term.getEnd()));
    }

    private static ObjectNode slim(IndexedRecord record) {
        ObjectNode node = AvroJson.toJson(record);
        node.remove(ADDED_BY_API);
        return node;
    }
}
