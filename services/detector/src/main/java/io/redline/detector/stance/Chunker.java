package io.redline.detector.stance;

import java.util.Arrays;

/**
 * Groups a tagged sentence into noun phrases, verb groups and what stands between them. Chunks are named by their index;
 * their tokens count from the start of the sentence.
 */
final class Chunker {

    /** What a chunk is. */
    enum Kind {
        PHRASE,
        VERB,
        PREPOSITION,
        SUBORDINATOR,
        RELATIVE,
        AND,
        COMMA,
        BREAK,
        QUOTE,
        ADVERB,
        ADJECTIVE,
        NOT
    }

    // What a verb group is like.
    static final int FINITE = 1;
    static final int INFINITIVE = 2;
    static final int GERUND = 4;
    static final int PARTICIPLE = 8;
    static final int PASSIVE = 16;
    static final int NEGATED = 32;
    static final int PERFECT = 64;
    static final int FUTURE = 128;
    static final int POSSIBLE = 256;
    static final int OBLIGED = 512;
    static final int PAST = 1024;
    static final int COPULA = 2048;
    static final int PRESENT = 4096;

    // What a noun phrase is like.
    static final int TEMPORAL = 1;
    static final int PRONOUN = 2;
    static final int NAMED = 4;
    static final int NONE = 8;

    private final Tagger tagger;

    int count;
    Kind[] kinds = new Kind[0];
    int[] firsts = new int[0];
    int[] ends = new int[0];
    int[] heads = new int[0];
    int[] flags = new int[0];
    long[] nouns = new long[0];

    Chunker(Tagger tagger) {
        this.tagger = tagger;
    }

    /** Chunks the sentence the tagger holds. */
    void chunk() {
        int size = tagger.size;
        if (kinds.length < size) {
            kinds = new Kind[size + 32];
            firsts = new int[size + 32];
            ends = new int[size + 32];
            heads = new int[size + 32];
            flags = new int[size + 32];
            nouns = new long[size + 32];
        }
        count = 0;
        int i = 0;
        while (i < size) {
            i = next(i, size);
        }
    }

    private int next(int i, int size) {
        switch (tagger.tags[i]) {
            case Tagger.MODAL, Tagger.BE, Tagger.HAVE, Tagger.DO, Tagger.VERB -> {
                return verb(i, i, size);
            }
            case Tagger.TO -> {
                int k = i + 1;
                while (k < size && (tagger.tags[k] == Tagger.ADVERB || tagger.tags[k] == Tagger.NOT)) {
                    k++;
                }
                boolean infinitive = k < size
                        && ((tagger.tags[k] == Tagger.VERB && (tagger.forms[k] & Lexeme.BASE) != 0)
                                || (tagger.tags[k] == Tagger.BE
                                        && tagger.word(k).equals("be"))
                                || (tagger.tags[k] == Tagger.HAVE
                                        && tagger.word(k).equals("have"))
                                || (tagger.tags[k] == Tagger.DO
                                        && tagger.word(k).equals("do")));
                return infinitive ? verb(i, i + 1, size) : single(Kind.PREPOSITION, i);
            }
            case Tagger.NOT -> {
                int k = i + 1;
                while (k < size && (tagger.tags[k] == Tagger.ADVERB || tagger.tags[k] == Tagger.NOT)) {
                    k++;
                }
                if (k < size && (tagger.tags[k] == Tagger.VERB || tagger.tags[k] == Tagger.TO)) {
                    int start = tagger.tags[k] == Tagger.TO ? k + 1 : k;
                    if (start < size && tagger.tags[start] == Tagger.VERB) {
                        int end = verb(i, start, size);
                        flags[count - 1] |= NEGATED;
                        return end;
                    }
                }
                return single(Kind.NOT, i);
            }
            case Tagger.PREPOSITION -> {
                return single(Kind.PREPOSITION, i);
            }
            case Tagger.SUBORDINATOR -> {
                return single(Kind.SUBORDINATOR, i);
            }
            case Tagger.RELATIVE -> {
                return single(Kind.RELATIVE, i);
            }
            case Tagger.AND -> {
                return single(Kind.AND, i);
            }
            case Tagger.ADVERB -> {
                if (i + 1 < size && tagger.tags[i + 1] == Tagger.ADJECTIVE) {
                    return phrase(i, size);
                }
                return single(Kind.ADVERB, i);
            }
            case Tagger.MARK, Tagger.HYPHEN -> {
                String word = tagger.word(i);
                switch (word) {
                    case "," -> {
                        return single(Kind.COMMA, i);
                    }
                    case "\"", "'" -> {
                        return single(Kind.QUOTE, i);
                    }
                    case "$", "\u20ac", "\u00a3", "\u00a5", "#" -> {
                        return phrase(i, size);
                    }
                    default -> {
                        return single(Kind.BREAK, i);
                    }
                }
            }
            default -> {
                return phrase(i, size);
            }
        }
    }

    private int single(Kind kind, int i) {
        add(kind, i, i + 1, i, 0, 0);
        return i + 1;
    }

    private void add(Kind kind, int first, int end, int head, int flag, long classes) {
        kinds[count] = kind;
        firsts[count] = first;
        ends[count] = end;
        heads[count] = head;
        flags[count] = flag;
        nouns[count] = classes;
        count++;
    }

    private int verb(int first, int from, int size) {
        int flag = from > first ? INFINITIVE : 0;
        int be = -1;
        int head = -1;
        int k = from;
        boolean auxiliary = false;
        boolean have = false;
        boolean done = false;
        while (k < size && !done) {
            String word = tagger.word(k);
            switch (tagger.tags[k]) {
                case Tagger.MODAL -> {
                    if (auxiliary || head >= 0) {
                        done = true;
                        continue;
                    }
                    flag |= FINITE | modality(word) | (word.equals("cannot") ? NEGATED : 0);
                    auxiliary = true;
                }
                case Tagger.BE -> {
                    if (be >= 0 && !word.equals("being") && !word.equals("been") && !word.equals("be")) {
                        done = true;
                        continue;
                    }
                    be = k;
                    auxiliary = true;
                    flag |= finite(tagger.forms[k]);
                }
                case Tagger.HAVE -> {
                    if (auxiliary && (flag & (FUTURE | POSSIBLE | OBLIGED)) == 0 && have) {
                        done = true;
                        continue;
                    }
                    have = true;
                    head = k;
                    auxiliary = true;
                    flag |= finite(tagger.forms[k]);
                }
                case Tagger.DO -> {
                    if (auxiliary && head >= 0) {
                        done = true;
                        continue;
                    }
                    head = k;
                    auxiliary = true;
                    flag |= FINITE | (word.equals("did") ? PAST : PRESENT);
                }
                case Tagger.NOT -> flag |= NEGATED;
                case Tagger.ADVERB -> {
                    if (!verbAhead(k, size)) {
                        done = true;
                        continue;
                    }
                }
                case Tagger.VERB -> {
                    if (head >= 0 && tagger.tags[head] == Tagger.VERB) {
                        done = true;
                        continue;
                    }
                    int form = tagger.forms[k];
                    if (auxiliary && head < 0 && be >= 0 || auxiliary || head < 0) {
                        flag |= voice(form, be, have, auxiliary, flag);
                        head = k;
                        k++;
                        done = true;
                        continue;
                    }
                }
                case Tagger.DETERMINER -> {
                    if (word.equals("no") && k + 1 < size && tagger.word(k + 1).equals("longer")) {
                        flag |= NEGATED;
                        k++;
                    } else {
                        done = true;
                        continue;
                    }
                }
                case Tagger.MARK -> {
                    if (auxiliary
                            && word.equals("\"")
                            && k + 1 < size
                            && (tagger.tags[k + 1] == Tagger.VERB
                                    || tagger.tags[k + 1] == Tagger.NOT
                                    || tagger.tags[k + 1] == Tagger.BE
                                    || tagger.tags[k + 1] == Tagger.ADVERB && verbAhead(k + 1, size))) {
                        // quotation marks around a verb: is "considering"
                        break;
                    }
                    done = true;
                    continue;
                }
                default -> {
                    done = true;
                    continue;
                }
            }
            k++;
        }
        int end = k;
        while (end > from + 1 && tagger.tags[end - 1] == Tagger.ADVERB) {
            end--;
        }
        if (head < 0) {
            head = be >= 0 ? be : from;
        }
        if (be >= 0 && head == be) {
            flag |= COPULA;
        }
        if (have && tagger.tags[head] != Tagger.HAVE) {
            flag |= PERFECT;
        }
        if ((flag & INFINITIVE) != 0) {
            flag &= ~(FINITE | PAST | PRESENT);
        } else if ((flag & (FINITE | GERUND | PARTICIPLE)) == 0) {
            flag |= FINITE;
        }
        add(Kind.VERB, first, Math.max(end, from + 1), head, flag, 0);
        return Math.max(end, from + 1);
    }

    private static int modality(String word) {
        return switch (word) {
            case "will", "would", "shall", "'d" -> FUTURE;
            case "must" -> OBLIGED;
            case "should" -> OBLIGED;
            default -> POSSIBLE;
        };
    }

    private static int finite(int form) {
        if ((form & Lexeme.PAST) != 0) {
            return FINITE | PAST;
        }
        return (form & (Lexeme.THIRD | Lexeme.BASE)) != 0 ? FINITE | PRESENT : 0;
    }

    private static int voice(int form, int be, boolean have, boolean auxiliary, int flag) {
        if ((form & Lexeme.PARTICIPLE) != 0 && be >= 0) {
            return PASSIVE;
        }
        if (auxiliary) {
            return 0;
        }
        if ((flag & INFINITIVE) != 0) {
            return 0;
        }
        if ((form & Lexeme.GERUND) != 0) {
            return GERUND;
        }
        if ((form & Lexeme.PARTICIPLE) != 0 && (form & Lexeme.PAST) == 0) {
            return PARTICIPLE | PASSIVE;
        }
        return finite(form) | (have ? PERFECT : 0);
    }

    private boolean verbAhead(int k, int size) {
        for (int j = k + 1; j < Math.min(size, k + 4); j++) {
            byte tag = tagger.tags[j];
            if (tag == Tagger.VERB || tag == Tagger.BE || tag == Tagger.HAVE || tag == Tagger.NOT) {
                return true;
            }
            if (tag != Tagger.ADVERB) {
                return false;
            }
        }
        return false;
    }

    private int phrase(int first, int size) {
        int flag = 0;
        long classes = 0;
        int head = -1;
        int k = first;
        boolean noun = false;
        boolean onlyModifiers = true;
        while (k < size) {
            byte tag = tagger.tags[k];
            String word = tagger.word(k);
            if (k > first && tagger.tags[k - 1] == Tagger.HYPHEN && tag == Tagger.PREPOSITION) {
                // "a tit-for-tat move", "a sit-down protest"
                k++;
                continue;
            }
            if (tag == Tagger.PRONOUN) {
                if (k > first) {
                    break;
                }
                flag |= PRONOUN | (word.equals("nobody") || word.equals("none") ? NONE : 0);
                head = k;
                k++;
                noun = true;
                onlyModifiers = false;
                break;
            }
            if (tag == Tagger.DETERMINER) {
                if (noun && tagger.tags[k - 1] != Tagger.POSSESSIVE) {
                    break;
                }
                if (word.equals("no") || word.equals("neither")) {
                    flag |= NONE;
                }
                head = head < 0 ? k : head;
            } else if (tag == Tagger.NOUN || tag == Tagger.NAME || tag == Tagger.NUMBER) {
                boolean time = tagger.lexemes[k].can(Lexeme.TIME);
                if (noun
                        && time
                        && k > first
                        && tagger.tags[k - 1] != Tagger.NUMBER
                        && !temporal(first, k)
                        && breaksBeforeTime(k)) {
                    break;
                }
                if (k + 1 >= size || tagger.tags[k + 1] != Tagger.HYPHEN) {
                    classes |= tagger.nouns[k];
                }
                flag |= tag == Tagger.NAME && !time ? NAMED : 0;
                head = k;
                noun = true;
                onlyModifiers = false;
            } else if (tag == Tagger.ADJECTIVE) {
                if (noun
                        && tagger.tags[k - 1] != Tagger.POSSESSIVE
                        && tagger.tags[k - 1] != Tagger.NUMBER
                        && !nounAhead(k, size)) {
                    break;
                }
                head = head < 0 ? k : head;
            } else if (tag == Tagger.POSSESSIVE) {
                if (!noun) {
                    break;
                }
            } else if (tag == Tagger.HYPHEN) {
                if (k + 1 >= size) {
                    break;
                }
            } else if (tag == Tagger.ADVERB) {
                boolean superlative = word.equals("ever") && k > first && tagger.tags[k - 1] == Tagger.ADJECTIVE;
                if (!superlative && !(k + 1 < size && (tagger.tags[k + 1] == Tagger.ADJECTIVE)) || noun) {
                    break;
                }
            } else if (tag == Tagger.MARK && joins(k, first, size)) {
                if (word.equals("(")) {
                    int close = closing(k, size);
                    if (close < 0) {
                        break;
                    }
                    k = close;
                }
            } else if (tag == Tagger.AND && word.equals("&") && noun) {
                k++;
                continue;
            } else {
                break;
            }
            k++;
        }
        while (k > first + 1 && tagger.tags[k - 1] == Tagger.MARK && !closes(k - 1)) {
            k--;
        }
        if (k == first) {
            k++;
        }
        if (head < 0) {
            head = first;
        }
        if (onlyModifiers && allAdjectives(first, k)) {
            add(Kind.ADJECTIVE, first, k, head, 0, 0);
            return k;
        }
        if (tagger.lexemes[head].can(Lexeme.TIME) || isYear(head)) {
            flag |= TEMPORAL;
        }
        add(Kind.PHRASE, first, k, head, flag, classes);
        return k;
    }

    private boolean closes(int k) {
        String word = tagger.word(k);
        return word.equals(")") || word.equals("%");
    }

    private boolean allAdjectives(int first, int end) {
        for (int k = first; k < end; k++) {
            if (tagger.tags[k] != Tagger.ADJECTIVE
                    && tagger.tags[k] != Tagger.ADVERB
                    && tagger.tags[k] != Tagger.HYPHEN) {
                return false;
            }
        }
        return true;
    }

    private boolean isYear(int head) {
        String word = tagger.word(head);
        return tagger.tags[head] == Tagger.NUMBER
                && word.length() == 4
                && (word.startsWith("19") || word.startsWith("20"));
    }

    private boolean temporal(int first, int end) {
        for (int k = first; k < end; k++) {
            if (tagger.lexemes[k].can(Lexeme.TIME)) {
                return true;
            }
        }
        return false;
    }

    /** "Trump Wednesday" is two phrases, "a three-day visit" and "the Monday meeting" one. */
    private boolean breaksBeforeTime(int k) {
        return tagger.passage().isCapitalised(tagger.offset + k)
                || tagger.word(k).equals("today")
                || tagger.word(k).equals("yesterday")
                || tagger.word(k).equals("tomorrow")
                || tagger.word(k).equals("tonight");
    }

    private boolean nounAhead(int k, int size) {
        for (int j = k + 1; j < Math.min(size, k + 4); j++) {
            byte tag = tagger.tags[j];
            if (tag == Tagger.NOUN || tag == Tagger.NAME) {
                return !(tagger.lexemes[j].can(Lexeme.TIME) && breaksBeforeTime(j));
            }
            if (tag != Tagger.ADJECTIVE && tag != Tagger.HYPHEN) {
                return false;
            }
        }
        return false;
    }

    /** Whether a mark stands inside a noun phrase: an abbreviation's dot, a quoted modifier, a bracketed acronym. */
    private boolean joins(int k, int first, int size) {
        String word = tagger.word(k);
        if (k + 1 >= size) {
            return word.equals("%") && k > first;
        }
        byte next = tagger.tags[k + 1];
        boolean nounNext =
                next == Tagger.NOUN || next == Tagger.NAME || next == Tagger.NUMBER || next == Tagger.ADJECTIVE;
        return switch (word) {
            case "." -> k > first && nounNext && tagger.passage().isGlued(tagger.offset + k);
            case "$", "\u20ac", "\u00a3", "\u00a5", "#" -> next == Tagger.NUMBER;
            case "%" -> k > first;
            case "(" -> k > first && closing(k, size) > 0;
            case "\"", "'" ->
                k > first && nounNext && tagger.tags[k - 1] != Tagger.NOUN && tagger.tags[k - 1] != Tagger.NAME;
            default -> false;
        };
    }

    private int closing(int k, int size) {
        for (int j = k + 1; j < Math.min(size, k + 6); j++) {
            if (tagger.word(j).equals(")")) {
                return j;
            }
            if (tagger.tags[j] == Tagger.VERB || tagger.tags[j] == Tagger.BE || tagger.tags[j] == Tagger.MODAL) {
                return -1;
            }
        }
        return -1;
    }

    /** The chunk that holds a token, or -1. */
    int at(int token) {
        int found = Arrays.binarySearch(firsts, 0, count, token);
        return found >= 0 ? found : -found - 2;
    }
}
