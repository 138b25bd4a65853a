package io.redline.detector.stance;

import io.redline.detector.stance.Chunker.Kind;
import io.redline.detector.stance.Lexeme.Verb;
import io.redline.detector.stance.Lexicon.Event;
import io.redline.detector.stance.Pattern.Part;
import io.redline.schemas.Action;
import io.redline.schemas.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the clauses of a sentence: matches the lexicon's patterns against each verb, and composes the reading of a verb that governs another ("refused to lift sanctions") from the inside out.
 */
final class Interpreter {

    private static final int DEEPEST = 6;

    /** How many tokens a word of a pattern may stand from the one before it. */
    private static final int REACH = 5;

    private static final List<String> DEFAULT_TARGETS =
            List.of("obj", "against", "on", "to", "with", "from", "in", "for", "at");
    private static final List<String> EVENT_TARGETS =
            List.of("with", "to", "against", "on", "from", "for", "at", "between", "of", "in", "over");

    private final Lexicon lexicon;
    private final Tagger tagger;
    private final Chunker chunks;
    private final ClauseReader clauses;

    private final long ownNouns;
    private final long personNouns;
    private final long violentNouns;
    private final long proposalNouns;
    private final long partyNouns;

    private boolean[] used = new boolean[0];

    Interpreter(Lexicon lexicon, Tagger tagger, Chunker chunks, ClauseReader clauses) {
        this.lexicon = lexicon;
        this.tagger = tagger;
        this.chunks = chunks;
        this.clauses = clauses;
        this.partyNouns = lexicon.bit("party") | lexicon.bit("refugee");
        this.proposalNouns = lexicon.bit("proposal");
        this.violentNouns = lexicon.bit("attack") | lexicon.bit("weapon");
        this.ownNouns = lexicon.bit("troop") | lexicon.bit("resign") | lexicon.bit("aid") | lexicon.bit("praise");
        this.personNouns = lexicon.bit("envoy")
                | lexicon.bit("troop")
                | lexicon.bit("prisoner")
                | lexicon.bit("refugee")
                | lexicon.bit("territory");
    }

    /** The readings of the sentence the chunker holds, the main clause's first. */
    List<Reading> read() {
        int count = chunks.count;
        if (used.length < count) {
            used = new boolean[count + 32];
        }
        Arrays.fill(used, 0, count, false);
        clauses.read();
        List<Reading> readings = new ArrayList<>(4);
        for (int pass = 0; pass < 3; pass++) {
            for (int c = 0; c < count; c++) {
                if (chunks.kinds[c] == Kind.VERB && !used[c] && rank(c) == pass) {
                    add(readings, c, pass);
                }
            }
        }
        preferAgent(readings);
        int condition = condition();
        if (condition >= 0) {
            for (Reading reading : readings) {
                reading.conditional = true;
                reading.rests("condition", condition, condition + 1);
            }
        }
        return readings;
    }

    /** "Nine died when rebels shelled the town": what somebody did says more than what befell others. */
    private static void preferAgent(List<Reading> readings) {
        if (readings.isEmpty() || readings.get(0).actorFirst >= 0 || readings.get(0).action == null) {
            return;
        }
        Reading first = readings.get(0);
        for (Reading other : readings) {
            if (other.actorFirst >= 0 && other.action == first.action) {
                other.depth = first.depth;
                other.confidence = Math.max(other.confidence, first.confidence);
                first.depth += 2;
                return;
            }
        }
    }

    private int rank(int c) {
        return switch (clauses.roles[c]) {
            case ClauseReader.MAIN, ClauseReader.COMPLEMENT -> 0;
            case ClauseReader.NONFINITE -> 1;
            case ClauseReader.RELATIVE, ClauseReader.SUBORDINATE -> 2;
            default -> 3;
        };
    }

    /** A purpose, a gerund phrase or a reduced relative counts only where nothing else in the sentence does. */
    private boolean isAside(int c) {
        if ((chunks.flags[c] & Chunker.GERUND) != 0) {
            return c == 0 || chunks.kinds[c - 1] != Kind.COMMA;
        }
        return (chunks.flags[c] & Chunker.FINITE) == 0;
    }

    private void add(List<Reading> readings, int c, int pass) {
        used[c] = true;
        if (pass > 0 && !readings.isEmpty() && isAside(c)) {
            return;
        }
        Reading reading = interpret(c, clauses.subjectFirst[c], clauses.subjectEnd[c], 0);
        if (reading == null) {
            return;
        }
        reading.clauseFirst = chunks.firsts[c];
        reading.clauseEnd = clauseEnd(c);
        reading.depth += pass;
        if (pass > 0) {
            reading.confidence *= pass == 1 ? 0.8 : 0.65;
        }
        readings.add(reading);
    }

    /** The token where a clause ends: before the next verb that is not part of its reading. */
    private int clauseEnd(int c) {
        for (int j = c + 1; j < chunks.count; j++) {
            if (chunks.kinds[j] == Kind.VERB
                    && !used[j]
                    && (chunks.flags[j] & (Chunker.FINITE | Chunker.GERUND)) != 0) {
                return chunks.firsts[j];
            }
        }
        return tagger.size;
    }

    // ---- Verbs and patterns --------------------------------------------------------------------------------------

    /** Where a pattern matched. */
    private static final class Match {
        final Pattern pattern;
        int end;
        int event = -1;
        int indirect = -1;
        boolean negative;

        Match(Pattern pattern, int end) {
            this.pattern = pattern;
            this.end = end;
        }
    }

    private @Nullable Match match(int c) {
        int flags = chunks.flags[c];
        if ((flags & Chunker.PASSIVE) != 0) {
            Verb be = lexicon.findVerb("be");
            int start = beToken(c);
            if (be != null && start >= 0) {
                long near = traces(start + 1);
                for (Pattern pattern : be.patterns) {
                    if (!pattern.parts().isEmpty() && pattern.parts().get(0).mayMatch(near)) {
                        Match match = match(pattern, c, start + 1, false);
                        if (match != null) {
                            return match;
                        }
                    }
                }
            }
        }
        Verb verb = clauses.verb(c);
        if (verb == null) {
            return null;
        }
        long near = traces(chunks.ends[c]);
        for (Pattern pattern : verb.patterns) {
            if (!pattern.parts().isEmpty() && !pattern.parts().get(0).mayMatch(near)) {
                continue;
            }
            Match match = match(pattern, c, chunks.ends[c], (flags & Chunker.PASSIVE) != 0);
            if (match != null) {
                return match;
            }
        }
        return null;
    }

    /** The traces of the words a pattern's first word can be among, as far as {@link #literal} looks. */
    private long traces(int token) {
        long traces = 0;
        for (int k = token; k < Math.min(tagger.size, token + REACH); k++) {
            String word = tagger.word(k);
            traces |= Part.trace(word);
            if (word.length() > 4 && word.charAt(word.length() - 1) == 's') {
                traces |= Part.trace(word.substring(0, word.length() - 1));
            }
        }
        return traces;
    }

    private int beToken(int c) {
        for (int k = chunks.firsts[c]; k < chunks.ends[c]; k++) {
            if (tagger.tags[k] == Tagger.BE) {
                return k;
            }
        }
        return -1;
    }

    private @Nullable Match match(Pattern pattern, int c, int start, boolean passive) {
        if (pattern.subject() != 0) {
            int subject = clauses.subjectChunk[c];
            if (subject < 0 || (classes(subject, 6) & pattern.subject()) == 0) {
                return null;
            }
        }
        int t = start;
        boolean passiveObject = passive;
        Match match = new Match(pattern, t);
        List<Part> parts = pattern.parts();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.kind() == Part.Kind.NOTHING) {
                if (passiveObject || phraseAt(t) >= 0) {
                    return null;
                }
            } else if (part.kind() == Part.Kind.GAP) {
                if (passiveObject) {
                    passiveObject = false;
                    continue;
                }
                int j = phraseAt(t);
                if (j < 0) {
                    return null;
                }
                t = chunks.ends[clauses.extent(j)];
                match.indirect = j;
            } else if (part.nouns() != 0) {
                if (passiveObject && clauses.subjectChunk[c] >= 0) {
                    if ((classes(clauses.subjectChunk[c], 4) & part.nouns()) == 0) {
                        return null;
                    }
                    match.event = clauses.subjectChunk[c];
                    passiveObject = false;
                    continue;
                }
                int j = eventAt(t, part.nouns(), match);
                if (j < 0) {
                    return null;
                }
                match.event = j;
                match.negative |= (chunks.flags[j] & Chunker.NONE) != 0;
                t = chunks.ends[j];
            } else {
                int found = literal(part, t);
                if (found < 0) {
                    return null;
                }
                t = found + 1;
            }
        }
        match.end = t;
        return match;
    }

    /** Classes of a phrase and of those hung on it by "of", "and" and "for", as far as a limit of chunks. */
    private long classes(int chunk, int limit) {
        long classes = chunks.nouns[chunk];
        for (int j = chunk + 1; j < Math.min(chunks.count, chunk + limit); j++) {
            Kind kind = chunks.kinds[j];
            if (kind == Kind.PHRASE) {
                classes |= chunks.nouns[j];
            } else if (!(kind == Kind.AND || (kind == Kind.PREPOSITION && clauses.isWord(j, "of")))) {
                break;
            }
        }
        return classes;
    }

    /** The noun phrase that starts at or right after a token, past adverbs and times; -1 if there is none. */
    private int phraseAt(int token) {
        int j = token >= tagger.size ? chunks.count : chunks.at(token);
        if (j >= 0 && j < chunks.count && chunks.firsts[j] < token) {
            if (chunks.kinds[j] == Kind.PHRASE && chunks.ends[j] > token) {
                return j;
            }
            j++;
        }
        for (int steps = 0; j < chunks.count && steps < 4; j++, steps++) {
            Kind kind = chunks.kinds[j];
            if (kind == Kind.PHRASE && !clauses.temporalPhrase(j)) {
                return j;
            }
            boolean timePreposition = kind == Kind.PREPOSITION && j + 1 < chunks.count && clauses.temporalPhrase(j + 1);
            if (kind != Kind.ADVERB
                    && kind != Kind.QUOTE
                    && kind != Kind.ADJECTIVE
                    && !clauses.temporalPhrase(j)
                    && !timePreposition) {
                return -1;
            }
        }
        return -1;
    }

    /** The phrase with a noun of a class that a verb governs from a token on. */
    private int eventAt(int token, long nouns, Match match) {
        int j = phraseAt(token);
        if (j < 0) {
            return -1;
        }
        int first = j;
        for (int steps = 0; steps < 5 && j < chunks.count; steps++) {
            if ((chunks.nouns[j] & nouns) != 0) {
                if (chunks.firsts[j] < token && !classFrom(j, token, nouns)) {
                    return -1;
                }
                return j;
            }
            int next = j + 1;
            if (next >= chunks.count) {
                return -1;
            }
            Kind kind = chunks.kinds[next];
            if (kind == Kind.PHRASE && !clauses.temporalPhrase(next) && j == first) {
                match.indirect = first;
                j = next;
            } else if ((kind == Kind.PREPOSITION
                                    && (clauses.isWord(next, "of") || clauses.isWord(next, "in") && isAmount(j))
                            || kind == Kind.AND
                            || kind == Kind.COMMA)
                    && next + 1 < chunks.count
                    && chunks.kinds[next + 1] == Kind.PHRASE) {
                j = next + 1;
            } else {
                return -1;
            }
        }
        return -1;
    }

    /** "nine million dollars": what it is an amount of comes after "in". */
    private boolean isAmount(int chunk) {
        for (int k = chunks.firsts[chunk]; k < chunks.ends[chunk]; k++) {
            if (tagger.tags[k] == Tagger.NUMBER || AMOUNTS.contains(tagger.word(k))) {
                return true;
            }
        }
        return false;
    }

    private static final Set<String> AMOUNTS =
            Set.of("million", "millions", "billion", "billions", "thousands", "dollars", "euros");

    private boolean classFrom(int chunk, int token, long nouns) {
        for (int k = token; k < chunks.ends[chunk]; k++) {
            if ((tagger.nouns[k] & nouns) != 0) {
                return true;
            }
        }
        return false;
    }

    private int literal(Part part, int token) {
        String word = part.word();
        if (word.equals("not") && token > 0 && tagger.tags[token - 1] == Tagger.NOT) {
            return token - 1;
        }
        int limit = Math.min(tagger.size, token + REACH);
        for (int k = token; k < limit; k++) {
            byte tag = tagger.tags[k];
            if (same(word, tagger.word(k))) {
                return tag == Tagger.PREPOSITION && timeFollows(k) ? -1 : k;
            }
            boolean modifier = tag == Tagger.DETERMINER
                    || tag == Tagger.ADJECTIVE
                    || tag == Tagger.ADVERB
                    || tag == Tagger.POSSESSIVE
                    || tag == Tagger.NUMBER
                    || tag == Tagger.NOT
                    || tag == Tagger.HYPHEN
                    || (tag == Tagger.MARK && tagger.word(k).equals("\""));
            boolean noun = tag == Tagger.NOUN || tag == Tagger.NAME;
            if (!modifier && !(noun && k + 1 < limit && nounAhead(word, k, limit))) {
                break;
            }
        }
        if (part.particle()) {
            int j = phraseAt(token);
            if (j >= 0) {
                int end = chunks.ends[j];
                if (end < tagger.size && tagger.word(end).equals(word)) {
                    return end;
                }
            }
        }
        return -1;
    }

    private boolean timeFollows(int k) {
        int chunk = chunks.at(k) + 1;
        return chunk < chunks.count && clauses.temporalPhrase(chunk);
    }

    private boolean nounAhead(String word, int k, int limit) {
        boolean time = tagger.lexemes[k].can(Lexeme.TIME);
        for (int j = k + 1; j < limit; j++) {
            if (same(word, tagger.word(j))) {
                return time || tagger.tags[j] == Tagger.NOUN || tagger.tags[j] == Tagger.NAME;
            }
            if (tagger.tags[j] != Tagger.NOUN && tagger.tags[j] != Tagger.NAME && tagger.tags[j] != Tagger.POSSESSIVE) {
                return false;
            }
        }
        return false;
    }

    private static boolean same(String word, String other) {
        if (word.equals(other)) {
            return true;
        }
        int n = word.length();
        return n > 3 && other.length() == n + 1 && other.charAt(n) == 's' && other.startsWith(word);
    }

    // ---- Readings
    // ----------------------------------------------------------------------------------------------------

    private @Nullable Reading interpret(int c, int actorFirst, int actorEnd, int depth) {
        if (depth > DEEPEST) {
            return null;
        }
        used[c] = true;
        if (clauses.roles[c] == ClauseReader.ATTRIBUTION) {
            return null;
        }
        Match match = match(c);
        if (match == null) {
            return null;
        }
        Pattern pattern = match.pattern;
        Reading reading = operate(pattern, match, c, actorFirst, actorEnd, depth);
        if (reading == null) {
            return null;
        }
        if (reading.from < 0) {
            reading.from = match.end;
        }
        reading.rests("pattern", chunks.firsts[c], Math.max(match.end, chunks.ends[c]));
        boolean passive =
                (chunks.flags[c] & Chunker.PASSIVE) != 0 && !pattern.text().startsWith("be ");
        reading.impersonal |= pattern.subject() != 0 && (pattern.subject() & violentNouns) == 0
                || ABOUT_THINGS.contains(pattern.text());
        if (pattern.subject() != 0 && (pattern.subject() & violentNouns) == 0 && reading.actorFirst == actorFirst) {
            reading.actor(-1, -1);
        } else if (reading.actorFirst < 0 && actorFirst >= 0 && !passive) {
            reading.actor(actorFirst, actorEnd);
        }
        return modality(reading, c, match);
    }

    /** Idioms about a thing, by which whoever speaks takes a stance. */
    private static final Set<String> ABOUT_THINGS = Set.of(
            "be on table",
            "be red line",
            "remain red line",
            "be not up for",
            "be not up for negotiation",
            "be off table",
            "be non-negotiable",
            "be nonnegotiable",
            "be unacceptable",
            "be out of question",
            "be subject to ~talk",
            "be subject of ~talk",
            "be open to ~talk",
            "be not for sale",
            "be a non-starter",
            "be a nonstarter",
            "remain on table",
            "stay on table");

    private @Nullable Reading operate(Pattern pattern, Match match, int c, int actorFirst, int actorEnd, int depth) {
        String rule = pattern.text();
        double sure = pattern.parts().isEmpty() ? 0.78 : 0.88;
        switch (pattern.operator()) {
            case ACTION -> {
                Reading reading = new Reading(pattern.action(), pattern.score(), sure, rule);
                roles(reading, pattern, match, c, actorFirst, actorEnd);
                Reading purpose = PURPOSEFUL.contains(rule) ? purpose(match, c, actorFirst, actorEnd, depth) : null;
                if (purpose != null) {
                    return reached(purpose, reading);
                }
                if (pattern.action() == Action.ASSAULT || pattern.action() == Action.COERCE) {
                    labourStrike(reading, match, c);
                }
                if (pattern.action() == Action.MOBILIZE && helps()) {
                    reading.turn(Action.AID, 0.9, "peacekeeping");
                }
                if (pattern.action() == Action.SUPPORT && plans(match)) {
                    Reading planned = planned(match, c, actorFirst, actorEnd, depth);
                    if (planned != null) {
                        return planned;
                    }
                }
                if (pattern.action() == Action.REJECT && rule.endsWith("~proposal")) {
                    Complement plan = complement(match.end, c);
                    if (plan.verb >= 0 && (chunks.flags[plan.verb] & Chunker.INFINITIVE) != 0) {
                        Reading inner = interpret(plan.verb, actorFirst, actorEnd, depth + 1);
                        if (inner != null && inner.side() == Side.CONFLICT && DROPPING.contains(rule)) {
                            return inner.turn(Action.YIELD, 0.9, rule);
                        }
                    }
                }
                return reading;
            }
            case NEUTRAL -> {
                Reading reading = Reading.neutral(sure, rule);
                roles(reading, pattern, match, c, actorFirst, actorEnd);
                return reading;
            }
            case SAY -> {
                return say(c, match, actorFirst, actorEnd, depth, rule);
            }
            case JUDGE -> {
                return judge(match, c, actorFirst, actorEnd, depth, rule, sure);
            }
            default -> {
                return govern(pattern, match, c, actorFirst, actorEnd, depth, rule, sure);
            }
        }
    }

    /** Verbs by which a body makes a plan its own. */
    private static final Set<String> ENACTING = Set.of("approve", "adopt", "pass", "sign", "clear", "greenlight");

    private boolean plans(Match match) {
        if (!ENACTING.contains(match.pattern.text().split(" ", 2)[0])) {
            return false;
        }
        int object = match.event >= 0 ? match.event : phraseAt(match.end);
        return object >= 0 && (chunks.nouns[object] & proposalNouns) != 0;
    }

    /** "approved a plan to deport them": what is planned, where that is against somebody; else null. */
    private @Nullable Reading planned(Match match, int c, int actorFirst, int actorEnd, int depth) {
        Complement plan = complement(match.end, c);
        if (plan.verb < 0 || (chunks.flags[plan.verb] & Chunker.INFINITIVE) == 0) {
            return null;
        }
        boolean[] before = Arrays.copyOf(used, chunks.count);
        Reading inner = interpret(plan.verb, actorFirst, actorEnd, depth + 1);
        if (inner == null || inner.side() != Side.CONFLICT) {
            System.arraycopy(before, 0, used, 0, chunks.count);
            return null;
        }
        return intend(inner, match.pattern.text());
    }

    /** "hit by strikes" and "workers strike" are labour's, not an army's. */
    private void labourStrike(Reading reading, Match match, int c) {
        Verb verb = clauses.verb(c);
        if (verb != null
                && verb.base.equals("strike")
                && match.pattern.parts().isEmpty()
                && phraseAt(match.end) < 0
                && (chunks.flags[c] & Chunker.PASSIVE) == 0) {
            reading.turn(Action.PROTEST, 0.9, "no object");
        }
    }

    /** Whether the sentence says that forces are sent to keep a peace or to bring relief. */
    private boolean helps() {
        for (int k = 0; k < tagger.size; k++) {
            switch (tagger.word(k)) {
                case "peacekeeping",
                        "peacekeepers",
                        "peacekeeper",
                        "earthquake",
                        "flood",
                        "floods",
                        "relief",
                        "humanitarian",
                        "rescue",
                        "observers" -> {
                    return true;
                }
                default -> {
                    // says nothing of it
                }
            }
        }
        return false;
    }

    private static final Set<String> DROPPING =
            Set.of("cancel ~proposal", "shelve ~proposal", "drop ~proposal", "abandon ~proposal", "scrap ~proposal");

    /** Verbs that only lead up to what they are done for: "called him to apologise". */
    private static final Set<String> PURPOSEFUL = Set.of(
            "send ~troop",
            "deploy ~troop",
            "call",
            "phone",
            "telephone",
            "arrive in",
            "arrive at",
            "travel to",
            "fly to",
            "come to",
            "go to");

    /** What is done for a purpose, to whom the way there leads. */
    private static Reading reached(Reading purpose, Reading way) {
        if (way.targetFirst >= 0 && purpose.action != Action.AID) {
            purpose.target(way.targetFirst, way.targetEnd);
        }
        purpose.rule = way.rule + " to " + purpose.rule;
        return purpose;
    }

    private @Nullable Reading purpose(Match match, int c, int actorFirst, int actorEnd, int depth) {
        for (int j = c + 1; j < Math.min(chunks.count, c + 8); j++) {
            if (chunks.kinds[j] == Kind.VERB) {
                if ((chunks.flags[j] & Chunker.INFINITIVE) == 0) {
                    return null;
                }
                Reading reading = interpret(j, actorFirst, actorEnd, depth + 1);
                return reading == null || reading.action == Action.CONSULT ? null : reading;
            }
            if (chunks.kinds[j] == Kind.COMMA || chunks.kinds[j] == Kind.AND) {
                return null;
            }
        }
        return null;
    }

    /** "called the ban illegal": what somebody holds of a person or a deed. */
    private Reading judge(Match match, int c, int actorFirst, int actorEnd, int depth, String rule, double sure) {
        int object = phraseAt(match.end);
        int from = object < 0 ? match.end : chunks.ends[clauses.extent(object)];
        int next = object < 0 ? -1 : clauses.extent(object) + 1;
        boolean predicate = rule.indexOf(' ') > 0
                || next >= 0
                        && next < chunks.count
                        && (chunks.kinds[next] == Kind.ADJECTIVE
                                || chunks.kinds[next] == Kind.QUOTE
                                || chunks.kinds[next] == Kind.PHRASE && !clauses.temporalPhrase(next));
        if (!predicate) {
            Reading reading = new Reading(Action.CONSULT, BY_PHONE, sure, rule);
            if (object >= 0) {
                target(reading, object);
            }
            Reading purpose = purpose(match, c, actorFirst, actorEnd, depth);
            return purpose == null ? reading : reached(purpose, reading);
        }
        Event judgment = judgment(match.indirect >= 0 ? match.end : from);
        Reading reading = judgment == null
                ? Reading.neutral(sure * 0.9, rule)
                : new Reading(judgment.action(), judgment.score(), sure, rule + " " + judgment.action());
        int whom = match.indirect >= 0 ? match.indirect : object;
        if (whom >= 0) {
            target(reading, whom);
        }
        return reading;
    }

    private static final double BY_PHONE = 1.5;

    /** The first judgment among the words of a predicate, or null; what is negated judges nothing. */
    private @Nullable Event judgment(int token) {
        for (int k = token; k < Math.min(tagger.size, token + PREDICATE); k++) {
            byte tag = tagger.tags[k];
            boolean verb = tag == Tagger.MODAL || tag == Tagger.BE || tag == Tagger.HAVE || tag == Tagger.DO;
            if (verb || tag == Tagger.NOT || tag == Tagger.SUBORDINATOR || tag == Tagger.RELATIVE) {
                return null;
            }
            if (tagger.word(k).equals(";") || tagger.word(k).equals(":")) {
                return null;
            }
            Event judgment = lexicon.judgment(tagger.word(k));
            if (judgment != null) {
                return judgment;
            }
        }
        return null;
    }

    private static final int PREDICATE = 8;

    private @Nullable Reading say(int c, Match match, int actorFirst, int actorEnd, int depth, String rule) {
        int clause = clauseAfter(c, match.end);
        if (clause < 0) {
            Complement complement = complement(match.end, c);
            if (complement.verb >= 0 && chunks.kinds[complement.verb] == Kind.VERB) {
                Reading inner = interpret(complement.verb, actorFirst, actorEnd, depth + 1);
                return inner == null ? null : intend(inner, rule);
            }
            if (complement.event != null && ANNOUNCING.contains(rule)) {
                Reading reading = new Reading(
                        complement.event.action(),
                        complement.event.score(),
                        0.6,
                        rule + " " + complement.event.action());
                targetFrom(reading, EVENT_TARGETS, complement.object, chunks.ends[complement.object], c);
                return reading;
            }
            return null;
        }
        int subject = clauses.subjectChunk[clause];
        boolean self = subject < 0
                || clauses.isPronoun(subject)
                || clauses.subjectFirst[clause] == actorFirst
                || isTheirs(clauses.subjectFirst[clause]);
        if (!self && clauses.subjectChunk[c] >= 0 && isCritic(clauses.subjectChunk[c])) {
            used[clause] = true;
            return Reading.of(Action.ACCUSE, 0.65, rule + " by critics")
                    .actor(actorFirst, actorEnd)
                    .target(clauses.subjectFirst[clause], clauses.subjectEnd[clause]);
        }
        int first = self ? actorFirst : clauses.subjectFirst[clause];
        int end = self ? actorEnd : clauses.subjectEnd[clause];
        int flags = chunks.flags[clause];
        if (!self && ((flags & Chunker.OBLIGED) != 0 || needs(clause))) {
            used[clause] = true;
            boolean should = tagger.word(chunks.firsts[clause]).equals("should");
            Reading reading =
                    should ? Reading.neutral(0.6, rule + " should") : Reading.of(Action.REQUEST, 0.8, rule + " must");
            reading.actor(actorFirst, actorEnd);
            reading.target(clauses.subjectFirst[clause], clauses.subjectEnd[clause]);
            return reading;
        }
        Reading inner = interpret(clause, first, end, depth + 1);
        boolean judges = !self && (flags & Chunker.COPULA) != 0 && (flags & (Chunker.NEGATED | Chunker.FUTURE)) == 0;
        Event judgment = judges && inner == null && !notAfter(clause) ? judgment(chunks.ends[clause]) : null;
        if (judgment != null) {
            used[clause] = true;
            return new Reading(judgment.action(), judgment.score(), 0.7, rule + ": " + judgment.action())
                    .actor(actorFirst, actorEnd)
                    .target(clauses.subjectFirst[clause], clauses.subjectEnd[clause]);
        }
        if (inner == null) {
            return null;
        }
        if (self && inner.action == Action.ASSAULT && rule.equals("claim")) {
            inner.turn(null, 0.9, rule);
        }
        if (!self && BLAMING.contains(inner.rule)) {
            inner.turn(Action.ACCUSE, 1, rule);
            inner.target(first, end);
            inner.actor(actorFirst, actorEnd);
            return inner;
        }
        inner.speakerFirst = actorFirst;
        inner.speakerEnd = actorEnd;
        inner.claimed |= !self;
        inner.rule = rule + ": " + inner.rule;
        return inner;
    }

    /** What somebody says of another to blame them. */
    private static final Set<String> BLAMING =
            Set.of("be responsible", "be to blame", "be guilty", "be behind", "be at fault");

    private static final Set<String> ANNOUNCING =
            Set.of("announce", "declare", "confirm", "proclaim", "report", "disclose", "reveal", "reaffirm", "affirm");

    private boolean isCritic(int chunk) {
        return switch (tagger.word(chunks.heads[chunk])) {
            case "critics", "critic", "opponents", "detractors" -> true;
            default -> false;
        };
    }

    /** "said its inspectors would return": what a body's own people do, it does. */
    private boolean isTheirs(int token) {
        return token >= 0
                && (tagger.word(token).equals("its") || tagger.word(token).equals("their"));
    }

    private boolean needs(int clause) {
        Verb verb = clauses.verb(clause);
        if (verb == null) {
            return false;
        }
        int next = chunks.ends[clause];
        boolean toFollows = next < tagger.size && tagger.tags[next] == Tagger.TO;
        return toFollows && (verb.base.equals("need") || verb.base.equals("have"))
                || verb.base.equals("need") && (chunks.flags[clause] & Chunker.PASSIVE) != 0;
    }

    private int clauseAfter(int c, int token) {
        for (int j = c + 1; j < Math.min(chunks.count, c + 30); j++) {
            if (chunks.kinds[j] == Kind.VERB && (chunks.flags[j] & Chunker.FINITE) != 0) {
                if (clauses.roles[j] == ClauseReader.RELATIVE
                        || clauses.roles[j] == ClauseReader.ATTRIBUTION
                        || clauses.roles[j] == ClauseReader.SUBORDINATE
                        || clauses.roles[j] == ClauseReader.HYPOTHETICAL) {
                    continue;
                }
                return clauses.subjectChunk[j] > c || clauses.roles[j] == ClauseReader.COMPLEMENT ? j : -1;
            }
            if (chunks.kinds[j] == Kind.VERB
                    && (chunks.flags[j] & Chunker.INFINITIVE) != 0
                    && j <= c + 2
                    && chunks.firsts[j] <= token + 1) {
                return -1;
            }
        }
        return -1;
    }

    /** What a verb governs: another verb, a clause, a phrase, or an event that a phrase names. */
    private static final class Complement {
        int verb = -1;
        int object = -1;
        boolean clause;

        @Nullable
        Event event;
    }

    private Complement complement(int token, int c) {
        Complement complement = new Complement();
        int j = token >= tagger.size ? chunks.count : chunks.at(token);
        if (j < 0) {
            return complement;
        }
        if (j < chunks.count && chunks.firsts[j] < token) {
            if (chunks.kinds[j] == Kind.VERB && chunks.heads[j] >= token && j != c) {
                complement.verb = j;
                return complement;
            }
            if (chunks.kinds[j] != Kind.PHRASE) {
                j++;
            }
        }
        boolean afterPhrase = false;
        for (int steps = 0; j < chunks.count && steps < 10; steps++) {
            switch (chunks.kinds[j]) {
                case ADVERB, QUOTE, NOT, ADJECTIVE -> j++;
                case VERB -> {
                    int flags = chunks.flags[j];
                    boolean governed = (flags & (Chunker.INFINITIVE | Chunker.GERUND)) != 0;
                    if (governed
                            || (flags & Chunker.FINITE) != 0
                                    && (complement.clause || complement.object >= 0 && !afterPhrase)) {
                        complement.verb = j;
                    } else if (!afterPhrase
                            && complement.object < 0
                            && token == chunks.firsts[j]
                            && tagger.tags[chunks.heads[j]] == Tagger.VERB) {
                        complement.verb = j;
                    }
                    return complement;
                }
                case SUBORDINATOR -> {
                    if (!clauses.isWord(j, "that") && !clauses.isWord(j, "whether") && !clauses.isWord(j, "how")) {
                        return complement;
                    }
                    complement.clause = true;
                    for (int k = j + 1; k < Math.min(chunks.count, j + 14); k++) {
                        if (chunks.kinds[k] == Kind.VERB && (chunks.flags[k] & Chunker.FINITE) != 0) {
                            complement.verb = k;
                            return complement;
                        }
                    }
                    return complement;
                }
                case PREPOSITION -> {
                    if (j + 1 < chunks.count && clauses.temporalPhrase(j + 1)) {
                        j += 2;
                    } else if (complement.object < 0) {
                        j++;
                    } else if ((clauses.isWord(j, "of") || clauses.isWord(j, "in") && isAmount(complement.object))
                            && j + 1 < chunks.count
                            && chunks.kinds[j + 1] == Kind.PHRASE) {
                        if (complement.event == null) {
                            complement.event = lexicon.event(chunks.nouns[j + 1]);
                        }
                        j += 2;
                    } else if ((clauses.isWord(j, "in")
                                    || clauses.isWord(j, "for")
                                    || clauses.isWord(j, "from")
                                    || clauses.isWord(j, "on")
                                    || clauses.isWord(j, "with"))
                            && j + 1 < chunks.count
                            && chunks.kinds[j + 1] == Kind.PHRASE) {
                        afterPhrase = true;
                        j += 2;
                    } else {
                        return complement;
                    }
                }
                case PHRASE -> {
                    if (clauses.temporalPhrase(j)) {
                        j++;
                    } else if (complement.object < 0) {
                        complement.object = j;
                        complement.event = lexicon.event(eventClasses(j, token));
                        j++;
                    } else if (complement.event == null) {
                        complement.event = lexicon.event(chunks.nouns[j]);
                        afterPhrase = true;
                        j++;
                    } else {
                        return complement;
                    }
                }
                case AND -> {
                    if (j + 1 < chunks.count && chunks.kinds[j + 1] == Kind.PHRASE) {
                        if (complement.event == null) {
                            complement.event = lexicon.event(chunks.nouns[j + 1]);
                        }
                        j += 2;
                    } else {
                        return complement;
                    }
                }
                default -> {
                    return complement;
                }
            }
        }
        return complement;
    }

    private long eventClasses(int chunk, int token) {
        long classes = 0;
        for (int k = Math.max(token, chunks.firsts[chunk]); k < chunks.ends[chunk]; k++) {
            classes |= tagger.nouns[k];
        }
        return classes;
    }

    private @Nullable Reading govern(
            Pattern pattern, Match match, int c, int actorFirst, int actorEnd, int depth, String rule, double sure) {
        Complement complement = complement(match.end, c);
        Reading inner = null;
        int object = complement.object;
        Operator operator = pattern.operator();
        boolean objectControl = operator == Operator.URGE
                || operator == Operator.DEMAND
                || operator == Operator.ALLOW
                || operator == Operator.FORCE
                || operator == Operator.HELP
                || operator == Operator.WARN;
        if (complement.verb >= 0) {
            int v = complement.verb;
            if (objectControl && object >= 0) {
                inner = interpret(v, chunks.firsts[object], chunks.ends[clauses.extent(object)], depth + 1);
            } else if (complement.clause
                    && clauses.subjectChunk[v] >= 0
                    && !clauses.isPronoun(clauses.subjectChunk[v])) {
                inner = interpret(v, clauses.subjectFirst[v], clauses.subjectEnd[v], depth + 1);
            } else {
                inner = interpret(v, actorFirst, actorEnd, depth + 1);
            }
        } else if (match.event >= 0 || complement.event != null) {
            Event event = match.event >= 0 ? lexicon.event(chunks.nouns[match.event]) : complement.event;
            if (event != null) {
                inner = new Reading(event.action(), event.score(), sure, "noun");
                targetFrom(inner, EVENT_TARGETS, object, object >= 0 ? chunks.ends[object] : match.end, c);
            }
        }
        if (inner == null && (chunks.flags[c] & Chunker.PASSIVE) != 0 && clauses.subjectChunk[c] >= 0) {
            Event event = lexicon.event(classes(clauses.subjectChunk[c], 4));
            if (event != null) {
                inner = new Reading(event.action(), event.score(), sure * 0.9, "noun");
                targetFrom(inner, EVENT_TARGETS, clauses.subjectChunk[c], chunks.ends[clauses.subjectChunk[c]], c);
            }
        }
        boolean objectNegative = object >= 0 && (chunks.flags[object] & Chunker.NONE) != 0;
        Reading reading = compose(operator, inner, rule, sure, complement);
        if (reading == null) {
            return null;
        }
        if (objectNegative && reading.action != null && reading.side() == Side.COOPERATIVE) {
            reading.turn(null, 0.8, "no");
            reading.negated = true;
        }
        if (reading.targetFirst < 0 || (objectControl && object >= 0 && !reading.kept)) {
            if (objectControl && object >= 0) {
                target(reading, object);
            } else if (!pattern.targets().isEmpty()) {
                targetFrom(reading, pattern.targets(), object, object >= 0 ? chunks.ends[object] : match.end, c);
            } else if (object >= 0) {
                targetFrom(reading, DEFAULT_TARGETS, object, chunks.ends[object], c);
            }
        }
        if (objectControl && actorFirst >= 0) {
            reading.actor(actorFirst, actorEnd);
        }
        return reading;
    }

    private @Nullable Reading compose(
            Operator operator, @Nullable Reading inner, String rule, double sure, Complement complement) {
        Side side = inner == null ? null : inner.side();
        switch (operator) {
            case DO, TRY -> {
                if (inner == null) {
                    return null;
                }
                inner.rule = rule + " > " + inner.rule;
                if (operator == Operator.TRY) {
                    inner.confidence *= 0.8;
                    inner.hedged = true;
                }
                return inner;
            }
            case INTEND -> {
                return inner == null ? null : intend(inner, rule);
            }
            case OFFER -> {
                if (inner == null) {
                    return Reading.of(Action.AGREE, 0.7, rule);
                }
                return intend(inner, rule);
            }
            case REFUSE -> {
                if (inner == null) {
                    return Reading.of(Action.REJECT, 0.75, rule);
                }
                if (side == Side.CONFLICT && inner.action != Action.REQUEST && !inner.granted) {
                    return inner.action == Action.REJECT
                            ? inner.turn(Action.AGREE, 0.7, rule)
                            : inner.turn(Action.AGREE, 0.6, rule);
                }
                return side == Side.NEUTRAL && inner.rule.contains("comment")
                        ? inner
                        : inner.turn(Action.REJECT, 0.95, rule);
            }
            case STOP, CANCEL -> {
                if (inner == null) {
                    return null;
                }
                if (side == Side.COOPERATIVE) {
                    boolean reject = operator == Operator.CANCEL || inner.action == Action.AGREE;
                    return inner.turn(reject ? Action.REJECT : Action.SANCTION, 0.9, rule);
                }
                return side == Side.CONFLICT ? inner.turn(Action.YIELD, 0.9, rule) : inner;
            }
            case URGE -> {
                Reading reading = inner == null ? Reading.neutral(0.75, rule) : inner;
                if (inner != null
                        && (inner.action == Action.COERCE
                                || inner.action == Action.PROTEST
                                || inner.action == Action.ASSAULT
                                || inner.action == Action.SANCTION
                                || inner.action == Action.MOBILIZE)) {
                    inner.kept = complement.verb >= 0;
                    return inner.turn(Action.THREATEN, 0.8, rule);
                }
                return inner == null ? reading : inner.turn(null, 0.9, rule);
            }
            case DEMAND -> {
                return inner == null ? Reading.of(Action.REQUEST, sure, rule) : inner.turn(Action.REQUEST, 0.95, rule);
            }
            case CONSIDER -> {
                Reading reading = inner == null ? Reading.neutral(0.65, rule) : inner.turn(null, 0.85, rule);
                reading.hedged = true;
                return reading;
            }
            case ENACT -> {
                if (inner == null || inner.action == null) {
                    return Reading.of(Action.SUPPORT, 0.6, rule);
                }
                inner.rule = rule + " > " + inner.rule;
                return inner;
            }
            case STATE -> {
                return inner == null || complement.verb < 0 ? Reading.neutral(sure, rule) : inner;
            }
            case DENY -> {
                Reading reading = complement.verb >= 0 || complement.object < 0
                        ? Reading.neutral(0.75, rule)
                        : Reading.of(Action.REJECT, 0.5, rule);
                if (complement.clause || (complement.verb >= 0)) {
                    reading = Reading.neutral(0.8, rule);
                }
                reading.negated = true;
                return reading;
            }
            case FAIL -> {
                if (inner == null) {
                    return null;
                }
                return side == Side.COOPERATIVE
                        ? inner.turn(Action.REJECT, 0.8, rule)
                        : inner.action == Action.COERCE
                                ? inner.turn(Action.YIELD, 0.7, rule)
                                : inner.turn(null, 0.7, rule);
            }
            case ALLOW -> {
                Reading reading = inner == null ? Reading.of(Action.YIELD, 0.7, rule) : inner;
                if (inner != null && side != Side.CONFLICT) {
                    reading.turn(Action.YIELD, 0.9, rule);
                } else if (inner != null) {
                    reading.rule = rule + " > " + inner.rule;
                }
                reading.granted = true;
                return reading;
            }
            case FORCE -> {
                if (inner != null && inner.action == Action.YIELD && inner.score > 5) {
                    inner.rule = rule + " > " + inner.rule;
                    return inner;
                }
                if (inner != null
                        && (inner.action == Action.MOBILIZE
                                || inner.action == Action.ACCUSE
                                || inner.action == Action.ASSAULT)) {
                    inner.rule = rule + " > " + inner.rule;
                    return inner;
                }
                return inner == null ? Reading.of(Action.COERCE, 0.65, rule) : inner.turn(Action.COERCE, 0.8, rule);
            }
            case THREATEN -> {
                return inner == null
                        ? Reading.of(Action.THREATEN, sure, rule)
                        : inner.turn(Action.THREATEN, 0.98, rule);
            }
            case WARN -> {
                return Reading.of(Action.THREATEN, complement.object >= 0 || inner != null ? 0.7 : 0.6, rule);
            }
            case HELP -> {
                return Reading.of(Action.AID, 0.7, rule);
            }
            default -> {
                return inner;
            }
        }
    }

    /** An intention: cooperative ones are agreement, conflict ones a threat; demands and refusals stay what they are. */
    private static Reading intend(Reading inner, String rule) {
        inner.future = true;
        if (inner.action == null || inner.action == Action.AGREE || inner.action == Action.THREATEN) {
            inner.rule = rule + " > " + inner.rule;
            return inner;
        }
        return switch (inner.action) {
            case REQUEST, REJECT, ACCUSE -> {
                inner.rule = rule + " > " + inner.rule;
                yield inner;
            }
            default -> inner.turn(inner.side() == Side.COOPERATIVE ? Action.AGREE : Action.THREATEN, 0.97, rule);
        };
    }

    private Reading modality(Reading reading, int c, Match match) {
        int flags = chunks.flags[c];
        boolean say = match.pattern.operator() == Operator.SAY;
        boolean ownNegation = match.pattern.text().contains(" not ");
        boolean negated =
                (flags & Chunker.NEGATED) != 0 && !ownNegation || notAfter(c) && !ownNegation || negativeSubject(c);
        reading.past |= (flags & (Chunker.PAST | Chunker.PERFECT)) != 0;
        reading.recap |= (flags & Chunker.PERFECT) != 0 && (flags & Chunker.PAST) != 0;
        if (say) {
            return reading;
        }
        if (negated || match.negative) {
            reading.rests("negation", negation(c), negation(c) + 1);
            negate(reading, c, flags, match.pattern.operator());
        } else if ((flags & Chunker.FUTURE) != 0) {
            reading.rests("modality", chunks.firsts[c], chunks.firsts[c] + 1);
            boolean would = tagger.word(chunks.firsts[c]).equals("would");
            Reading intended = intend(reading, would ? "would" : "will");
            if (would) {
                intended.confidence *= 0.95;
            }
        } else if ((flags & Chunker.POSSIBLE) != 0) {
            reading.rests("modality", chunks.firsts[c], chunks.firsts[c] + 1);
            reading.hedged = true;
            if (reading.side() == Side.COOPERATIVE) {
                reading.turn(Action.AGREE, 0.6, "may");
            } else if (reading.side() == Side.CONFLICT) {
                reading.turn(Action.THREATEN, 0.6, "may");
            }
        } else if ((flags & Chunker.OBLIGED) != 0) {
            reading.rests("modality", chunks.firsts[c], chunks.firsts[c] + 1);
            reading.turn(null, 0.6, "must");
        }
        return reading;
    }

    /** The token that negates a verb: in its group, after it, or before its subject. */
    private int negation(int c) {
        int from = clauses.subjectFirst[c] >= 0 && negativeSubject(c) ? clauses.subjectFirst[c] : chunks.firsts[c];
        for (int k = from; k < Math.min(tagger.size, chunks.ends[c] + REACH); k++) {
            if (tagger.tags[k] == Tagger.NOT || NEGATIVE.contains(tagger.word(k))) {
                return k;
            }
        }
        return chunks.firsts[c];
    }

    private static final Set<String> NEGATIVE = Set.of("no", "cannot", "nobody", "none", "neither", "nothing");

    private boolean notAfter(int c) {
        int next = c + 1;
        return next < chunks.count && chunks.kinds[next] == Kind.NOT && (chunks.flags[c] & Chunker.COPULA) != 0;
    }

    private boolean negativeSubject(int c) {
        return clauses.subjectChunk[c] >= 0 && (chunks.flags[clauses.subjectChunk[c]] & Chunker.NONE) != 0;
    }

    private void negate(Reading reading, int c, int flags, Operator operator) {
        reading.negated = true;
        boolean future = (flags & Chunker.FUTURE) != 0;
        if (negativeSubject(c)) {
            reading.turn(null, 0.8, "no");
            return;
        }
        if (reading.action == null) {
            return;
        }
        if (operator == Operator.REFUSE || operator == Operator.STOP && !future) {
            if (reading.side() == Side.COOPERATIVE) {
                // "did not rule out strikes"
                reading.turn(Action.THREATEN, 0.8, "not");
            } else {
                reading.turn(Action.AGREE, 0.75, "not");
            }
            return;
        }
        if (reading.side() == Side.COOPERATIVE) {
            reading.turn(Action.REJECT, future ? 0.97 : 0.8, "not");
            return;
        }
        if (reading.action == Action.REJECT) {
            reading.turn(Action.AGREE, 0.75, "not");
        } else if (future) {
            reading.turn(Action.AGREE, 0.7, "not");
        } else {
            reading.turn(null, 0.7, "not");
        }
    }

    // ---- Who and to whom ------------------------------------------------------------------------------------------

    private void roles(Reading reading, Pattern pattern, Match match, int c, int actorFirst, int actorEnd) {
        boolean passive =
                (chunks.flags[c] & Chunker.PASSIVE) != 0 && !pattern.text().startsWith("be ");
        List<String> targets = pattern.targets().isEmpty()
                ? pattern.endsInNoun() ? EVENT_TARGETS : DEFAULT_TARGETS
                : pattern.targets();
        if (targets.contains("none")) {
            return;
        }
        if (passive) {
            int by = prepositional(match.end, c, List.of("by"), true);
            if (by >= 0) {
                reading.actor(chunks.firsts[by], chunks.ends[clauses.extent(by)]);
            }
            if (match.event >= 0 && match.event == clauses.subjectChunk[c]) {
                targetFrom(reading, targets, match.event, chunks.ends[match.event], c);
                if (reading.targetFirst < 0) {
                    targetFrom(reading, targets, -1, match.end, c);
                }
                if (reading.targetFirst < 0) {
                    reading.target(clauses.subjectFirst[c], clauses.subjectEnd[c]);
                }
            } else if (clauses.subjectFirst[c] >= 0) {
                reading.target(clauses.subjectFirst[c], clauses.subjectEnd[c]);
            }
            if (by < 0) {
                int place = prepositional(match.end, c, List.of("in", "from"), false);
                if (place >= 0 && (chunks.flags[place] & Chunker.NAMED) != 0) {
                    reading.actor(chunks.firsts[place], chunks.ends[place]);
                }
            }
            return;
        }
        reading.mutual = pattern.text().startsWith("trade ")
                || pattern.text().startsWith("exchange ")
                || mutual(reading.action)
                        && !(reading.action == Action.REJECT && !pattern.text().startsWith("fail"));
        int object = match.event >= 0 ? match.event : phraseAt(match.end);
        if (match.indirect >= 0) {
            target(reading, match.indirect);
            return;
        }
        Verb verb = clauses.verb(c);
        if (verb != null && match.event >= 0 && GIVING.contains(verb.base) && recipient(reading, match.event)) {
            return;
        }
        if (pattern.parts().isEmpty() && object >= 0 && !targets.isEmpty() && takesObject(pattern.action())) {
            wideTarget(reading, object, pattern.text());
            return;
        }
        if (object >= 0 && match.event < 0 && isPreposition(match.end - 1)) {
            target(reading, object);
            return;
        }
        if (object >= 0 && match.event >= 0 && takesOwner(pattern.action()) && isOwned(object)) {
            target(reading, object);
            return;
        }
        targetFrom(reading, targets, object, object >= 0 && match.event >= 0 ? chunks.ends[object] : match.end, c);
        if (reading.targetFirst < 0 && pattern.subject() != 0 && clauses.subjectChunk[c] >= 0) {
            // "Talks between A and B collapsed": the parties stand in the subject
            parties(reading, c);
        }
    }

    private boolean isPreposition(int token) {
        return tagger.tags[token] == Tagger.PREPOSITION || tagger.tags[token] == Tagger.TO;
    }

    /** Actions by which an actor answers whoever stands behind a thing: "rejected an Armenian plan for the border". */
    private static boolean takesOwner(@Nullable Action action) {
        return action == Action.REJECT || action == Action.ACCUSE || action == Action.SUPPORT;
    }

    /** Whether a phrase names whose the thing is that it speaks of, before its head: "Greece's offer", "a Thai call". */
    private boolean isOwned(int chunk) {
        for (int k = chunks.firsts[chunk]; k < chunks.heads[chunk]; k++) {
            if (tagger.tags[k] == Tagger.NAME) {
                return true;
            }
        }
        return false;
    }

    private void parties(Reading reading, int c) {
        for (int j = clauses.subjectChunk[c] + 1; j < c; j++) {
            if (chunks.kinds[j] == Kind.PREPOSITION && j + 1 < c && chunks.kinds[j + 1] == Kind.PHRASE) {
                if (clauses.isWord(j, "between") && j + 3 < c && chunks.kinds[j + 2] == Kind.AND) {
                    reading.actor(chunks.firsts[j + 1], chunks.ends[j + 1]);
                    reading.target(chunks.firsts[j + 3], chunks.ends[j + 3]);
                    return;
                }
                if (clauses.isWord(j, "with") || clauses.isWord(j, "on") || clauses.isWord(j, "against")) {
                    reading.target(chunks.firsts[j + 1], chunks.ends[j + 1]);
                }
                if (clauses.isWord(j, "by")) {
                    reading.actor(chunks.firsts[j + 1], chunks.ends[j + 1]);
                }
            }
        }
    }

    /** Verbs whose first object is who receives: "granted the union permission". */
    private static final Set<String> GIVING =
            Set.of("give", "grant", "deny", "offer", "pay", "refuse", "award", "send", "hand", "issue", "promise");

    private boolean recipient(Reading reading, int chunk) {
        int first = chunks.firsts[chunk];
        int head = chunks.heads[chunk];
        if (head - first < 1
                || (tagger.tags[head - 1] != Tagger.NAME && tagger.tags[head - 1] != Tagger.NOUN)
                || tagger.tags[head] != Tagger.NOUN
                || tagger.nouns[head - 1] != 0) {
            return false;
        }
        boolean named = false;
        for (int k = first; k < head; k++) {
            named |= tagger.tags[k] == Tagger.NAME;
        }
        if (named) {
            reading.target(first, head);
        }
        return named;
    }

    /** Actions whose plain verbs act on their object: what stands in a prepositional phrase is only where or why. */
    private static boolean takesObject(@Nullable Action action) {
        return action != Action.AID && action != Action.COOPERATE && action != Action.AGREE && action != Action.YIELD;
    }

    /** The object with the place and the owner that follow it: "a police station in the north". */
    private void wideTarget(Reading reading, int chunk, String verb) {
        target(reading, chunk);
        if (reading.targetEnd < chunks.ends[chunk]
                || reading.targetFirst < 0
                || tagger.tags[chunks.heads[chunk]] == Tagger.NAME
                || reading.side() != Side.CONFLICT) {
            return;
        }
        int last = clauses.extent(chunk);
        for (int j = last + 1; j + 1 < chunks.count; j += 2) {
            if (chunks.kinds[j] != Kind.PREPOSITION
                    || chunks.kinds[j + 1] != Kind.PHRASE
                    || clauses.temporalPhrase(j + 1)
                    || !WIDENING.contains(tagger.word(chunks.firsts[j]))) {
                break;
            }
            last = clauses.extent(j + 1);
            j = last - 1;
        }
        reading.target(reading.targetFirst, chunks.ends[last]);
    }

    private static final Set<String> WIDENING = Set.of("in", "of", "near", "by", "at", "inside");

    private static boolean mutual(@Nullable Action action) {
        return action == Action.CONSULT
                || action == Action.SUPPORT
                || action == Action.COOPERATE
                || action == Action.AGREE
                || action == Action.REJECT;
    }

    private void targetFrom(Reading reading, List<String> targets, int object, int token, int c) {
        if (reading.targetFirst >= 0) {
            return;
        }
        boolean objectFirst = !targets.isEmpty()
                && (targets.get(0).equals("obj") || targets.get(0).equals("poss"));
        boolean event = object >= 0 && lexicon.event(chunks.nouns[object]) != null;
        if (object >= 0
                && objectFirst
                && chunks.firsts[object] >= chunks.ends[c]
                && (!event || targets.get(0).equals("obj"))) {
            target(reading, object);
            return;
        }
        int found = prepositional(token, c, targets, false);
        if (found >= 0) {
            target(reading, found);
            return;
        }
        if (object >= 0 && (targets.contains("obj") || targets.contains("poss") || event)) {
            target(reading, object);
        }
    }

    /**
     * The phrase governed by one of the prepositions from a token on: of those with a name the one whose preposition stands
     * first in the list, else the first in the text.
     */
    private int prepositional(int token, int c, List<String> prepositions, boolean exact) {
        int fallback = -1;
        int best = -1;
        int rank = prepositions.size();
        int j = token >= tagger.size ? chunks.count : Math.max(0, chunks.at(token));
        for (int steps = 0; j + 1 < chunks.count && steps < 16; j++, steps++) {
            Kind kind = chunks.kinds[j];
            if (j > c && (kind == Kind.SUBORDINATOR || kind == Kind.BREAK || clauses.isAttributed(j))) {
                break;
            }
            boolean loose = kind == Kind.VERB && j > 0 && chunks.kinds[j - 1] == Kind.COMMA;
            if (j > c
                    && kind == Kind.VERB
                    && (loose || (chunks.flags[j] & (Chunker.FINITE | Chunker.INFINITIVE)) != 0)) {
                break;
            }
            if (kind != Kind.PREPOSITION || chunks.kinds[j + 1] != Kind.PHRASE || clauses.temporalPhrase(j + 1)) {
                continue;
            }
            int place = prepositions.indexOf(tagger.word(chunks.firsts[j]));
            if (place < 0) {
                continue;
            }
            if (exact) {
                return j + 1;
            }
            boolean party =
                    (chunks.flags[j + 1] & Chunker.NAMED) != 0 || (tagger.nouns[chunks.heads[j + 1]] & partyNouns) != 0;
            if (party && place < rank) {
                best = j + 1;
                rank = place;
            }
            if (fallback < 0) {
                fallback = j + 1;
            }
        }
        return best >= 0 ? best : fallback;
    }

    /** Sets the target to a phrase, or to the owner named in it: "Netanyahu's decision". */
    private void target(Reading reading, int chunk) {
        int first = chunks.firsts[chunk];
        int head = chunks.heads[chunk];
        if ((tagger.nouns[head] & ownNouns) != 0 && isOwn(tagger.word(first))) {
            return;
        }
        if (tagger.tags[head] == Tagger.NOUN && tagger.nouns[head] != 0 && (tagger.nouns[head] & personNouns) == 0) {
            for (int k = first + 1; k < head; k++) {
                if (tagger.tags[k] == Tagger.POSSESSIVE
                        && (tagger.tags[k - 1] == Tagger.NAME || tagger.tags[k - 1] == Tagger.NOUN)) {
                    reading.target(first, k);
                    return;
                }
            }
        }
        reading.target(first, chunks.ends[clauses.extent(chunk)]);
    }

    private static boolean isOwn(String word) {
        return word.equals("its") || word.equals("their") || word.equals("his") || word.equals("her");
    }

    /** The two halves of a subject that is a pair: token positions of the split, or -1. */
    int pairSplit(int first, int end) {
        int split = -1;
        int start = chunks.at(first);
        for (int j = Math.max(0, start); j < chunks.count && chunks.firsts[j] < end; j++) {
            if (chunks.kinds[j] == Kind.AND) {
                if (split >= 0) {
                    return -1;
                }
                split = chunks.firsts[j];
            } else if (chunks.kinds[j] == Kind.COMMA) {
                if (split >= 0
                        || !tagger.passage()
                                .isCapitalised(tagger.offset + chunks.firsts[Math.min(chunks.count - 1, j + 1)])) {
                    return -1;
                }
                split = chunks.firsts[j];
            }
        }
        return split;
    }

    /** Whether a verb group's clause states something by itself, rather than within another's condition or aside. */
    boolean isStatement(int c) {
        return clauses.roles[c] == ClauseReader.MAIN || clauses.roles[c] == ClauseReader.COMPLEMENT;
    }

    /** Whether a verb group hangs on a noun: "the deal that it signed". */
    boolean isRelative(int c) {
        return clauses.roles[c] == ClauseReader.RELATIVE;
    }

    /** The infinitive of a verb group, or an empty string. */
    String base(int c) {
        Verb verb = clauses.verb(c);
        return verb == null ? "" : verb.base;
    }

    /** Tokens of a verb group's subject, {first, end}, or null. */
    int @Nullable [] subject(int c) {
        return clauses.subjectFirst[c] < 0 ? null : new int[] {clauses.subjectFirst[c], clauses.subjectEnd[c]};
    }

    /** Tokens of who says what a verb group's clause states, {first, end}, or null where the sentence names nobody. */
    int @Nullable [] speakerOf(int c) {
        for (int j = c - 1; clauses.roles[c] == ClauseReader.COMPLEMENT && j >= 0; j--) {
            if (chunks.kinds[j] == Kind.VERB && (chunks.flags[j] & Chunker.FINITE) != 0 && clauses.isSaying(j)) {
                return subject(j);
            }
        }
        return clauses.attribution();
    }

    /** The token by which the sentence sets a condition, or -1. */
    int condition() {
        for (int i = 0; i < tagger.size; i++) {
            switch (tagger.word(i)) {
                case "if", "unless", "until", "provided", "conditional", "conditioned", "contingent", "once" -> {
                    if (!tagger.word(i).equals("provided")
                            || i + 1 < tagger.size && tagger.tags[i] == Tagger.SUBORDINATOR
                            || i > 0 && tagger.word(i - 1).equals(",")) {
                        return i;
                    }
                }
                case "condition" -> {
                    if (i > 0
                            && (tagger.word(i - 1).equals("on")
                                    || tagger.word(i - 1).equals("one"))) {
                        return i;
                    }
                }
                case "long" -> {
                    if (i > 0
                            && tagger.word(i - 1).equals("as")
                            && i + 1 < tagger.size
                            && tagger.word(i + 1).equals("as")) {
                        return i;
                    }
                }
                default -> {
                    // no condition
                }
            }
        }
        return -1;
    }
}
