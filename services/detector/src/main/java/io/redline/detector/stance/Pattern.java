package io.redline.detector.stance;

import io.redline.schemas.Action;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code verbs.txt}, for one verb.
 *
 * @param text the pattern as written
 * @param subject the class of nouns the subject must have, as a bit, or 0
 * @param parts what follows the verb
 * @param operator what the reading is
 * @param action the action, where the operator is {@link Operator#ACTION}
 * @param score the score of that action
 * @param targets where to look for the target, in order
 */
record Pattern(
        String text,
        long subject,
        List<Part> parts,
        Operator operator,
        @Nullable Action action,
        double score,
        List<String> targets) {

    /** A step of a pattern. */
    record Part(String word, long nouns, Kind kind, boolean particle, long trace) {

        private static final Set<String> PARTICLES =
                Set.of("off", "up", "down", "out", "back", "over", "away", "aside", "apart");

        Part(String word, long nouns, Kind kind) {
            this(word, nouns, kind, PARTICLES.contains(word), trace(word));
        }

        /** One of 64 bits for a word, so that most patterns are passed over without looking at their words. */
        static long trace(String word) {
            return 1L << (word.hashCode() & 63);
        }

        /** Whether it can match where the words near by leave these traces. */
        boolean mayMatch(long traces) {
            return kind != Kind.WORD || particle || (traces & trace) != 0 || word.equals("not");
        }

        /** A word, a noun of a class, a gap for a noun phrase, or that no noun phrase follows. */
        enum Kind {
            WORD,
            NOUN,
            GAP,
            NOTHING
        }
    }

    /** How much a pattern asks for; the pattern that asks for most and fits wins. */
    int weight() {
        int weight = subject != 0 ? 2 : 0;
        for (Part part : parts) {
            weight += switch (part.kind()) {
                case GAP, NOTHING -> 1;
                case NOUN -> 3;
                case WORD -> 4;
            };
        }
        return weight;
    }

    /** Whether the last thing the pattern names is a class of nouns, the event itself. */
    boolean endsInNoun() {
        return !parts.isEmpty() && parts.get(parts.size() - 1).nouns() != 0;
    }
}
