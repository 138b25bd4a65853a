package io.redline.detector.stance;

import io.redline.detector.stance.Chunker.Kind;
import io.redline.schemas.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a sentence says in so many words that somebody turns: drops an objection, tears up an accord, returns to the
 * table, gives in. What is only possible, asked for, threatened, denied or recalled is no turn.
 */
final class TurnReader {

    /**
     * A turn that a sentence states. Spans count tokens of the sentence, null stands for none.
     *
     * @param actor whose turn it is
     * @param speaker who says so
     * @param object what is ended or taken up again
     * @param to the side turned to; null for away from the side held so far
     * @param own whether what is ended is called the actor's own stance, so that the sentence tells of both sides
     * @param rule the words it rests on
     */
    record Turn(
            int[] actor,
            int @Nullable [] speaker,
            int[] object,
            @Nullable Side to,
            boolean own,
            String rule) {}

    private static final int OBJECT_TOKENS = 14;
    private static final int DECLARED_TOKENS = 7;
    private static final int PAST_TOKENS = 7;

    /** Nouns between a governing verb and an infinitive: "announced a decision to withdraw". */
    private static final Set<String> PLANS =
            Set.of("plan", "plans", "decision", "move", "intention", "deal", "agreement", "motion", "order");

    private final TurnWords words;
    private final Tagger tagger;
    private final Chunker chunks;
    private final Interpreter interpreter;

    TurnReader(TurnWords words, Tagger tagger, Chunker chunks, Interpreter interpreter) {
        this.words = words;
        this.tagger = tagger;
        this.chunks = chunks;
        this.interpreter = interpreter;
    }

    /**
     * The turns in the sentence that the interpreter has read.
     *
     * @param readings what the interpreter read, the main clause's first
     */
    List<Turn> read(List<Reading> readings) {
        List<Turn> turns = new ArrayList<>(1);
        if (isConditional() || isHearsay()) {
            return turns;
        }
        for (int c = 0; c < chunks.count; c++) {
            Turn turn = chunks.kinds[c] == Kind.VERB ? ofVerb(c) : chunks.kinds[c] == Kind.PHRASE ? ofNoun(c) : null;
            if (turn != null) {
                turns.add(turn);
            }
        }
        if (turns.isEmpty() && !readings.isEmpty()) {
            Turn turn = ofContrast(readings.get(0));
            if (turn != null) {
                turns.add(turn);
            }
        }
        return turns;
    }

    /** An offer is no turn; "until further notice" is no condition. */
    private boolean isConditional() {
        int condition = interpreter.condition();
        return condition >= 0
                && !tagger.word(condition).equals("until")
                && !tagger.word(condition).equals("once");
    }

    /** A headline's "... - report" or "... - sources". */
    private boolean isHearsay() {
        for (int i = Math.max(1, tagger.size - 4); i < tagger.size; i++) {
            if (tagger.tags[i - 1] == Tagger.MARK || tagger.tags[i - 1] == Tagger.HYPHEN) {
                switch (tagger.word(i)) {
                    case "report", "reports", "source", "sources", "media", "paper", "papers" -> {
                        return true;
                    }
                    default -> {}
                }
            }
        }
        return false;
    }

    /** "will attend after all", "agrees after months of resistance": a statement that is told as a change. */
    private @Nullable Turn ofContrast(Reading reading) {
        Side to = reading.side();
        if (to == Side.NEUTRAL || reading.actorFirst < 0 || reading.depth > 0 || reading.hedged || reading.recap) {
            return null;
        }
        for (int i = 0; i + 1 < tagger.size; i++) {
            if (tagger.passage().quoteDepth(i) > 0) {
                continue;
            }
            if (words.contrasts(tagger, i) || isPast(i, to)) {
                return new Turn(
                        new int[] {reading.actorFirst, reading.actorEnd},
                        reading.speakerFirst < 0 ? null : new int[] {reading.speakerFirst, reading.speakerEnd},
                        new int[] {reading.clauseFirst, reading.clauseEnd},
                        to,
                        false,
                        "contrast " + tagger.word(i));
            }
        }
        return null;
    }

    /** "after months of resistance", "despite having promised": what was on the other side, and nobody else's. */
    private boolean isPast(int i, Side to) {
        String word = tagger.word(i);
        if (!word.equals("after") && !word.equals("despite") && !word.equals("following")) {
            return false;
        }
        int last = Math.min(tagger.size, i + PAST_TOKENS);
        for (int k = i + 1; k < last; k++) {
            Side past = words.past(tagger.word(k));
            if (past != null) {
                String next = k + 1 < tagger.size ? tagger.word(k + 1) : "";
                return past != to && !next.equals("from") && !next.equals("by") && !next.equals("among");
            }
            if (tagger.tags[k] == Tagger.MARK || tagger.tags[k] == Tagger.NAME) {
                return false;
            }
        }
        return false;
    }

    private @Nullable Turn ofVerb(int c) {
        int[] actor = interpreter.subject(c);
        if (actor == null) {
            return null;
        }
        if (interpreter.isRelative(c)) {
            return recalled(c);
        }
        TurnWords.Phrase phrase = words.find(interpreter.base(c), tagger, chunks.ends[c], tagger.size);
        int from = phrase != null ? chunks.ends[c] + phrase.rest().length : declaredEnd(c);
        if (from < 0 || !isDeed(c)) {
            return null;
        }
        TurnWords.Kind kind = phrase != null ? phrase.kind() : TurnWords.Kind.END;
        int[] object = {from, objectEnd(c, from)};
        Side side = polarity(object);
        boolean needsSide = kind == TurnWords.Kind.LEAVE || kind == TurnWords.Kind.RETURN;
        boolean needless = side == null && (needsSide || isPronoun(object));
        if (needless || isOver(c, object) || raises(c, object)) {
            return null;
        }
        Side to =
                switch (kind) {
                    case END, LEAVE -> side == null ? null : side == Side.CONFLICT ? Side.COOPERATIVE : Side.CONFLICT;
                    case RESUME, RETURN -> side;
                    case REVERSE -> null;
                    case YIELD -> Side.COOPERATIVE;
                    case BREAK -> Side.CONFLICT;
                };
        boolean own = kind == TurnWords.Kind.END && to != null && from < tagger.size && isOwn(tagger.word(from));
        return new Turn(actor, interpreter.speakerOf(c), object, to, own, kind + " " + interpreter.base(c));
    }

    private static boolean isOwn(String word) {
        return word.equals("its") || word.equals("their") || word.equals("his") || word.equals("her");
    }

    /** "announces a halt to": the token after it, or -1. */
    private int declaredEnd(int c) {
        if (words.declares(interpreter.base(c))) {
            int last = Math.min(tagger.size - 1, chunks.ends[c] + DECLARED_TOKENS);
            for (int i = chunks.ends[c]; i < last; i++) {
                boolean of = tagger.word(i + 1).equals("to")
                        || tagger.word(i + 1).equals("of")
                        || tagger.word(i + 1).equals("in");
                if (of && words.isEnding(tagger.word(i))) {
                    return i + 2;
                }
            }
        }
        return -1;
    }

    /** "in a U-turn", ", an about-face": the turn of whom the sentence's first statement is about. */
    private @Nullable Turn ofNoun(int c) {
        int head = chunks.heads[c];
        boolean named = words.isTurn(tagger.word(head))
                || head >= 2 && words.isTurn(tagger.word(head - 2) + tagger.word(head - 1) + tagger.word(head))
                || head + 2 < tagger.size
                        && words.isTurn(tagger.word(head) + " " + tagger.word(head + 1) + " " + tagger.word(head + 2));
        if (!named || c == 0) {
            return null;
        }
        boolean aside = chunks.kinds[c - 1] == Kind.COMMA
                || chunks.kinds[c - 1] == Kind.PREPOSITION
                        && tagger.word(chunks.firsts[c - 1]).equals("in");
        if (!aside) {
            return null;
        }
        for (int j = 0; j < c; j++) {
            if (chunks.kinds[j] == Kind.VERB && interpreter.isStatement(j) && !isOpen(j)) {
                int[] actor = interpreter.subject(j);
                return actor == null
                        ? null
                        : new Turn(
                                actor,
                                interpreter.speakerOf(j),
                                new int[] {chunks.ends[j], chunks.ends[c]},
                                null,
                                false,
                                "noun " + tagger.word(head));
            }
        }
        return null;
    }

    /** "accepts a plan that it had rejected": a statement whose object the same actor was against before. */
    private @Nullable Turn recalled(int c) {
        int flags = chunks.flags[c];
        boolean before =
                (flags & Chunker.PERFECT) != 0 && (flags & Chunker.PAST) != 0 && (flags & Chunker.NEGATED) == 0;
        if (!before || !words.opposes(interpreter.base(c)) || !isPronoun(c)) {
            return null;
        }
        for (int j = c - 1; j >= 0; j--) {
            if (chunks.kinds[j] == Kind.VERB && interpreter.isStatement(j) && !isOpen(j)) {
                int[] actor = interpreter.subject(j);
                return actor == null
                        ? null
                        : new Turn(
                                actor,
                                interpreter.speakerOf(j),
                                new int[] {chunks.ends[j], chunks.ends[c]},
                                Side.COOPERATIVE,
                                true,
                                "had " + interpreter.base(c));
            }
        }
        return null;
    }

    private boolean isPronoun(int c) {
        int token = chunks.firsts[c] - 1;
        while (token > 0 && tagger.tags[token] == Tagger.ADVERB) {
            token--;
        }
        return token >= 0
                && switch (tagger.word(token)) {
                    case "it", "they", "he", "she" -> true;
                    default -> false;
                };
    }

    /** Whether a verb group says what its subject does or is about to do. */
    private boolean isDeed(int c) {
        int flags = chunks.flags[c];
        if (isOpen(c) || (flags & Chunker.PASSIVE) != 0) {
            return false;
        }
        if (interpreter.isStatement(c)) {
            return true;
        }
        if ((flags & Chunker.GERUND) != 0) {
            return c > 0 && chunks.kinds[c - 1] == Kind.COMMA;
        }
        if ((flags & Chunker.INFINITIVE) != 0) {
            for (int j = c - 1; j >= 0; j--) {
                if (chunks.kinds[j] == Kind.VERB) {
                    return words.governs(interpreter.base(j))
                            && (interpreter.isStatement(j) && !isOpen(j) || isDeed(j));
                }
                boolean planned = chunks.kinds[j] == Kind.PHRASE && PLANS.contains(tagger.word(chunks.heads[j]));
                if (!planned && chunks.kinds[j] != Kind.ADVERB && chunks.kinds[j] != Kind.AND) {
                    return false;
                }
            }
        }
        return false;
    }

    /** Denied, only possible, due, or done long before. */
    private boolean isOpen(int c) {
        int flags = chunks.flags[c];
        return (flags & (Chunker.NEGATED | Chunker.POSSIBLE | Chunker.OBLIGED)) != 0
                || (flags & Chunker.PERFECT) != 0 && (flags & Chunker.PAST) != 0;
    }

    /** "lifts the duty to 40%" is no end of a duty. */
    private boolean raises(int c, int[] object) {
        if (!interpreter.base(c).equals("lift")) {
            return false;
        }
        for (int i = object[0]; i + 1 < object[1]; i++) {
            if ((tagger.word(i).equals("to") || tagger.word(i).equals("by")) && tagger.tags[i + 1] == Tagger.NUMBER) {
                return true;
            }
        }
        return false;
    }

    /** "ended talks": they may simply be over. */
    private boolean isOver(int c, int[] object) {
        if (!interpreter.base(c).equals("end")) {
            return false;
        }
        for (int i = object[0]; i < Math.min(object[1], object[0] + 3); i++) {
            if (words.isRound(tagger.word(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isPronoun(int[] object) {
        return object[0] < object[1] && tagger.tags[object[0]] == Tagger.PRONOUN;
    }

    private int objectEnd(int c, int from) {
        int end = from;
        for (int j = c + 1; j < chunks.count; j++) {
            if (chunks.ends[j] <= from) {
                continue;
            }
            Kind kind = chunks.kinds[j];
            boolean verb = kind == Kind.VERB && (chunks.flags[j] & (Chunker.FINITE | Chunker.GERUND)) != 0;
            if (verb
                    || kind == Kind.COMMA
                    || kind == Kind.SUBORDINATOR
                    || kind == Kind.RELATIVE
                    || kind == Kind.BREAK) {
                break;
            }
            end = chunks.ends[j];
            if (end - from > OBJECT_TOKENS) {
                break;
            }
        }
        return Math.max(from, end);
    }

    /** The side of the first noun of an object that has one; of each phrase the head speaks first. */
    private @Nullable Side polarity(int[] object) {
        int c = 0;
        while (c < chunks.count && chunks.ends[c] <= object[0]) {
            c++;
        }
        for (; c < chunks.count && chunks.firsts[c] < object[1]; c++) {
            if (chunks.kinds[c] != Kind.PHRASE || (chunks.flags[c] & Chunker.TEMPORAL) != 0) {
                continue;
            }
            for (int i = chunks.ends[c] - 1; i >= Math.max(object[0], chunks.firsts[c]); i--) {
                Side side = i > object[0] ? words.side(tagger.word(i - 1) + " " + tagger.word(i)) : null;
                side = side != null ? side : words.side(tagger.word(i));
                if (side != null) {
                    return side;
                }
            }
        }
        return object[0] < object[1] ? words.side(tagger.word(object[0])) : null;
    }
}
