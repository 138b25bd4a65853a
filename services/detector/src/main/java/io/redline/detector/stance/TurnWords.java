package io.redline.detector.stance;

import io.redline.detector.text.Inflections;
import io.redline.schemas.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The words of {@code turns.txt}: verbs of turning, what can be ended or resumed, and what recalls an earlier stance. */
final class TurnWords {

    /** Which way a verb turns. */
    enum Kind {
        /** Away from what its object is; where that does not tell, away from the side held so far. */
        END,
        /** Away from what its object is. */
        LEAVE,
        /** Back to what its object is; where that does not tell, away from the side held so far. */
        RESUME,
        /** Back to what its object is. */
        RETURN,
        /** Away from the side held so far. */
        REVERSE,
        /** To cooperation. */
        YIELD,
        /** To conflict. */
        BREAK
    }

    /**
     * A phrase of turning.
     *
     * @param rest the words that follow the verb; {@code *} stands for any one
     */
    record Phrase(Kind kind, String[] rest) {}

    private static final String ANY = "*";

    private final Map<String, List<Phrase>> phrases = new HashMap<>();
    private final Set<String> nouns = new HashSet<>();
    private final Map<String, Side> objects = new HashMap<>();
    private final Set<String> declaring = new HashSet<>();
    private final Set<String> endings = new HashSet<>();
    private final Set<String> rounds = new HashSet<>();
    private final List<String[]> contrasts = new ArrayList<>();
    private final Map<String, Side> pasts = new HashMap<>();
    private final Set<String> governors = new HashSet<>();
    private final Set<String> opposed = new HashSet<>();

    /**
     * Reads a line of the file.
     *
     * @param verbs is told each infinitive, so that the lexicon knows it as a verb
     */
    void add(String line, Consumer<String> verbs) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a kind needs a colon before its phrases");
        }
        String kind = line.substring(0, colon).strip();
        for (String written : line.substring(colon + 1).split(",")) {
            String phrase = written.strip().toLowerCase(Locale.ROOT);
            if (phrase.isEmpty()) {
                continue;
            }
            switch (kind) {
                case "noun" -> nouns.add(phrase);
                case "declare" -> declaring.add(phrase);
                case "ending" -> endings.add(phrase);
                case "round" -> rounds.addAll(Inflections.noun(phrase));
                case "contrast" -> contrasts.add(phrase.split("\\s+"));
                case "past-cooperation" -> Inflections.noun(phrase).forEach(form -> pasts.put(form, Side.COOPERATIVE));
                case "past-conflict" -> Inflections.noun(phrase).forEach(form -> pasts.put(form, Side.CONFLICT));
                case "governor" -> governors.add(phrase);
                case "cooperation" ->
                    Inflections.noun(phrase).forEach(form -> objects.putIfAbsent(form, Side.COOPERATIVE));
                case "conflict" -> Inflections.noun(phrase).forEach(form -> objects.put(form, Side.CONFLICT));
                case "opposed" -> opposed.add(phrase);
                default -> {
                    String[] words = phrase.split("\\s+");
                    verbs.accept(words[0]);
                    phrases.computeIfAbsent(words[0], verb -> new ArrayList<>(2))
                            .add(new Phrase(
                                    Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                                    Arrays.copyOfRange(words, 1, words.length)));
                }
            }
        }
    }

    /**
     * The longest phrase of a verb that a sentence has.
     *
     * @param after the token after the verb group
     * @param end the token after the sentence's last
     */
    @Nullable
    Phrase find(String verb, Tagger tagger, int after, int end) {
        Phrase longest = null;
        for (Phrase phrase : phrases.getOrDefault(verb, List.of())) {
            if ((longest == null || phrase.rest().length > longest.rest().length)
                    && matches(phrase.rest(), tagger, after, end)) {
                longest = phrase;
            }
        }
        return longest;
    }

    private static boolean matches(String[] rest, Tagger tagger, int after, int end) {
        if (after + rest.length > end) {
            return false;
        }
        for (int k = 0; k < rest.length; k++) {
            if (!rest[k].equals(ANY) && !rest[k].equals(tagger.word(after + k))) {
                return false;
            }
        }
        return true;
    }

    /** Which side a noun is on when it stands for what is ended or resumed; null for neither. */
    @Nullable
    Side side(String noun) {
        return objects.get(noun);
    }

    /** Whether a verb says that somebody is against something. */
    boolean opposes(String verb) {
        return opposed.contains(verb);
    }

    /** Whether a noun says by itself that somebody turned. */
    boolean isTurn(String noun) {
        return nouns.contains(noun);
    }

    /** Whether a noun is of what may simply be over. */
    boolean isRound(String noun) {
        return rounds.contains(noun);
    }

    /** Whether what stands from a token on says that a statement is other than what was stated before. */
    boolean contrasts(Tagger tagger, int from) {
        for (String[] contrast : contrasts) {
            if (matches(contrast, tagger, from, tagger.size)) {
                return true;
            }
        }
        return false;
    }

    /** The side of what somebody can be said to have done "after months of"; null for neither. */
    @Nullable
    Side past(String word) {
        return pasts.get(word);
    }

    /** Whether a verb can have an end for its object, as in "announces a halt to". */
    boolean declares(String verb) {
        return declaring.contains(verb);
    }

    /** Whether a noun is an end of something. */
    boolean isEnding(String noun) {
        return endings.contains(noun);
    }

    /** Whether an infinitive under this verb is a deed. */
    boolean governs(String verb) {
        return governors.contains(verb);
    }
}
