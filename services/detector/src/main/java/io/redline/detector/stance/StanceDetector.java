package io.redline.detector.stance;

import io.redline.detector.text.Document;
import io.redline.detector.text.Field;
import io.redline.detector.text.Passage;
import io.redline.detector.text.Sentence;
import io.redline.schemas.Action;
import io.redline.schemas.Side;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds the stances an article states. Immutable and safe to share between threads.
 */
public final class StanceDetector {

    /** The most findings an article yields; the least salient are dropped. */
    static final int MOST = 200;

    private final Lexicon lexicon;
    private final IssueIndex issues;

    private StanceDetector(Lexicon lexicon, IssueIndex issues) {
        this.lexicon = lexicon;
        this.issues = issues;
    }

    /** A detector with the shipped data files. */
    public static StanceDetector withDefaults() {
        return new StanceDetector(new Lexicon(null), new IssueIndex(null));
    }

    /**
     * A detector with the shipped data files and a desk's additions to them.
     *
     * @param extensions a directory with files named as the shipped ones
     * @throws IllegalArgumentException naming the file and line that cannot be read
     */
    public static StanceDetector withExtensions(Path extensions) {
        return new StanceDetector(new Lexicon(extensions), new IssueIndex(extensions));
    }

    /**
     * Finds the stances of an article.
     *
     * @param headline the headline, or an empty string
     * @param body the body, or an empty string
     * @param language the article's language as a BCP 47 tag; only English is read
     * @param publishedAt when it was published: tells a recap of the past from news
     */
    public Analysis detect(String headline, String body, String language, Instant publishedAt) {
        if (!isEnglish(language)) {
            return Analysis.UNSUPPORTED;
        }
        Document document = Document.of(headline, body);
        List<Ranked> found = new ArrayList<>();
        for (Passage passage : document.passages()) {
            read(passage, found);
        }
        found.sort(Comparator.comparingDouble(Ranked::salience).reversed());
        return new Analysis(
                true, found.stream().limit(MOST).map(Ranked::finding).toList());
    }

    private record Ranked(StanceFinding finding, double salience) {}

    private static boolean isEnglish(String language) {
        String tag = language.toLowerCase(Locale.ROOT);
        return tag.isEmpty()
                || tag.equals("en")
                || tag.startsWith("en-")
                || tag.startsWith("en_")
                || tag.equals("eng")
                || tag.equals("english")
                || tag.equals("und");
    }

    private void read(Passage passage, List<Ranked> found) {
        Tagger tagger = new Tagger(lexicon, passage);
        Chunker chunker = new Chunker(tagger);
        Interpreter interpreter = new Interpreter(lexicon, tagger, chunker);
        for (Sentence sentence : passage.sentences()) {
            if (sentence.kind() == Sentence.Kind.CREDIT || sentence.kind() == Sentence.Kind.DATELINE) {
                continue;
            }
            tagger.tag(passage, sentence);
            chunker.chunk();
            for (Reading reading : interpreter.read()) {
                StanceFinding finding = finding(passage, sentence, interpreter, reading);
                found.add(new Ranked(finding, salience(passage, sentence, reading, found.size())));
            }
        }
    }

    private static double salience(Passage passage, Sentence sentence, Reading reading, int order) {
        double place = passage.field() == Field.HEADLINE ? 3 : 2.0 / (1 + sentence.index() * 0.15);
        return place + reading.confidence - 0.6 * reading.depth - order * 1e-4;
    }

    private StanceFinding finding(Passage passage, Sentence sentence, Interpreter interpreter, Reading reading) {
        int base = sentence.first();
        String actor = text(passage, base, reading.actorFirst, reading.actorEnd);
        String target = text(passage, base, reading.targetFirst, reading.targetEnd);
        if (target.isEmpty() && reading.mutual && reading.actorFirst >= 0) {
            int split = interpreter.pairSplit(reading.actorFirst, reading.actorEnd);
            if (split > 0) {
                target = text(passage, base, split + 1, reading.actorEnd);
                actor = text(passage, base, reading.actorFirst, split);
            }
        }
        String speaker = text(passage, base, reading.speakerFirst, reading.speakerEnd);
        Action action = reading.action;
        return new StanceFinding(
                null,
                actor,
                null,
                target.isEmpty() ? null : target,
                issues.find(passage, sentence.first(), sentence.end()),
                action,
                action == null ? Side.NEUTRAL : action.side(),
                reading.score,
                reading.negated,
                reading.conditional,
                reading.hedged,
                speaker.isEmpty() ? null : speaker,
                reading.claimed ? Voice.CLAIMED : Voice.REPORTED,
                false,
                passage.text(sentence),
                passage.field(),
                passage.start(sentence.first()),
                passage.end(sentence.end() - 1),
                Math.max(0, Math.min(1, reading.confidence)),
                reading.rule);
    }

    private static String text(Passage passage, int base, int first, int end) {
        return first < 0 ? "" : passage.text(base + first, base + end);
    }
}
