package io.redline.detector.stance;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the lexicon knows of one written word: the parts of speech it can be, its verb, and its classes of nouns. */
final class Lexeme {

    static final int BASE = 1;
    static final int THIRD = 1 << 1;
    static final int PAST = 1 << 2;
    static final int PARTICIPLE = 1 << 3;
    static final int GERUND = 1 << 4;
    static final int NOUN = 1 << 5;
    static final int ADJECTIVE = 1 << 6;
    static final int ADVERB = 1 << 7;
    static final int DETERMINER = 1 << 8;
    static final int PREPOSITION = 1 << 9;
    static final int PRONOUN = 1 << 10;
    static final int AND = 1 << 11;
    static final int SUBORDINATOR = 1 << 12;
    static final int MODAL = 1 << 13;
    static final int BE = 1 << 14;
    static final int HAVE = 1 << 15;
    static final int DO = 1 << 16;
    static final int NOT = 1 << 17;
    static final int TO = 1 << 18;
    static final int TIME = 1 << 19;
    static final int RELATIVE = 1 << 20;
    static final int POSSESSIVE = 1 << 21;
    static final int VERB = BASE | THIRD | PAST | PARTICIPLE | GERUND;
    static final int FUNCTION = DETERMINER
            | PREPOSITION
            | PRONOUN
            | AND
            | SUBORDINATOR
            | MODAL
            | BE
            | HAVE
            | DO
            | NOT
            | TO
            | RELATIVE
            | POSSESSIVE;

    /** A verb and the patterns it heads, those that ask for most first. */
    static final class Verb {
        final String base;
        /** Whether what it governs is what somebody says. */
        boolean speaks;

        final List<Pattern> patterns = new ArrayList<>();

        Verb(String base) {
            this.base = base;
        }
    }

    /** A noun of several words that starts with this one. */
    record Phrase(String[] rest, long nouns) {}

    int tags;
    long nouns;

    @Nullable
    Verb verb;

    final List<Phrase> phrases = new ArrayList<>(0);

    boolean can(int tag) {
        return (tags & tag) != 0;
    }
}
