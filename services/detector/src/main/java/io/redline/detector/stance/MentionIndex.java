package io.redline.detector.stance;

import io.redline.detector.actor.Mention;
import io.redline.detector.text.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mentions of one field of an article, found by the tokens they cover. */
final class MentionIndex {

    private final List<Mention> mentions = new ArrayList<>();
    private final int[] firstFrom;

    /**
     * Indexes the mentions of a field.
     *
     * @param all in the order of the text, a longer mention before those inside it
     * @param size the number of tokens of the field
     */
    MentionIndex(List<Mention> all, Field field, int size) {
        firstFrom = new int[size + 1];
        int at = 0;
        for (Mention mention : all) {
            if (mention.field() == field) {
                while (at <= Math.min(size, mention.first())) {
                    firstFrom[at++] = mentions.size();
                }
                mentions.add(mention);
            }
        }
        while (at <= size) {
            firstFrom[at++] = mentions.size();
        }
    }

    /** How far before a span a mention may begin and still be the one meant. */
    private static final int REACH = 12;

    /**
     * The mention that a span of tokens speaks of: of those that overlap it, the one that stands first and covers most;
     * null where none does.
     */
    @Nullable
    Mention find(int first, int end) {
        Mention best = null;
        double most = 0;
        for (int i = firstFrom[Math.max(0, first - REACH)]; i < mentions.size(); i++) {
            Mention mention = mentions.get(i);
            if (mention.first() >= end) {
                break;
            }
            int overlap = Math.min(end, mention.end()) - Math.max(first, mention.first());
            if (overlap <= 0) {
                continue;
            }
            double score = overlap
                    - 1.5 * Math.abs(mention.first() - first)
                    - 0.5 * Math.max(0, mention.end() - end)
                    + (mention.code() != null || mention.name() != null ? 1 : 0)
                    - (mention.form() == Mention.Form.MODIFIER ? 1 : 0)
                    + 100;
            if (score > most) {
                most = score;
                best = mention;
            }
        }
        return best;
    }
}
