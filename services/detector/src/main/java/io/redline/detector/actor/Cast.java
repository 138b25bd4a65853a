package io.redline.detector.actor;

import io.redline.detector.actor.Mention.Form;
import io.redline.detector.text.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everybody an article speaks of.
 *
 * @param mentions in the order of the text, the headline's first; a longer mention before those inside it
 * @param introductions whom the article introduces that the gazetteer does not know, in the order of the text
 */
public record Cast(List<Mention> mentions, List<Introduction> introductions) {

    /** A mention fits a stretch of text if at least this share of the tokens of both is common to both. */
    private static final double FITTING = 0.5;

    /** Takes copies of the lists. */
    public Cast {
        mentions = List.copyOf(mentions);
        introductions = List.copyOf(introductions);
    }

    /**
     * Whom a stretch of text speaks of, which some other reader of the text has found to be one noun phrase: the mention that
     * covers it best, or else the first actor it touches at all; null where it touches none.
     *
     * @param field where it stands
     * @param first its first token
     * @param end the token after its last
     */
    public @Nullable Mention at(Field field, int first, int end) {
        Mention best = null;
        double bestFit = 0;
        Mention touched = null;
        for (int i = firstEndingAfter(field, first); i < mentions.size(); i++) {
            Mention mention = mentions.get(i);
            if (mention.field() != field || mention.first() >= end) {
                break;
            }
            int common = Math.min(end, mention.end()) - Math.max(first, mention.first());
            if (common > 0) {
                double fit = 2.0 * common / (mention.end() - mention.first() + end - first);
                fit -= mention.place() ? 0.3 : 0;
                fit -= mention.form() == Form.MODIFIER ? 0.1 : 0;
                if (fit > bestFit) {
                    best = mention;
                    bestFit = fit;
                }
                if (touched == null && !mention.place() && first <= mention.head() && mention.head() < end) {
                    touched = mention;
                }
            }
        }
        return bestFit >= FITTING ? best : touched;
    }

    /** The place in the list to start looking for mentions that reach beyond a token. */
    private int firstEndingAfter(Field field, int token) {
        int low = 0;
        int high = mentions.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Mention mention = mentions.get(middle);
            boolean before = mention.field().compareTo(field) < 0
                    || (mention.field() == field && mention.first() < token - LONGEST);
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** No mention has more tokens than this. */
    static final int LONGEST = 120;
}
