package io.redline.detector.stance;

import io.redline.detector.actor.ActorFinder;
import io.redline.detector.actor.ActorKind;
import io.redline.detector.actor.Introduction;
import io.redline.detector.actor.Mention;
import io.redline.detector.text.Document;
import io.redline.detector.text.EnglishRule;
import io.redline.detector.text.Field;
import io.redline.detector.text.Passage;
import io.redline.detector.text.Sentence;
import io.redline.schemas.Action;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the stances an article states. Immutable and safe to share between threads. */
public final class StanceDetector {

    /** The most findings an article yields; the least salient are dropped. */
    static final int MOST = 200;

    /** Index of the last sentence of a body that may tell of a turn. */
    private static final int LEAD = 4;

    /** Words after which a name tells where somebody belongs rather than who it is. */
    private static final Set<String> PREPOSITIONS =
            Set.of("in", "of", "at", "from", "for", "by", "with", "on", "to", "near", "against", "and");

    private static final Set<String> PRONOUNS = Set.of(
            "i", "we", "you", "he", "she", "it", "they", "this", "that", "these", "those", "one", "who", "there");

    /** Words for those who speak for nobody that can be held to it. */
    private static final Set<String> NAMELESS = Set.of(
            "official",
            "officials",
            "source",
            "sources",
            "people",
            "person",
            "persons",
            "insider",
            "insiders",
            "diplomat",
            "diplomats",
            "witness",
            "witnesses",
            "report",
            "reports",
            "newspaper",
            "newspapers",
            "media",
            "lawmakers",
            "critics",
            "opponents",
            "observers",
            "member",
            "members",
            "one",
            "some",
            "many");

    private final Lexicon lexicon;
    private final IssueIndex issues;
    private final ActorFinder actors;

    private StanceDetector(Lexicon lexicon, IssueIndex issues, ActorFinder actors) {
        this.lexicon = lexicon;
        this.issues = issues;
        this.actors = actors;
    }

    /** A detector with the shipped data files. */
    public static StanceDetector withDefaults() {
        return new StanceDetector(new Lexicon(null), new IssueIndex(null), ActorFinder.withDefaults());
    }

    /**
     * A detector with the shipped data files and a desk's additions to them.
     *
     * @param extensions a directory with files named as the shipped ones
     * @throws IllegalArgumentException naming the file and line that cannot be read
     */
    public static StanceDetector withExtensions(Path extensions) {
        return new StanceDetector(
                new Lexicon(extensions), new IssueIndex(extensions), ActorFinder.withData(extensions));
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
        return detect(headline, body, language, publishedAt, List.of());
    }

    /**
     * Finds the stances of an article of a story.
     *
     * @param known whom earlier articles of the story have introduced
     */
    public Analysis detect(
            String headline, String body, String language, Instant publishedAt, List<Introduction> known) {
        Document document = Document.of(headline, body);
        String refusal = EnglishRule.refusal(language, document);
        if (refusal != null) {
            return Analysis.unread(refusal);
        }
        ActorFinder.Reading read = actors.read(document, known);
        RecapRule recaps = new RecapRule(publishedAt);
        List<Ranked> found = new ArrayList<>();
        List<TurnFinding> turns = new ArrayList<>();
        for (Passage passage : document.passages()) {
            new FieldReader(passage, read.mentions(), recaps).read(found, turns);
        }
        found.sort(Comparator.comparingDouble(Ranked::salience).reversed());
        if (recaps.looksBack(headline)) {
            turns.clear();
        }
        return new Analysis(
                null, found.stream().limit(MOST).map(Ranked::finding).toList(), turns, read.introductions());
    }

    /**
     * A finding with its place among the article's.
     *
     * @param own whether a commentator does it himself, rather than saying it of somebody
     */
    private record Ranked(StanceFinding finding, double salience, boolean own) {}

    /** How much less sure a stance is whose actor the text does not name as one. */
    private static final double NO_KNOWN_ACTOR = 0.8;

    /** How much less sure a stance is that another party says the actor takes. */
    private static final double ON_ANOTHERS_WORD = 0.75;

    private static final double BY_COMMENTATOR = 0.6;

    /** What is done rather than said: institutes and outlets do it for themselves, as any other body. */
    private static boolean isDeed(@Nullable Action action) {
        return action != null
                && action != Action.ACCUSE
                && action != Action.THREATEN
                && action != Action.REQUEST
                && action != Action.REJECT;
    }

    /** How much less salient each further stance of a sentence is. */
    private static final double FURTHER = 0.15;

    /** Reads one field from its first sentence to its last, remembering who speaks. */
    private final class FieldReader {

        private final Passage passage;
        private final RecapRule recaps;
        private final Tagger tagger;
        private final Chunker chunker;
        private final ClauseReader clauses;
        private final Interpreter interpreter;
        private final TurnReader turnReader;
        private final SpeakerTracker speakers;
        private final MentionIndex mentions;
        private final TargetRule targets;

        FieldReader(Passage passage, List<Mention> mentions, RecapRule recaps) {
            this.passage = passage;
            this.recaps = recaps;
            this.mentions = new MentionIndex(mentions, passage.field(), passage.size());
            tagger = new Tagger(lexicon, passage);
            chunker = new Chunker(tagger);
            clauses = new ClauseReader(lexicon, tagger, chunker);
            interpreter = new Interpreter(lexicon, tagger, chunker, clauses);
            turnReader = new TurnReader(lexicon.turns(), tagger, chunker, interpreter);
            speakers = new SpeakerTracker(passage, this.mentions);
            targets = new TargetRule(lexicon, tagger, chunker, clauses, interpreter, this.mentions);
        }

        void read(List<Ranked> found, List<TurnFinding> turns) {
            for (Sentence sentence : passage.sentences()) {
                if (sentence.kind() == Sentence.Kind.CREDIT || sentence.kind() == Sentence.Kind.DATELINE) {
                    continue;
                }
                tagger.tag(passage, sentence);
                chunker.chunk();
                List<Reading> readings = interpreter.read();
                SpeakerTracker.Speaker speaker =
                        speakers.follow(sentence, clauses.speaker(), clauses.attribution(), clauses.subject());
                if (isQuestion(sentence)) {
                    continue;
                }
                if (isLead(sentence) && !recaps.recounts(passage, sentence)) {
                    for (TurnReader.Turn turn : turnReader.read(readings)) {
                        turn(sentence, turn, speaker).ifPresent(turns::add);
                    }
                }
                if (readings.isEmpty()) {
                    continue;
                }

                boolean recap = recaps.recounts(passage, sentence);
                for (int i = 0; i < readings.size(); i++) {
                    Reading reading = readings.get(i);
                    targets.settle(reading, sentence);
                    Party actor = party(sentence, reading.actorFirst, reading.actorEnd, speaker);

                    if (sentence.kind() == Sentence.Kind.HEADING
                            && passage.field() == Field.BODY
                            && actor.code() == null) {
                        continue;
                    }
                    Ranked ranked = rank(sentence, reading, actor, speaker, issue(sentence, reading), recap, i);
                    if (ranked.finding().voice() != Voice.ANALYST || ranked.own()) {
                        found.add(ranked);
                    }
                }
            }
        }

        /** Where an article says what is new: further down it recalls. */
        private boolean isLead(Sentence sentence) {
            return passage.field() == Field.HEADLINE
                    || sentence.index() <= LEAD && sentence.kind() == Sentence.Kind.PROSE;
        }

        private Optional<TurnFinding> turn(Sentence sentence, TurnReader.Turn turn, SpeakerTracker.Speaker speaker) {
            Party actor = party(sentence, turn.actor()[0], turn.actor()[1], speaker);
            Party said = turn.speaker() == null
                    ? new Party(speaker.text(), speaker.mention())
                    : party(sentence, turn.speaker()[0], turn.speaker()[1], speaker);
            String key = actor.handle();
            if (key == null || actor.isBystander() || speaker.analyst() || !speaksFor(said, actor)) {
                return Optional.empty();
            }
            int base = sentence.first();
            Mention target = other(actor, base + turn.object()[0], sentence.end());
            if (target == null) {
                target = other(actor, base, sentence.end());
            }
            String issue = issues.find(passage, base + turn.object()[0], base + turn.object()[1]);
            return Optional.of(new TurnFinding(
                    actor.code(),
                    key,
                    actor.text,
                    target == null ? null : target.code(),
                    target == null ? null : target.text(),
                    issue != null ? issue : issues.find(passage, base, sentence.end()),
                    turn.to(),
                    turn.own(),
                    nameless(base + turn.object()[0], base + turn.object()[1]),
                    passage.text(sentence),
                    passage.field() == Field.HEADLINE,
                    turn.to() == null ? 0.7 : 0.85,
                    turn.rule()));
        }

        /** The words of a stretch of text that are no names. */
        private String nameless(int first, int end) {
            StringBuilder words = new StringBuilder();
            for (int i = first; i < end; i++) {
                if (passage.isWord(i) && !passage.isCapitalised(i)) {
                    words.append(passage.word(i)).append(' ');
                }
            }
            return words.toString().strip();
        }

        /** The first state or body named between two tokens that is not the actor's. */
        private @Nullable Mention other(Party actor, int first, int end) {
            for (int at = first; at < end; at++) {
                Mention mention = mentions.find(at, at + 1);
                if (mention != null
                        && mention.first() == at
                        && mention.code() != null
                        && !mention.place()
                        && !mention.code().equals(actor.code())) {
                    return mention;
                }
            }
            return null;
        }

        /** Whether it is the actor's own side that says so, or the outlet, rather than another party or nobody in particular. */
        private boolean speaksFor(Party said, Party actor) {
            if (said.text.isEmpty() || said.kind == ActorKind.OUTLET) {
                return true;
            }
            if (said.isBystander() || said.kind == ActorKind.FORMER) {
                return false;
            }
            if (said.key() != null) {
                return said.key().equals(actor.key()) || Objects.equals(said.handle(), actor.handle());
            }
            String[] words = said.text.split(" ");
            for (int i = 0; i < words.length; i++) {
                String word = words[i].toLowerCase(Locale.ROOT);
                if (NAMELESS.contains(word) || i > 0 && Character.isUpperCase(words[i].charAt(0))) {
                    return false;
                }
            }
            return true;
        }

        /** The issue its clause names, or else the sentence. */
        private @Nullable String issue(Sentence sentence, Reading reading) {
            int base = sentence.first();
            if (reading.impersonal && reading.clauseFirst > 0) {
                String subject = issues.find(passage, base, base + reading.clauseFirst);
                if (subject != null) {
                    return subject;
                }
            }
            String named = issues.find(passage, base + reading.clauseFirst, base + reading.clauseEnd);
            if (named == null && reading.actorFirst >= 0) {
                named = issues.find(passage, base + reading.actorFirst, base + reading.actorEnd);
            }
            return named != null ? named : issues.find(passage, base, sentence.end());
        }

        private boolean isQuestion(Sentence sentence) {
            int last = sentence.end() - 1;
            while (last > sentence.first() && (passage.is(last, "\"") || passage.is(last, ")"))) {
                last--;
            }
            return passage.is(last, "?");
        }

        private Ranked rank(
                Sentence sentence,
                Reading reading,
                Party subject,
                SpeakerTracker.Speaker speaker,
                @Nullable String issue,
                boolean recap,
                int order) {
            Party actor = subject;
            Party target = party(sentence, reading.targetFirst, reading.targetEnd, speaker);
            if (reading.mutual && reading.actorFirst >= 0 && target.mention == null) {
                int split = interpreter.pairSplit(reading.actorFirst, reading.actorEnd);
                if (split > 0) {
                    target = party(sentence, split + 1, reading.actorEnd, speaker);
                    actor = party(sentence, reading.actorFirst, split, speaker);
                }
            }
            Party said = reading.speakerFirst >= 0
                    ? party(sentence, reading.speakerFirst, reading.speakerEnd, speaker)
                    : new Party(speaker.text(), speaker.mention());
            if (reading.impersonal && actor.code() == null && said.key() != null) {
                actor = said;
            }
            if (actor.mention != null
                    && actor.mention.form() == Mention.Form.PRONOUN
                    && actor.code() != null
                    && actor.code().equals(target.code())) {
                // the pronoun was tied to the wrong party
                actor = Party.NOBODY;
            }
            boolean comments = actor.isBystander() && !(actor.isBody() && isDeed(reading.action))
                    || reading.actorFirst >= 0
                            && speakers.isAnalyst(
                                    sentence.first() + reading.actorFirst, sentence.first() + reading.actorEnd);
            Voice voice = comments ? Voice.ANALYST : voice(actor, said, reading, speaker);
            if (actor.mention == null) {
                reading.confidence *= NO_KNOWN_ACTOR;
            }
            if (voice == Voice.CLAIMED) {
                reading.confidence *= ON_ANOTHERS_WORD;
            } else if (comments) {
                reading.confidence *= BY_COMMENTATOR;
            }
            StanceFinding finding = new StanceFinding(
                    comments ? null : actor.code(),
                    comments ? null : actor.handle(),
                    actor.text,
                    target.code(),
                    target.text.isEmpty() ? null : target.text,
                    issue,
                    reading.action,
                    reading.side(),
                    reading.score,
                    reading.negated,
                    reading.conditional,
                    reading.hedged,
                    said.text.isEmpty() ? null : said.text,
                    voice,
                    recap || reading.recap,
                    passage.text(sentence),
                    passage.field(),
                    passage.start(sentence.first()),
                    passage.end(sentence.end() - 1),
                    Math.max(0, Math.min(1, reading.confidence)),
                    explanation(sentence, reading));
            double place = passage.field() == Field.HEADLINE ? 3 : 2.0 / (1 + sentence.index() * 0.15);
            double salience = place
                    + reading.confidence
                    - 0.6 * reading.depth
                    - (recap ? 0.3 : 0)
                    - (comments ? 1.0 : 0)
                    - FURTHER * order;
            return new Ranked(finding, salience, comments);
        }

        private Explanation explanation(Sentence sentence, Reading reading) {
            List<Explanation.Words> words = new ArrayList<>(reading.cues.size() + 2);
            for (Reading.Cue cue : reading.cues) {
                words.add(words(sentence, cue.part(), cue.first(), cue.end()));
            }
            if (reading.actorFirst >= 0) {
                words.add(words(sentence, "actor", reading.actorFirst, reading.actorEnd));
            }
            if (reading.targetFirst >= 0) {
                words.add(words(sentence, "target", reading.targetFirst, reading.targetEnd));
            }
            return new Explanation(reading.rule, words);
        }

        private Explanation.Words words(Sentence sentence, String part, int first, int end) {
            return new Explanation.Words(
                    part, passage.start(sentence.first() + first), passage.end(sentence.first() + end - 1));
        }

        private Voice voice(Party actor, Party said, Reading reading, SpeakerTracker.Speaker speaker) {

            if (said.text.isEmpty()) {
                return Voice.REPORTED;
            }
            if (reading.speakerFirst < 0 && speaker.analyst()
                    || said.kind == ActorKind.ANALYST
                    || said.kind == ActorKind.THINK_TANK
                    || said.kind == ActorKind.FORMER) {
                return Voice.ANALYST;
            }
            if (said.kind == ActorKind.OUTLET) {
                return Voice.REPORTED;
            }
            String key = said.key();
            boolean same = key != null && key.equals(actor.key()) || said.text.equals(actor.text);
            if (same) {
                return Voice.OWN;
            }
            return reading.claimed && (actor.key() != null || key != null) ? Voice.CLAIMED : Voice.REPORTED;
        }

        /** Who a span of the sentence speaks of; "we" and "I" are the speaker's. */
        private Party party(Sentence sentence, int first, int end, SpeakerTracker.Speaker speaker) {
            if (first < 0) {
                return Party.NOBODY;
            }
            int from = sentence.first() + first;
            int to = sentence.first() + end;
            String word = passage.word(from);
            if (end - first == 1
                    && (word.equals("we") || word.equals("i"))
                    && !speaker.text().isEmpty()) {
                return new Party(speaker.text(), speaker.mention());
            }
            Mention mention = mentions.find(from, to);
            String text = passage.text(from, to);
            if (mention != null && mention.form() == Mention.Form.PRONOUN && mention.name() != null) {
                text = mention.name();
            }
            return new Party(text, mention);
        }
    }

    /** A party to a stance: the words that name it, and the mention they are, if any. */
    private static final class Party {

        static final Party NOBODY = new Party("", null);

        final String text;
        final @Nullable Mention mention;
        final @Nullable ActorKind kind;

        Party(String text, @Nullable Mention mention) {
            this.text = text;
            this.mention = mention;
            this.kind = mention == null ? null : mention.kind();
        }

        @Nullable
        String code() {
            return mention == null || isBystander() ? null : mention.code();
        }

        private static boolean isNamelike(String word) {
            return !word.isEmpty() && Character.isUpperCase(word.charAt(0));
        }

        /** Analysts and outlets: what they do is theirs alone, and no stance of a state or body. */
        boolean isBystander() {
            return kind == ActorKind.ANALYST || kind == ActorKind.OUTLET || kind == ActorKind.THINK_TANK;
        }

        boolean isBody() {
            return kind == ActorKind.OUTLET || kind == ActorKind.THINK_TANK;
        }

        @Nullable
        String key() {
            return mention == null ? null : mention.key();
        }

        /** What tells the party from others however its name is cut short; null where the text gives it none. */
        @Nullable
        String handle() {
            String known = mention == null ? null : mention.handle();
            boolean pronoun = mention != null && mention.form() == Mention.Form.PRONOUN
                    || PRONOUNS.contains(text.toLowerCase(Locale.ROOT));
            if (known != null || pronoun || isBystander()) {
                return known;
            }
            // a name at the end, such as "Brask Foods" or "snack maker Brask Foods" but not "workers at Brask Foods"
            String[] words = text.split(" ");
            int first = words.length;
            while (first > 0 && isNamelike(words[first - 1])) {
                first--;
            }
            if (first == words.length
                    || first > 0 && PREPOSITIONS.contains(words[first - 1].toLowerCase(Locale.ROOT))) {
                return null;
            }
            return Mention.handle(String.join(" ", List.of(words).subList(first, words.length)), false);
        }
    }
}
