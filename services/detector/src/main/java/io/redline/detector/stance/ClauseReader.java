package io.redline.detector.stance;

import io.redline.detector.stance.Chunker.Kind;
import io.redline.detector.stance.Lexeme.Verb;
import org.jspecify.annotations.Nullable;

/**
 * Finds the clauses of a chunked sentence: each verb group's subject, and whether its clause is the sentence's point, hangs
 * on another or only says who says so.
 */
final class ClauseReader {

    static final byte MAIN = 0;
    static final byte RELATIVE = 1;
    static final byte SUBORDINATE = 2;
    static final byte ATTRIBUTION = 3;
    static final byte NONFINITE = 4;
    static final byte HYPOTHETICAL = 5;
    static final byte COMPLEMENT = 6;

    private final Lexicon lexicon;
    private final Tagger tagger;
    private final Chunker chunks;

    // One entry a chunk; meaningful for verb groups.
    int[] subjectFirst = new int[0];
    int[] subjectEnd = new int[0];
    int[] subjectChunk = new int[0];
    byte[] roles = new byte[0];
    private int[] openers = new int[0];

    /** The verb of ", officials said", or -1. */
    private int attributed = -1;

    ClauseReader(Lexicon lexicon, Tagger tagger, Chunker chunks) {
        this.lexicon = lexicon;
        this.tagger = tagger;
        this.chunks = chunks;
    }

    /** Finds the clauses of the sentence the chunker holds. */
    void read() {
        int count = chunks.count;
        if (roles.length < count) {
            subjectFirst = new int[count + 32];
            subjectEnd = new int[count + 32];
            subjectChunk = new int[count + 32];
            openers = new int[count + 32];
            roles = new byte[count + 32];
        }
        findClauses();
        attributed = findAttribution();
    }

    private void findClauses() {
        for (int c = 0; c < chunks.count; c++) {
            if (chunks.kinds[c] != Kind.VERB) {
                continue;
            }
            subjectFirst[c] = -1;
            subjectEnd[c] = -1;
            subjectChunk[c] = -1;
            openers[c] = -1;
            if ((chunks.flags[c] & Chunker.FINITE) != 0) {
                clause(c);
            } else {
                nonfinite(c);
            }
        }
    }

    private void nonfinite(int c) {
        roles[c] = NONFINITE;
        int flags = chunks.flags[c];
        int p = before(c);
        if ((flags & Chunker.PARTICIPLE) != 0 && p >= 0 && chunks.kinds[p] == Kind.PHRASE) {
            // a reduced relative: "troops killed in the raid"
            roles[c] = RELATIVE;
            setSubject(c, p, c);
            return;
        }
        boolean loose = (flags & Chunker.GERUND) != 0 && p >= 0 && chunks.kinds[p] == Kind.COMMA;
        for (int j = c - 1; j >= 0; j--) {
            if (chunks.kinds[j] == Kind.VERB
                    && (chunks.flags[j] & Chunker.FINITE) != 0
                    && !(loose && roles[j] != MAIN && roles[j] != ATTRIBUTION)) {
                subjectFirst[c] = subjectFirst[j];
                subjectEnd[c] = subjectEnd[j];
                subjectChunk[c] = subjectChunk[j];
                return;
            }
        }
        if ((flags & Chunker.INFINITIVE) != 0) {
            // a headline's future: "Iran to hold talks"
            for (int j = 0; j < c; j++) {
                if (chunks.kinds[j] == Kind.PHRASE
                        && (chunks.flags[j] & Chunker.TEMPORAL) == 0
                        && (j == 0 || chunks.kinds[j - 1] != Kind.PREPOSITION)) {
                    setSubject(c, j, c);
                    if (!finiteAfter(c)) {
                        roles[c] = MAIN;
                        chunks.flags[c] |= Chunker.FUTURE;
                    }
                    return;
                }
            }
        }
    }

    private boolean finiteAfter(int c) {
        for (int j = c + 1; j < chunks.count; j++) {
            if (chunks.kinds[j] == Kind.VERB && (chunks.flags[j] & Chunker.FINITE) != 0) {
                return !isSaying(j);
            }
        }
        return false;
    }

    private int before(int c) {
        int j = c - 1;
        while (j >= 0
                && (chunks.kinds[j] == Kind.ADVERB
                        || chunks.kinds[j] == Kind.QUOTE
                        || chunks.kinds[j] == Kind.NOT
                        || temporalPhrase(j)
                        || (chunks.kinds[j] == Kind.PREPOSITION && j + 1 < c && temporalPhrase(j + 1)))) {
            j--;
        }
        return j;
    }

    boolean temporalPhrase(int j) {
        return chunks.kinds[j] == Kind.PHRASE && (chunks.flags[j] & Chunker.TEMPORAL) != 0;
    }

    boolean isSaying(int c) {
        Verb verb = verb(c);
        if (verb == null) {
            return false;
        }
        for (Pattern pattern : verb.patterns) {
            if (pattern.parts().isEmpty()) {
                return pattern.operator() == Operator.SAY;
            }
        }
        return false;
    }

    private void clause(int c) {
        roles[c] = MAIN;
        int p = before(c);
        if (p >= 0 && chunks.kinds[p] == Kind.RELATIVE) {
            roles[c] = RELATIVE;
            openers[c] = p;
            int antecedent = before(p);
            if (antecedent >= 0 && chunks.kinds[antecedent] == Kind.COMMA) {
                antecedent = before(antecedent);
            }
            while (antecedent > 1
                    && chunks.kinds[antecedent] == Kind.PHRASE
                    && chunks.kinds[antecedent - 1] == Kind.PREPOSITION
                    && chunks.kinds[antecedent - 2] == Kind.PHRASE
                    && isWord(antecedent - 1, "of")) {
                antecedent -= 2;
            }
            if (antecedent >= 0 && chunks.kinds[antecedent] == Kind.PHRASE) {
                setSubject(c, antecedent, p);
            }
            return;
        }
        if (p >= 0 && chunks.kinds[p] == Kind.AND
                || p >= 1 && chunks.kinds[p] == Kind.COMMA && !isSaying(c) && inheritsOverComma(c, p)) {
            boolean outer = p > 0 && chunks.kinds[p] == Kind.AND && chunks.kinds[p - 1] == Kind.COMMA;
            for (int j = p - 1; j >= 0; j--) {
                if (chunks.kinds[j] == Kind.VERB
                        && (chunks.flags[j] & Chunker.FINITE) != 0
                        && roles[j] != ATTRIBUTION
                        && !(outer && roles[j] == COMPLEMENT)) {
                    subjectFirst[c] = subjectFirst[j];
                    subjectEnd[c] = subjectEnd[j];
                    subjectChunk[c] = subjectChunk[j];
                    roles[c] = roles[j];
                    if ((chunks.flags[j] & Chunker.PASSIVE) != 0 && isBareParticiple(c)) {
                        chunks.flags[c] |= Chunker.PASSIVE;
                    }
                    return;
                }
            }
        }
        if (p > 0
                && chunks.kinds[p] == Kind.PHRASE
                && isPronoun(p)
                && chunks.kinds[p - 1] == Kind.PHRASE
                && !temporalPhrase(p - 1)
                && hasVerbBefore(p)) {
            // "the bridge they had closed": a relative clause without its pronoun
            roles[c] = RELATIVE;
            openers[c] = p;
            setSubject(c, p, c);
            return;
        }
        int boundary = boundary(c);
        int from = boundary + 1;
        if (boundary >= 0) {
            Kind kind = chunks.kinds[boundary];
            if (kind == Kind.SUBORDINATOR) {
                openers[c] = boundary;
                String word = tagger.word(chunks.firsts[boundary]);
                roles[c] = word.equals("that") || word.equals("whether") || word.equals("how") || word.equals("why")
                        ? COMPLEMENT
                        : word.equals("if") || word.equals("unless") || word.equals("provided") || word.equals("lest")
                                ? HYPOTHETICAL
                                : SUBORDINATE;
            } else if (kind == Kind.RELATIVE) {
                openers[c] = boundary;
                roles[c] = RELATIVE;
            } else if (kind == Kind.VERB) {
                if (attribution(c, boundary)) {
                    return;
                }
                if (isSaying(boundary)) {
                    roles[c] = COMPLEMENT;
                } else {
                    from = afterObject(boundary, c);
                }
            }
        }
        int subject = firstSubject(from, c);
        if (subject >= 0) {
            setSubject(c, subject, c);

        } else if (boundary < 0 || chunks.kinds[boundary] != Kind.VERB) {
            // an inverted or headless clause: "said the minister"
            if (isSaying(c) && c + 1 < chunks.count && chunks.kinds[c + 1] == Kind.PHRASE) {
                roles[c] = ATTRIBUTION;
                setSubject(c, c + 1, extent(c + 1) + 1);
            }
        } else {
            subjectFirst[c] = subjectFirst[boundary];
            subjectEnd[c] = subjectEnd[boundary];
            subjectChunk[c] = subjectChunk[boundary];
        }
    }

    /** "was arrested and charged": a past form alone that can be a participle and has no object. */
    private boolean isBareParticiple(int c) {
        return chunks.ends[c] == chunks.firsts[c] + 1
                && tagger.lexemes[chunks.heads[c]].can(Lexeme.PARTICIPLE)
                && (c + 1 >= chunks.count || chunks.kinds[c + 1] != Kind.PHRASE || temporalPhrase(c + 1));
    }

    private boolean hasVerbBefore(int chunk) {
        for (int j = chunk - 1; j >= 0; j--) {
            if (chunks.kinds[j] == Kind.VERB) {
                return (chunks.flags[j] & Chunker.FINITE) != 0 && !isSaying(j);
            }
        }
        return false;
    }

    /** ", vowed to fight on": a comma alone joins verbs only in a list of at least two verbs and a conjunction. */
    private boolean inheritsOverComma(int c, int comma) {
        int j = comma - 1;
        while (j >= 0 && chunks.kinds[j] != Kind.VERB) {
            if (chunks.kinds[j] == Kind.RELATIVE || chunks.kinds[j] == Kind.SUBORDINATOR) {
                return false;
            }
            j--;
        }
        return j >= 0
                && (chunks.flags[j] & Chunker.FINITE) != 0
                && roles[j] == MAIN
                && (chunks.flags[c] & Chunker.FINITE) != 0
                && roles[j] != RELATIVE;
    }

    /** The chunk where the clause of a verb begins, searching to the left; -1 for the start of the sentence. */
    private int boundary(int c) {
        boolean phrase = false;
        for (int j = c - 1; j >= 0; j--) {
            switch (chunks.kinds[j]) {
                case PHRASE -> phrase |= !temporalPhrase(j);
                case SUBORDINATOR -> {
                    return j;
                }
                case RELATIVE -> {
                    if (phrase) {
                        return j;
                    }
                }
                case BREAK -> {
                    if (phrase) {
                        return j;
                    }
                }
                case VERB -> {
                    if ((chunks.flags[j] & Chunker.FINITE) != 0) {
                        if (roles[j] == RELATIVE && openers[j] >= 0 && commaBetween(j, c)) {
                            j = openers[j];
                            phrase = false;
                        } else if (roles[j] == RELATIVE && openers[j] >= 0 && !phraseAfterObject(j, c)) {
                            j = openers[j];
                            phrase = false;
                        } else {
                            return j;
                        }
                    }
                }
                default -> {
                    // goes on
                }
            }
        }
        return -1;
    }

    private boolean commaBetween(int from, int to) {
        for (int j = from + 1; j < to; j++) {
            if (chunks.kinds[j] == Kind.COMMA) {
                return true;
            }
        }
        return false;
    }

    /** Whether two phrases follow a verb, so that the second can be another verb's subject. */
    private boolean phraseAfterObject(int verb, int c) {
        int phrases = 0;
        for (int j = verb + 1; j < c; j++) {
            if (chunks.kinds[j] == Kind.PHRASE && !temporalPhrase(j) && chunks.kinds[j - 1] != Kind.PREPOSITION) {
                phrases++;
            }
        }
        return phrases > 1;
    }

    /** "..., officials said on Monday" and "..., said the minister": who says so, not what happens. */
    private boolean attribution(int c, int boundary) {
        if (!isSaying(c)) {
            return false;
        }
        for (int j = c + 1; j < chunks.count; j++) {
            if (chunks.kinds[j] == Kind.VERB && (chunks.flags[j] & Chunker.FINITE) != 0 && roles[j] != RELATIVE) {
                if (j == c + 2 || j == c + 3 || chunks.kinds[c + 1] == Kind.SUBORDINATOR) {
                    return false;
                }
                break;
            }
        }
        int comma = -1;
        for (int j = c - 1; j > boundary; j--) {
            if (chunks.kinds[j] == Kind.COMMA || chunks.kinds[j] == Kind.QUOTE) {
                comma = j;
                if (firstSubject(j + 1, c) >= 0) {
                    break;
                }
            }
        }
        if (comma < 0) {
            return false;
        }
        int subject = firstSubject(comma + 1, c);
        if (subject >= 0) {
            roles[c] = ATTRIBUTION;
            setSubject(c, subject, c);
            return true;
        }
        if (c + 1 < chunks.count && chunks.kinds[c + 1] == Kind.PHRASE) {
            roles[c] = ATTRIBUTION;
            setSubject(c, c + 1, extent(c + 1) + 1);
            return true;
        }
        return false;
    }

    private int afterObject(int verb, int c) {
        int last = verb + 1;
        for (int j = verb + 1; j < c; j++) {
            if (chunks.kinds[j] == Kind.COMMA
                    || chunks.kinds[j] == Kind.BREAK
                    || chunks.kinds[j] == Kind.AND
                    || chunks.kinds[j] == Kind.QUOTE) {
                int subject = firstSubject(j + 1, c);
                if (subject >= 0) {
                    last = j + 1;
                    if (roles[verb] == SUBORDINATE || roles[verb] == HYPOTHETICAL) {
                        return last;
                    }
                }
            }
        }
        return last;
    }

    /** The first noun phrase in a run of chunks that can be a subject: not a time, not governed by a preposition. */
    private int firstSubject(int from, int to) {
        int found = -1;
        for (int j = from; j < to; j++) {
            if (chunks.kinds[j] == Kind.VERB) {
                if (found >= 0) {
                    return found;
                }
                // a participle that opens the sentence: its own phrases end with the comma
                int k = j + 1;
                while (k < to && chunks.kinds[k] != Kind.COMMA) {
                    k++;
                }
                if (k >= to) {
                    if ((chunks.flags[j] & (Chunker.GERUND | Chunker.INFINITIVE | Chunker.PARTICIPLE)) == 0) {
                        return found;
                    }
                    continue;
                }
                j = k;
                continue;
            }
            if (chunks.kinds[j] != Kind.PHRASE || temporalPhrase(j)) {
                continue;
            }
            int p = j - 1;
            while (p >= from && chunks.kinds[p] == Kind.QUOTE) {
                p--;
            }
            if (p >= from && chunks.kinds[p] == Kind.PREPOSITION) {
                // the rest of a list governed by a preposition
                while (j + 2 < to
                        && chunks.kinds[j + 1] == Kind.AND
                        && chunks.kinds[j + 2] == Kind.PHRASE
                        && j + 3 < to) {
                    j += 2;
                }
                continue;
            }
            if (found < 0) {
                found = j;
                return found;
            }
        }
        return found;
    }

    private void setSubject(int c, int chunk, int limit) {
        subjectChunk[c] = chunk;
        subjectFirst[c] = chunks.firsts[chunk];
        int end = chunk;
        for (int j = chunk + 1; j < limit; j++) {
            Kind kind = chunks.kinds[j];
            if (kind == Kind.VERB
                    || kind == Kind.RELATIVE
                    || kind == Kind.SUBORDINATOR
                    || kind == Kind.BREAK
                    || kind == Kind.COMMA && j + 1 < limit && chunks.kinds[j + 1] == Kind.PREPOSITION) {
                break;
            }
            if (kind == Kind.PHRASE && !temporalPhrase(j)) {
                end = j;
            }
        }
        subjectEnd[c] = chunks.ends[end];
    }

    boolean isWord(int chunk, String word) {
        return tagger.word(chunks.firsts[chunk]).equals(word);
    }

    @Nullable
    Verb verb(int c) {
        int head = chunks.heads[c];
        return switch (tagger.tags[head]) {
            case Tagger.BE -> lexicon.findVerb("be");
            case Tagger.HAVE -> lexicon.findVerb("have");
            case Tagger.DO -> lexicon.findVerb("do");
            default -> tagger.lexemes[head].verb;
        };
    }

    boolean isPronoun(int chunk) {
        return switch (tagger.word(chunks.firsts[chunk])) {
            case "it", "he", "she", "they", "we", "i" -> chunks.ends[chunk] == chunks.firsts[chunk] + 1;
            default -> false;
        };
    }

    /** Whether a phrase is who says the sentence: ", officials said". */
    boolean isAttributed(int chunk) {
        return attributed >= 0 && chunk >= subjectChunk[attributed] && chunk <= attributed;
    }

    /** The last chunk of a phrase with what "of" and "and" hang on it. */
    int extent(int chunk) {
        int last = chunk;
        for (int j = chunk + 1; j + 1 < chunks.count && j < chunk + 8; j += 2) {
            boolean of = chunks.kinds[j] == Kind.PREPOSITION && isWord(j, "of");
            boolean and = (chunks.kinds[j] == Kind.AND || isList(j))
                    && (j + 2 >= chunks.count || chunks.kinds[j + 2] != Kind.VERB);
            if (!(of || and) || chunks.kinds[j + 1] != Kind.PHRASE || temporalPhrase(j + 1)) {
                break;
            }
            last = j + 1;
        }
        return last;
    }

    /** Whether a comma joins a list that an "and" closes. */
    private boolean isList(int comma) {
        return chunks.kinds[comma] == Kind.COMMA
                && comma + 3 < chunks.count
                && chunks.kinds[comma + 1] == Kind.PHRASE
                && chunks.kinds[comma + 2] == Kind.AND
                && chunks.kinds[comma + 3] == Kind.PHRASE
                && (comma + 4 >= chunks.count || chunks.kinds[comma + 4] != Kind.VERB);
    }

    /** Tokens of the subject of the sentence's first clause, {first, end}; or null. */
    int @Nullable [] subject() {
        for (int c = 0; c < chunks.count; c++) {
            if (chunks.kinds[c] == Kind.VERB && (chunks.flags[c] & Chunker.FINITE) != 0) {
                return subjectFirst[c] < 0 ? null : new int[] {subjectFirst[c], subjectEnd[c]};
            }
        }
        return null;
    }

    /** Tokens of who the sentence says it from: {first, end} of ", officials said", or null. */
    int @Nullable [] attribution() {
        return attributed < 0 ? null : new int[] {subjectFirst[attributed], subjectEnd[attributed]};
    }

    private int findAttribution() {
        for (int c = 0; c < chunks.count; c++) {
            if (chunks.kinds[c] == Kind.VERB && roles[c] == ATTRIBUTION && subjectFirst[c] >= 0) {
                return c;
            }
        }
        return -1;
    }

    /** Tokens of the subject of the sentence's first clause, if that speaks; or null. */
    int @Nullable [] speaker() {
        int[] attributed = attribution();
        if (attributed != null) {
            return attributed;
        }
        for (int c = 0; c < chunks.count; c++) {
            if (chunks.kinds[c] == Kind.VERB && roles[c] == MAIN && isSaying(c) && subjectFirst[c] >= 0) {
                return new int[] {subjectFirst[c], subjectEnd[c]};
            }
        }
        return null;
    }
}
