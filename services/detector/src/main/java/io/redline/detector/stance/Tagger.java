package io.redline.detector.stance;

import io.redline.detector.stance.Lexeme.Phrase;
import io.redline.detector.text.Passage;
import io.redline.detector.text.Sentence;
import java.util.Set;

/**
 * Gives each token of a sentence its part of speech, by the lexicon and the words around it.
 *
 * <p>English newswire is full of words that are noun and verb at once (talks, strikes, demands). They are settled from
 * left to right by what may follow what, and a clause left without a verb then takes its likeliest candidate.
 */
final class Tagger {

    static final byte NOUN = 'N';
    static final byte NAME = 'P';
    static final byte ADJECTIVE = 'A';
    static final byte ADVERB = 'R';
    static final byte DETERMINER = 'D';
    static final byte POSSESSIVE = 'S';
    static final byte PREPOSITION = 'I';
    static final byte PRONOUN = 'O';
    static final byte AND = 'C';
    static final byte SUBORDINATOR = 'U';
    static final byte RELATIVE = 'W';
    static final byte MODAL = 'M';
    static final byte BE = 'B';
    static final byte HAVE = 'H';
    static final byte DO = 'X';
    static final byte NOT = 'Z';
    static final byte TO = 'T';
    static final byte VERB = 'V';
    static final byte NUMBER = 'Q';
    static final byte MARK = 'Y';
    static final byte HYPHEN = '-';

    private static final Lexeme UNKNOWN = new Lexeme();

    private static final Set<String> PARTICLES_OF_NAMES = Set.of(
            "bin", "ibn", "bint", "al", "el", "de", "del", "da", "dos", "van", "von", "der", "den", "ben", "la", "le",
            "du", "di");

    private final Lexicon lexicon;
    private final long harmless;

    private Passage passage;
    int offset;
    int size;
    byte[] tags = new byte[0];
    int[] forms = new int[0];
    long[] nouns = new long[0];
    Lexeme[] lexemes = new Lexeme[0];
    private boolean titled;

    Tagger(Lexicon lexicon, Passage passage) {
        this.lexicon = lexicon;
        this.passage = passage;
        this.harmless = lexicon.bit("harmless");
    }

    String word(int i) {
        return passage.word(offset + i);
    }

    Passage passage() {
        return passage;
    }

    /** Tags a sentence; the arrays hold its tokens from 0. */
    void tag(Passage of, Sentence sentence) {
        passage = of;
        offset = sentence.first();
        size = sentence.size();
        if (tags.length < size) {
            tags = new byte[size + 32];
            forms = new int[size + 32];
            nouns = new long[size + 32];
            lexemes = new Lexeme[size + 32];
        }
        titled = isTitled();
        for (int i = 0; i < size; i++) {
            Lexeme found = lexicon.find(word(i));
            lexemes[i] = found == null ? UNKNOWN : found;
            nouns[i] = 0;
            forms[i] = 0;
        }
        for (int i = 0; i < size; i++) {
            for (Phrase phrase : lexemes[i].phrases) {
                mark(i, phrase);
            }
        }
        for (int i = 0; i < size; i++) {
            tags[i] = tag(i);
        }
        if (!hasFiniteVerb()) {
            promote();
        }
    }

    private void mark(int i, Phrase phrase) {
        int end = i + phrase.rest().length;
        if (end >= size) {
            return;
        }
        for (int k = 0; k < phrase.rest().length; k++) {
            if (!word(i + 1 + k).equals(phrase.rest()[k])) {
                return;
            }
        }
        if ((phrase.nouns() & harmless) != 0) {
            for (int k = i; k <= end; k++) {
                nouns[k] = harmless;
            }
            return;
        }
        nouns[i] |= phrase.nouns();
        nouns[end] |= phrase.nouns();
    }

    /** Whether a headline writes most of its words with a capital, so that capitals tell nothing. */
    private boolean isTitled() {
        int small = 0;
        int capital = 0;
        for (int i = 1; i < size; i++) {
            int token = offset + i;
            if (passage.isWord(token) && passage.end(token) - passage.start(token) > 3) {
                if (passage.isCapitalised(token)) {
                    capital++;
                } else {
                    small++;
                }
            }
        }
        return capital > 2 && capital > 3 * small;
    }

    private byte tag(int i) {
        int token = offset + i;
        Lexeme lexeme = lexemes[i];
        if (passage.isPunctuation(token)) {
            return word(i).equals("-") && passage.isGlued(token) ? HYPHEN : word(i).equals("&") ? AND : MARK;
        }
        if (passage.isNumber(token)) {
            return NUMBER;
        }
        boolean capital = passage.isCapitalised(token);
        boolean first = i == 0 || (tags[i - 1] == MARK && startsClause(i - 1));
        if (capital && !titled && !first) {
            boolean shouted = passage.isAllCapitals(token)
                    && lexeme.can(Lexeme.FUNCTION)
                    && (passage.isAllCapitals(token - 1) || i + 1 < size && passage.isAllCapitals(token + 1))
                    && !word(i).equals("us")
                    && !word(i).equals("who");
            return shouted ? function(i, lexeme) : NAME;
        }
        if (i > 0
                && tags[i - 1] == NAME
                && PARTICLES_OF_NAMES.contains(word(i))
                && i + 1 < size
                && passage.isCapitalised(offset + i + 1)) {
            return NAME;
        }
        if ((word(i).equals("provided") || word(i).equals("providing"))
                && i > 0
                && tags[i - 1] != HAVE
                && tags[i - 1] != BE
                && hasFiniteBefore(i)
                && clauseFollows(i)) {
            return SUBORDINATOR;
        }
        if ((word(i).equals("provided") || word(i).equals("providing"))
                && i > 0
                && (word(i - 1).equals(",") || i + 1 < size && word(i + 1).equals("that"))
                && (i + 1 < size && word(i + 1).equals("that") || clauseFollows(i))) {
            return SUBORDINATOR;
        }
        if (isCaptionPlace(i)) {
            return ADVERB;
        }
        if (word(i).equals("last") && i + 1 < size && lexemes[i + 1].can(Lexeme.TIME)) {
            return ADJECTIVE;
        }
        if (lexeme.can(Lexeme.FUNCTION)) {
            byte function = function(i, lexeme);
            if (function != 0) {
                return function;
            }
        }
        if (capital && first && !titled) {
            return first(i, lexeme);
        }
        if (lexeme.can(Lexeme.TIME)) {
            return word(i).equals("march") && canBeVerb(i) && !followsNumberOrPreposition(i)
                    ? verb(i, Lexeme.BASE)
                    : NOUN;
        }
        if (lexeme.can(Lexeme.VERB)) {
            return verbOrNoun(i, lexeme);
        }
        if (lexeme.can(Lexeme.ADVERB)) {
            return ADVERB;
        }
        if (word(i).equals("first")
                && i > 0
                && (tags[i - 1] == NAME || tags[i - 1] == NOUN || tags[i - 1] == PRONOUN)) {
            return ADVERB;
        }
        if (lexeme.can(Lexeme.ADJECTIVE)) {
            boolean verbFollows = i + 1 < size
                    && (lexemes[i + 1].can(Lexeme.PAST)
                            || lexemes[i + 1].can(Lexeme.THIRD) && complementFollows(i + 1) && !hasFiniteBefore(i))
                    && !finiteAhead(i + 1);
            return lexeme.can(Lexeme.NOUN) && (verbFollows || !nounFollows(i)) ? noun(i) : ADJECTIVE;
        }
        if (lexeme.can(Lexeme.NOUN)) {
            return noun(i);
        }
        if (titled && capital) {
            return unknownVerb(i, word(i)) ? VERB : NAME;
        }
        return unknown(i);
    }

    /** "Ann Rice, left, and Bo Lee": where somebody stands in a photograph. */
    private boolean isCaptionPlace(int i) {
        return switch (word(i)) {
            case "left", "right", "center", "centre" ->
                i > 0
                        && i + 1 < size
                        && (word(i - 1).equals(",") || word(i - 1).equals("second"))
                        && word(i + 1).equals(",");
            default -> false;
        };
    }

    private boolean startsClause(int mark) {
        String word = word(mark);
        return word.equals(":") || word.equals("\"") || word.equals("--") || word.equals("(") || word.equals("'");
    }

    private byte first(int i, Lexeme lexeme) {
        if (lexeme.can(Lexeme.ADVERB)) {
            return ADVERB;
        }
        boolean nameFollows =
                i + 1 < size && passage.isCapitalised(offset + i + 1) && !passage.isPunctuation(offset + i + 1);
        if (lexeme.can(Lexeme.TIME) && !nameFollows) {
            return NOUN;
        }
        if (nameFollows && !lexeme.can(Lexeme.GERUND)) {
            nouns[i] |= lexeme.nouns;
            return NAME;
        }
        if (lexeme.can(Lexeme.GERUND)) {
            return verb(i, Lexeme.GERUND);
        }
        if (lexeme.can(Lexeme.NOUN) || lexeme.nouns != 0) {
            nouns[i] |= lexeme.nouns;
            return NOUN;
        }
        if (lexeme.can(Lexeme.PARTICIPLE) && !lexeme.can(Lexeme.BASE)) {
            return verb(i, Lexeme.PARTICIPLE);
        }
        if (lexeme.can(Lexeme.ADJECTIVE)) {
            return ADJECTIVE;
        }
        return word(i).endsWith("ly") && !word(i).equals("family") ? ADVERB : NAME;
    }

    private byte function(int i, Lexeme lexeme) {
        String word = word(i);
        if (lexeme.can(Lexeme.NOT)
                || word.equals("no") && i + 1 < size && word(i + 1).equals("longer")) {
            return NOT;
        }
        if (lexeme.can(Lexeme.BE)) {
            forms[i] = formOfBe(word);
            return BE;
        }
        if (lexeme.can(Lexeme.HAVE)) {
            forms[i] = word.equals("have")
                    ? Lexeme.BASE
                    : word.equals("has") ? Lexeme.THIRD : word.equals("had") ? Lexeme.PAST : Lexeme.GERUND;
            return HAVE;
        }
        if (lexeme.can(Lexeme.DO)) {
            return DO;
        }
        if (lexeme.can(Lexeme.MODAL)) {
            if (word.equals("may") && passage.isCapitalised(offset + i)
                    || (word.equals("will") || word.equals("might")) && i > 0 && tags[i - 1] == DETERMINER) {
                return NOUN;
            }
            return MODAL;
        }
        if (lexeme.can(Lexeme.TO)) {
            return TO;
        }
        if (lexeme.can(Lexeme.POSSESSIVE) && word.equals("'s")) {
            if (i > 0 && tags[i - 1] == PRONOUN) {
                // "it's", "he's"
                forms[i] = Lexeme.THIRD;
                return BE;
            }
            return POSSESSIVE;
        }
        if (lexeme.can(Lexeme.RELATIVE)) {
            if (word.equals("that")) {
                return thatTag(i);
            }
            return word.equals("which") && i > 0 && tags[i - 1] == PREPOSITION ? PRONOUN : RELATIVE;
        }
        if (lexeme.can(Lexeme.DETERMINER)) {
            if ((word.equals("her") || word.equals("all")) && !nounFollows(i)) {
                return PRONOUN;
            }
            if (word.equals("both") || word.equals("either") || word.equals("neither")) {
                return nounFollows(i) ? DETERMINER : PRONOUN;
            }
            return DETERMINER;
        }
        if (lexeme.can(Lexeme.PRONOUN)) {
            return PRONOUN;
        }
        if (lexeme.can(Lexeme.AND)) {
            return AND;
        }
        if (word.equals("than") && i > 0 && isComparative(i - 1) && i + 1 < size && passage.isNumber(offset + i + 1)) {
            return DETERMINER;
        }
        if (lexeme.can(Lexeme.PREPOSITION) && lexeme.can(Lexeme.SUBORDINATOR)) {
            return clauseFollows(i) ? SUBORDINATOR : PREPOSITION;
        }
        if (lexeme.can(Lexeme.SUBORDINATOR)) {
            return SUBORDINATOR;
        }
        if (lexeme.can(Lexeme.PREPOSITION)) {
            if (isApproximation(i)) {
                return DETERMINER;
            }
            if (word.equals("following") && i > 0 && tags[i - 1] == DETERMINER) {
                return ADJECTIVE;
            }
            return word.equals("like") && i > 0 && (tags[i - 1] == MODAL || tags[i - 1] == TO) ? VERB : PREPOSITION;
        }
        return 0;
    }

    /** "more than 100 people": a number's modifier too. */
    private boolean isComparative(int i) {
        return word(i).equals("more") || word(i).equals("less") || word(i).equals("fewer");
    }

    /** "about 1,100 workers", "at least two": a number's modifier. */
    private boolean isApproximation(int i) {
        return switch (word(i)) {
            case "about", "around", "over", "under", "nearly" -> i + 1 < size && passage.isNumber(offset + i + 1);
            case "at", "up" ->
                i + 2 < size
                        && passage.isNumber(offset + i + 2)
                        && (word(i + 1).equals("least")
                                || word(i + 1).equals("most")
                                || word(i + 1).equals("to"));
            default -> false;
        };
    }

    private static int formOfBe(String word) {
        return switch (word) {
            case "be" -> Lexeme.BASE;
            case "being" -> Lexeme.GERUND;
            case "been" -> Lexeme.PARTICIPLE;
            case "was", "were" -> Lexeme.PAST;
            default -> Lexeme.THIRD;
        };
    }

    /** "that" opens a clause after a verb or noun that speaks, is a determiner before a noun, else a relative. */
    private byte thatTag(int i) {
        if (i == 0) {
            return i + 1 < size && nounFollows(i) ? DETERMINER : PRONOUN;
        }
        int k = i - 1;
        while (k > 0
                && (lexemes[k].can(Lexeme.TIME)
                        || tags[k] == ADVERB
                        || tags[k] == PREPOSITION && lexemes[k + 1].can(Lexeme.TIME))) {
            k--;
        }
        byte before = tags[k];
        if (speaksBefore(k)
                && i + 1 < size
                && (lexemes[i + 1].can(Lexeme.PRONOUN | Lexeme.DETERMINER) || passage.isCapitalised(offset + i + 1))) {
            return SUBORDINATOR;
        }
        if (before == VERB || before == ADJECTIVE) {
            return SUBORDINATOR;
        }
        if (before == PREPOSITION || before == TO || before == AND) {
            return before == AND ? SUBORDINATOR : DETERMINER;
        }
        return RELATIVE;
    }

    /** Whether the last verb up to a token is one of speaking, so that "that" opens what is said. */
    private boolean speaksBefore(int from) {
        for (int k = from; k >= 0 && from - k < 8; k--) {
            if (tags[k] == VERB) {
                Lexeme.Verb verb = lexemes[k].verb;
                return verb != null && verb.speaks;
            }
            if (tags[k] == MARK || tags[k] == RELATIVE) {
                return false;
            }
        }
        return false;
    }

    /** Whether "after", "as" and the like open a clause: a finite verb comes before the next mark. */
    private boolean clauseFollows(int i) {
        for (int k = i + 1; k < Math.min(size, i + 14); k++) {
            int token = offset + k;
            if (passage.isPunctuation(token) && !word(k).equals("-") && !word(k).equals("\"")) {
                return false;
            }
            Lexeme lexeme = lexemes[k];
            if (lexeme.can(Lexeme.MODAL | Lexeme.HAVE | Lexeme.DO)
                    || (lexeme.can(Lexeme.BE)
                            && !word(k).equals("being")
                            && !word(k).equals("been")
                            && !word(k).equals("be"))) {
                return !word(k).equals("having");
            }
            boolean plainVerb = lexeme.can(Lexeme.VERB) || word(k).endsWith("ed");
            if (plainVerb && k > i + 1 && !passage.isCapitalised(token)) {
                int left = lexemes[k - 1].tags;
                boolean afterNoun = word(k - 1).equals("first")
                        || (left & (Lexeme.DETERMINER | Lexeme.PREPOSITION | Lexeme.TO | Lexeme.ADJECTIVE)) == 0;
                boolean finite = lexeme.can(Lexeme.PAST)
                        || (lexeme.can(Lexeme.THIRD | Lexeme.BASE)
                                && !lexeme.can(Lexeme.NOUN)
                                && lexeme.can(Lexeme.THIRD) != plural(k - 1))
                        || (lexeme.verb == null && word(k).endsWith("ed"))
                        || ((left & Lexeme.PRONOUN) != 0);
                if (afterNoun && finite) {
                    return true;
                }
            }
            if (lexeme.can(Lexeme.RELATIVE) || (k > i + 1 && lexeme.can(Lexeme.SUBORDINATOR))) {
                return false;
            }
        }
        return false;
    }

    private boolean nounFollows(int i) {
        int next = i + 1;
        if (next >= size || passage.isPunctuation(offset + next)) {
            return false;
        }
        Lexeme lexeme = lexemes[next];
        if (lexeme.can(Lexeme.TIME) && passage.isCapitalised(offset + next)) {
            return false;
        }
        if (passage.isCapitalised(offset + next) || passage.isNumber(offset + next)) {
            return true;
        }
        if (lexeme.can(Lexeme.NOUN | Lexeme.ADJECTIVE)) {
            return true;
        }
        if (lexeme.can(Lexeme.PAST) && !lexeme.can(Lexeme.BASE) && next + 1 < size) {
            Lexeme after = lexemes[next + 1];
            return !after.can(Lexeme.FUNCTION | Lexeme.ADVERB)
                    && !passage.isCapitalised(offset + next + 1)
                    && !passage.isPunctuation(offset + next + 1)
                    && !passage.isNumber(offset + next + 1);
        }
        return !lexeme.can(Lexeme.FUNCTION | Lexeme.ADVERB)
                && !(lexeme.verb != null && lexeme.verb.speaks && !lexeme.can(Lexeme.GERUND))
                && (!lexeme.can(Lexeme.VERB) || lexeme.can(Lexeme.BASE | Lexeme.GERUND | Lexeme.PARTICIPLE));
    }

    private boolean followsNumberOrPreposition(int i) {
        return i > 0 && (tags[i - 1] == PREPOSITION || tags[i - 1] == NUMBER)
                || i + 1 < size && passage.isNumber(offset + i + 1);
    }

    private boolean canBeVerb(int i) {
        return i > 0 && tags[i - 1] != DETERMINER && tags[i - 1] != ADJECTIVE && tags[i - 1] != POSSESSIVE;
    }

    private byte verb(int i, int form) {
        forms[i] = form;
        return VERB;
    }

    private byte noun(int i) {
        if ((nouns[i] & harmless) == 0) {
            nouns[i] |= lexemes[i].nouns;
        }
        return NOUN;
    }

    /** The last token before {@code i} that is not an adverb, a quotation mark or "not"; -1 if there is none. */
    private int before(int i) {
        int k = i - 1;
        while (k >= 0 && (tags[k] == ADVERB || tags[k] == NOT || (tags[k] == MARK && word(k).equals("\"")))) {
            k--;
        }
        return k;
    }

    private byte verbOrNoun(int i, Lexeme lexeme) {
        int k = before(i);
        byte left = k < 0 ? 0 : tags[k];
        if (left == MODAL || left == DO) {
            return lexeme.can(Lexeme.BASE) ? verb(i, Lexeme.BASE) : asParticipleOrNoun(i, lexeme, left);
        }
        if (left == TO) {
            return lexeme.can(Lexeme.BASE)
                    ? verb(i, Lexeme.BASE)
                    : lexeme.can(Lexeme.GERUND) ? verb(i, Lexeme.GERUND) : asParticipleOrNoun(i, lexeme, left);
        }
        if (left == BE) {
            if (lexeme.can(Lexeme.PARTICIPLE)) {
                return verb(i, Lexeme.PARTICIPLE);
            }
            return lexeme.can(Lexeme.GERUND) ? verb(i, Lexeme.GERUND) : noun(i);
        }
        if (left == HAVE) {
            return lexeme.can(Lexeme.PARTICIPLE) ? verb(i, Lexeme.PARTICIPLE) : noun(i);
        }
        if (left == HYPHEN) {
            return i + 1 < size && nounFollows(i) ? ADJECTIVE : noun(i);
        }
        if (lexeme.can(Lexeme.GERUND)) {
            return gerund(i, left);
        }
        if (lexeme.can(Lexeme.PAST | Lexeme.PARTICIPLE) && !lexeme.can(Lexeme.BASE)) {
            return past(i, lexeme, left);
        }
        return baseOrThird(i, lexeme, left, k);
    }

    private byte asParticipleOrNoun(int i, Lexeme lexeme, byte left) {
        if (lexeme.can(Lexeme.PARTICIPLE)) {
            return left == TO ? ADJECTIVE : verb(i, Lexeme.PARTICIPLE);
        }
        return noun(i);
    }

    private byte gerund(int i, byte left) {
        boolean objectFollows = i + 1 < size
                && (lexemes[i + 1].can(Lexeme.DETERMINER | Lexeme.PRONOUN | Lexeme.TO | Lexeme.PREPOSITION)
                        || (passage.isCapitalised(offset + i + 1) && !passage.isPunctuation(offset + i + 1))
                        || passage.isNumber(offset + i + 1)
                        || nounFollows(i));
        if (left == DETERMINER || left == POSSESSIVE || left == ADJECTIVE) {
            return nounFollows(i) ? ADJECTIVE : noun(i);
        }
        boolean isNoun = lexemes[i].can(Lexeme.NOUN) || lexemes[i].nouns != 0;
        if (left == PREPOSITION) {
            boolean verbal = i + 1 < size
                    && (lexemes[i + 1].can(Lexeme.DETERMINER | Lexeme.PRONOUN | Lexeme.TO)
                            || (passage.isCapitalised(offset + i + 1) && !passage.isPunctuation(offset + i + 1))
                            || nounFollows(i));
            return verbal || !isNoun && objectFollows ? verb(i, Lexeme.GERUND) : noun(i);
        }
        if (isNoun && (left == NAME || left == NOUN) && !lexemes[Math.min(size - 1, i + 1)].can(Lexeme.DETERMINER)) {
            return noun(i);
        }
        return verb(i, Lexeme.GERUND);
    }

    private byte past(int i, Lexeme lexeme, byte left) {
        if (left == ADJECTIVE && lexeme.verb != null && lexeme.verb.speaks && lexeme.can(Lexeme.PAST)) {
            return verb(i, Lexeme.PAST);
        }
        if (left == DETERMINER || left == POSSESSIVE || left == ADJECTIVE || left == PREPOSITION) {
            return nounFollows(i) ? ADJECTIVE : left == PREPOSITION ? verb(i, Lexeme.PARTICIPLE) : noun(i);
        }
        if (left == NUMBER
                && !(i > 1 && lexemes[i - 2].can(Lexeme.TIME))
                && nounFollows(i)
                && !lexemes[i + 1].can(Lexeme.DETERMINER)) {
            return ADJECTIVE;
        }
        if (left == VERB && nounFollows(i) && !lexemes[i + 1].can(Lexeme.DETERMINER) && i > 0 && tags[i - 1] == VERB) {
            return ADJECTIVE;
        }
        if (!lexeme.can(Lexeme.PAST)) {
            return verb(i, Lexeme.PARTICIPLE);
        }
        if ((left == NAME || left == NOUN)
                && lexeme.can(Lexeme.PARTICIPLE)
                && !hasFiniteBefore(i)
                && (lexeme.verb == null || !lexeme.verb.speaks)
                && nounFollows(i)
                && verbAfterNoun(i + 1)) {
            return ADJECTIVE;
        }
        if (lexeme.can(Lexeme.PARTICIPLE) && (left == NOUN || left == NAME) && isReduced(i)) {
            return verb(i, Lexeme.PARTICIPLE);
        }
        if (lexeme.can(Lexeme.PARTICIPLE) && left == MARK && word(i - 1).equals(",") && !coordinatedByComma(i)) {
            return isReduced(i) ? verb(i, Lexeme.PARTICIPLE) : verb(i, Lexeme.PAST);
        }
        return verb(i, Lexeme.PAST);
    }

    /** "Chadian armed forces have begun": whether the noun at a token, or the one after it, has a verb of its own. */
    private boolean verbAfterNoun(int i) {
        for (int k = i + 1; k < Math.min(size, i + 3); k++) {
            Lexeme lexeme = lexemes[k];
            if (lexeme.can(Lexeme.MODAL | Lexeme.HAVE | Lexeme.DO)
                    || lexeme.can(Lexeme.BE) && formOfBe(word(k)) != Lexeme.GERUND
                    || lexeme.can(Lexeme.PAST) && !lexeme.can(Lexeme.NOUN | Lexeme.BASE)) {
                return true;
            }
            if (passage.isPunctuation(offset + k) || lexeme.can(Lexeme.FUNCTION)) {
                return false;
            }
        }
        return false;
    }

    private boolean coordinatedByComma(int i) {
        return i + 1 < size && lexemes[i + 1].can(Lexeme.DETERMINER);
    }

    /** Whether a past form is a reduced relative ("troops killed in the raid were ..."). */
    private boolean isReduced(int i) {
        int next = i + 1;
        while (next < size && (lexemes[next].can(Lexeme.ADVERB) || lexemes[next].can(Lexeme.TIME))) {
            next++;
        }
        if (next >= size || !lexemes[next].can(Lexeme.PREPOSITION)) {
            return false;
        }
        if (word(next).equals("by") && !hasFiniteBefore(i)) {
            // "the plan backed by Paris won support" has a verb to come
            return finiteFollows(next);
        }
        return hasFiniteBefore(i)
                ? word(next).equals("by") || !lexemes[i].can(Lexeme.PAST) || followsObject(i)
                : finiteFollows(next);
    }

    /** "lifted the sanctions imposed on Chad": whether the noun before is what a verb other than of speaking governs. */
    private boolean followsObject(int i) {
        for (int k = i - 1; k >= 0 && i - k < 12; k--) {
            switch (tags[k]) {
                case VERB -> {
                    Lexeme.Verb verb = lexemes[k].verb;
                    return i - k > 1 && (verb == null || !verb.speaks || verb.base.equals("announce"));
                }
                case AND, MARK, SUBORDINATOR, RELATIVE, PRONOUN, BE, MODAL -> {
                    return false;
                }
                default -> {
                    // part of the object
                }
            }
        }
        return false;
    }

    private boolean hasFiniteBefore(int i) {
        for (int k = i - 1; k >= 0 && i - k < 40; k--) {
            if (tags[k] == MODAL
                    || tags[k] == HAVE
                    || tags[k] == DO
                    || (tags[k] == BE && (forms[k] & (Lexeme.PAST | Lexeme.THIRD)) != 0)
                    || (tags[k] == VERB && (forms[k] & (Lexeme.PAST | Lexeme.THIRD)) != 0)) {
                return true;
            }
            if (tags[k] == SUBORDINATOR || tags[k] == RELATIVE || word(k).equals("\"") || word(k).equals(";")) {
                return false;
            }
        }
        return false;
    }

    private boolean finiteFollows(int from) {
        for (int k = from; k < Math.min(size, from + 25); k++) {
            Lexeme lexeme = lexemes[k];
            if (passage.isPunctuation(offset + k)) {
                if (word(k).equals(",") || word(k).equals("-") || word(k).equals("\"")) {
                    continue;
                }
                return false;
            }
            if (lexeme.can(Lexeme.MODAL | Lexeme.HAVE | Lexeme.DO)
                    || (lexeme.can(Lexeme.BE) && (formOfBe(word(k)) & (Lexeme.PAST | Lexeme.THIRD)) != 0)) {
                return !passage.isCapitalised(offset + k);
            }
            if (lexeme.can(Lexeme.PAST)
                    && !passage.isCapitalised(offset + k)
                    && !lexemes[k - 1].can(Lexeme.DETERMINER | Lexeme.PREPOSITION | Lexeme.ADJECTIVE)) {
                return !(k + 1 < size && word(k + 1).equals("by"));
            }
            if (lexeme.can(Lexeme.RELATIVE | Lexeme.SUBORDINATOR | Lexeme.AND) && !word(k).equals("as")) {
                return false;
            }
        }
        return false;
    }

    private byte baseOrThird(int i, Lexeme lexeme, byte left, int k) {
        boolean isNoun = lexeme.can(Lexeme.NOUN) || lexeme.nouns != 0;
        boolean third = lexeme.can(Lexeme.THIRD) && !lexeme.can(Lexeme.BASE);
        int form = third ? Lexeme.THIRD : lexeme.can(Lexeme.BASE) ? Lexeme.BASE : Lexeme.PAST;
        switch (left) {
            case DETERMINER, POSSESSIVE, ADJECTIVE, PREPOSITION, NUMBER, HYPHEN, NOT -> {
                if (lexeme.can(Lexeme.ADJECTIVE) && nounFollows(i)) {
                    return ADJECTIVE;
                }
                return noun(i);
            }
            case VERB -> {
                return lexeme.can(Lexeme.ADJECTIVE) && nounFollows(i) ? ADJECTIVE : noun(i);
            }
            case RELATIVE -> {
                return verb(i, form);
            }
            case PRONOUN -> {
                if (objectPronoun(k) && !lets(k - 1)) {
                    return lexeme.can(Lexeme.ADJECTIVE) ? ADJECTIVE : noun(i);
                }
                return verb(i, lexeme.can(Lexeme.PAST) && !third ? Lexeme.PAST : form);
            }
            case AND -> {
                int left2 = k - 1;
                boolean verbal = left2 >= 0 && lastVerbForm(left2) == form && !isNounRun(left2);
                return verbal || !isNoun ? verb(i, form) : noun(i);
            }
            case NOUN, NAME -> {
                if (lexeme.can(Lexeme.PAST) && !isNoun) {
                    return verb(i, Lexeme.PAST);
                }
                if (!isNoun) {
                    return third || plural(k) || titled || !hasFiniteBefore(i)
                            ? verb(i, lexeme.can(Lexeme.PAST) ? Lexeme.PAST : form)
                            : noun(i);
                }
                return settle(i, lexeme, third, k, form);
            }
            default -> {
                if (i > 0 && tags[i - 1] == MARK && word(i - 1).equals(",") && !isNoun) {
                    return verb(i, form);
                }
                if (!isNoun && i > 0) {
                    return verb(i, form);
                }
                if (i > 0
                        && tags[i - 1] == MARK
                        && isNoun
                        && !hasFiniteBefore(i)
                        && complementFollows(i)
                        && !finiteAhead(i)
                        && i > 1) {
                    return verb(i, form);
                }
                return noun(i);
            }
        }
    }

    /** Settles a word that can be noun and verb after a noun: "Iran rejects offer", "peace talks resume". */
    private byte settle(int i, Lexeme lexeme, boolean third, int k, int form) {
        boolean finiteBefore = hasFiniteBefore(i);
        boolean past = lexeme.can(Lexeme.PAST) && !third;
        if (finiteBefore && !clauseOpenedBefore(i)) {
            return noun(i);
        }
        boolean agrees = third ? !plural(k) || tags[k] == NAME : plural(k) || past || tags[k] == NAME && listed(k);
        boolean objectFollows = i + 1 < size && lexemes[i + 1].can(Lexeme.DETERMINER) && !timeFollows(i + 1);
        if (!agrees || finiteAhead(i) && !objectFollows) {
            return noun(i);
        }
        boolean complement = complementFollows(i);
        if (third && tags[k] == NOUN && !complement) {
            return noun(i);
        }
        if (!complement && i + 1 < size && !passage.isPunctuation(offset + i + 1)) {
            return noun(i);
        }
        return verb(i, past ? Lexeme.PAST : form);
    }

    private boolean timeFollows(int determiner) {
        return determiner + 1 < size && lexemes[determiner + 1].can(Lexeme.TIME);
    }

    private boolean clauseOpenedBefore(int i) {
        for (int k = i - 1; k >= 0 && i - k < 12; k--) {
            if (tags[k] == SUBORDINATOR || tags[k] == RELATIVE || word(k).equals("\"") || word(k).equals(",")) {
                return true;
            }
            if (tags[k] == VERB) {
                Lexeme speaking = lexemes[k];
                return speaking.verb != null && (speaking.verb.base.equals("say") || speaking.verb.base.equals("tell"));
            }
        }
        return false;
    }

    private boolean listed(int k) {
        for (int j = k - 1; j >= 0 && k - j < 8; j--) {
            if (tags[j] == AND || word(j).equals(",")) {
                return true;
            }
            if (tags[j] != NAME && tags[j] != ADJECTIVE && tags[j] != NOUN) {
                return false;
            }
        }
        return false;
    }

    private boolean plural(int k) {
        String word = word(k);
        return (word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us"))
                || word.equals("police")
                || word.equals("people")
                || word.equals("men")
                || word.equals("women")
                || word.equals("gunmen")
                || word.equals("children")
                || word.equals("forces")
                || word.equals("us");
    }

    private boolean lets(int k) {
        Lexeme.Verb verb = k >= 0 ? lexemes[k].verb : null;
        return verb != null
                && (verb.base.equals("let")
                        || verb.base.equals("make")
                        || verb.base.equals("help")
                        || verb.base.equals("see"));
    }

    private boolean objectPronoun(int k) {
        return switch (word(k)) {
            case "him", "them", "us", "me", "himself", "itself", "themselves", "herself" -> true;
            default -> false;
        };
    }

    private boolean isNounRun(int k) {
        return tags[k] == NOUN
                && (k == 0 || tags[k - 1] == DETERMINER || tags[k - 1] == ADJECTIVE || tags[k - 1] == PREPOSITION);
    }

    private int lastVerbForm(int from) {
        for (int k = from; k >= 0 && from - k < 14; k--) {
            if (tags[k] == VERB) {
                return forms[k];
            }
            if (tags[k] == BE || tags[k] == HAVE) {
                return 0;
            }
        }
        return 0;
    }

    private boolean complementFollows(int i) {
        int next = i + 1;
        if (next >= size) {
            return false;
        }
        if (passage.isPunctuation(offset + next)) {
            return word(next).equals("\"")
                    || word(next).equals("'")
                    || word(next).equals("$");
        }
        Lexeme lexeme = lexemes[next];
        return lexeme.can(Lexeme.DETERMINER | Lexeme.PRONOUN | Lexeme.TO | Lexeme.PREPOSITION | Lexeme.RELATIVE)
                || passage.isCapitalised(offset + next)
                || passage.isNumber(offset + next)
                || lexeme.can(Lexeme.NOUN | Lexeme.ADJECTIVE | Lexeme.ADVERB)
                || !lexeme.can(Lexeme.VERB | Lexeme.FUNCTION);
    }

    /** Whether the clause has a verb to come that is certainly one. */
    private boolean finiteAhead(int i) {
        for (int k = i + 1; k < Math.min(size, i + 20); k++) {
            Lexeme lexeme = lexemes[k];
            String word = word(k);
            if (passage.isPunctuation(offset + k)) {
                if (word.equals("-") || word.equals("\"") || word.equals("'")) {
                    continue;
                }
                return false;
            }
            if (lexeme.can(Lexeme.RELATIVE | Lexeme.SUBORDINATOR) && !lexeme.can(Lexeme.PREPOSITION)) {
                return false;
            }
            if (lexeme.can(Lexeme.AND)) {
                return false;
            }
            if (passage.isCapitalised(offset + k) && !titled) {
                continue;
            }
            if (lexeme.can(Lexeme.MODAL | Lexeme.DO | Lexeme.HAVE)
                    || (lexeme.can(Lexeme.BE) && (formOfBe(word) & (Lexeme.PAST | Lexeme.THIRD)) != 0)) {
                return true;
            }
            boolean open = k > i + 1 || !lexeme.can(Lexeme.ADJECTIVE);
            boolean afterModifier =
                    lexemes[k - 1].can(Lexeme.DETERMINER | Lexeme.ADJECTIVE | Lexeme.TO | Lexeme.PREPOSITION)
                            || word(k - 1).equals("-");
            if (open
                    && !afterModifier
                    && lexeme.can(Lexeme.PAST)
                    && !lexeme.can(Lexeme.NOUN)
                    && !(k == i + 1 && lexeme.can(Lexeme.PARTICIPLE) && nounFollows(k))) {
                return true;
            }
            if (open
                    && !afterModifier
                    && lexeme.can(Lexeme.BASE | Lexeme.THIRD)
                    && !lexeme.can(Lexeme.NOUN)
                    && lexeme.nouns == 0
                    && !lexeme.can(Lexeme.ADJECTIVE)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasFiniteVerb() {
        for (int i = 0; i < size; i++) {
            if (tags[i] == MODAL
                    || tags[i] == HAVE
                    || tags[i] == DO
                    || (tags[i] == BE && (forms[i] & (Lexeme.PAST | Lexeme.THIRD)) != 0)
                    || (tags[i] == VERB
                            && (forms[i] & (Lexeme.PAST | Lexeme.THIRD | Lexeme.BASE)) != 0
                            && (i == 0 || tags[before(i) < 0 ? 0 : before(i)] != TO))) {
                return true;
            }
        }
        return false;
    }

    /** Makes the first noun after a noun that can be a verb one, where a sentence has no verb at all. */
    private void promote() {
        for (int i = 1; i < size; i++) {
            if (tags[i] != NOUN || !lexemes[i].can(Lexeme.BASE | Lexeme.THIRD | Lexeme.PAST)) {
                continue;
            }
            byte left = tags[i - 1];
            if ((left == NOUN || left == NAME || left == MARK)
                    && (complementFollows(i) || i + 1 >= size || lexemes[i].nouns == 0)) {
                boolean third = lexemes[i].can(Lexeme.THIRD);
                if (third == !plural(i - 1) || titled && !third == plural(i - 1)) {
                    forms[i] = third ? Lexeme.THIRD : Lexeme.BASE;
                    nouns[i] = 0;
                    tags[i] = VERB;
                    return;
                }
            }
        }
    }

    private byte unknown(int i) {
        String word = word(i);
        int n = word.length();
        if (word.endsWith("ly")
                && n > 4
                && !word.equals("family")
                && !word.equals("assembly")
                && !word.equals("ally")) {
            return ADVERB;
        }
        if (unknownVerb(i, word)) {
            return VERB;
        }
        if (n > 4
                && (word.endsWith("al")
                        || word.endsWith("ive")
                        || word.endsWith("ous")
                        || word.endsWith("ful")
                        || word.endsWith("less")
                        || word.endsWith("able")
                        || word.endsWith("ible")
                        || word.endsWith("ish")
                        || word.endsWith("ary")
                        || word.endsWith("ic"))) {
            return nounFollows(i) || (i > 0 && tags[i - 1] == BE) ? ADJECTIVE : NOUN;
        }
        return NOUN;
    }

    /** Reads "-ed" and "-ing" words that the lexicon lacks as verbs where one can stand. */
    private boolean unknownVerb(int i, String word) {
        int k = before(i);
        byte left = k < 0 ? 0 : tags[k];
        if (word.endsWith("ed") && word.length() > 4) {
            if (left == DETERMINER
                    || left == ADJECTIVE
                    || left == POSSESSIVE
                    || left == PREPOSITION
                    || left == HYPHEN) {
                return false;
            }
            forms[i] = left == BE || left == HAVE || isReduced(i) ? Lexeme.PARTICIPLE : Lexeme.PAST;
            return left == NOUN
                    || left == NAME
                    || left == BE
                    || left == HAVE
                    || left == PRONOUN
                    || left == AND
                    || left == MARK;
        }
        if (word.endsWith("ing") && word.length() > 5) {
            forms[i] = Lexeme.GERUND;
            return left == BE || left == MARK && nounFollows(i);
        }
        if (left == MODAL || left == TO && i + 1 < size && lexemes[i + 1].can(Lexeme.DETERMINER | Lexeme.PRONOUN)) {
            forms[i] = Lexeme.BASE;
            return true;
        }
        return false;
    }
}
