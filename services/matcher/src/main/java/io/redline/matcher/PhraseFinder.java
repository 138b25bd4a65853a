package io.redline.matcher;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the words of a phrase stand together.
 *
 * <p>Take each word's position less its place in the phrase: in an exact occurrence all are equal, and moving a word by one
 * place changes its number by one. A phrase with slop <i>s</i> therefore occurs where one instance of each word can be
 * chosen, no token twice, so that those numbers differ by <i>s</i> at most; that is Lucene's rule. The search slides a
 * window of that width along the article and takes for each word the first instance inside; time is at most the length of
 * the article times that of the phrase.
 */
final class PhraseFinder {
    private final Document document;
    private final Clause.Phrase phrase;

    /** Tokens of each word in reading order, and the first that is not yet left of the window. */
    private final int[][] tokens;

    private final int[] from;

    /** For each word of the phrase the one before it that is the same, or a negative number. */
    private final int[] same;

    /** The instance chosen for each word, as an index into its tokens and as a token. */
    private final int[] choice;

    private final int[] chosen;

    PhraseFinder(Sighting sighting, Clause.Phrase phrase) {
        this.document = sighting.document();
        this.phrase = phrase;
        int words = phrase.atoms().length;
        this.tokens = new int[words][];
        this.from = new int[words];
        this.same = new int[words];
        this.choice = new int[words];
        this.chosen = new int[words];
        for (int i = 0; i < words; i++) {
            tokens[i] = sighting.tokens(phrase.atoms()[i]);
            same[i] = i - 1;
            while (same[i] >= 0 && phrase.atoms()[same[i]] != phrase.atoms()[i]) {
                same[i]--;
            }
        }
    }

    /** Whether the phrase occurs; adds the first occurrences to {@code found} where that is given. */
    boolean find(@Nullable FoundTerms found) {
        int rarest = 0;
        for (int i = 1; i < tokens.length; i++) {
            if (tokens[i].length < tokens[rarest].length) {
                rarest = i;
            }
        }
        int occurrences = 0;
        int next = Integer.MIN_VALUE;
        for (int token : tokens[rarest]) {
            if ((document.field(token).bit() & phrase.fields()) == 0) {
                continue;
            }
            int last = document.position(token) - rarest;
            for (int window = Math.max(next, last - phrase.slop()); window <= last; window++) {
                if (choose(window)) {
                    if (found == null) {
                        return true;
                    }
                    report(found);
                    if (++occurrences == Match.MAX_TERMS) {
                        return true;
                    }
                }
            }
            next = last + 1;
        }
        return occurrences > 0;
    }

    /** Chooses an instance of each word inside the window that begins at {@code window}. */
    private boolean choose(int window) {
        for (int i = 0; i < tokens.length; i++) {
            int[] instances = tokens[i];
            int first = from[i];
            while (first < instances.length && document.position(instances[first]) < window + i) {
                first++;
            }
            from[i] = first;
            if (same[i] >= 0) {
                first = Math.max(first, choice[same[i]] + 1);
            }
            while (first < instances.length && isChosen(instances[first], i)) {
                first++;
            }
            if (first == instances.length || document.position(instances[first]) > window + i + phrase.slop()) {
                return false;
            }
            choice[i] = first;
            chosen[i] = instances[first];
        }
        return true;
    }

    /** Whether an earlier word of the phrase already stands on this token; without slop none can. */
    private boolean isChosen(int token, int words) {
        if (phrase.slop() > 0) {
            for (int i = 0; i < words; i++) {
                if (chosen[i] == token) {
                    return true;
                }
            }
        }
        return false;
    }

    private void report(FoundTerms found) {
        if (phrase.slop() == 0) {
            found.add(chosen[0], chosen[chosen.length - 1], phrase.fields());
            return;
        }
        int[] ordered = chosen.clone();
        Arrays.sort(ordered);
        for (int token : ordered) {
            found.add(token, token, phrase.fields());
        }
    }
}
