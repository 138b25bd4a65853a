package io.redline.detector.stance;

import io.redline.detector.actor.Mention;
import io.redline.detector.text.Passage;
import io.redline.detector.text.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * Remembers who is being quoted from sentence to sentence: a quotation without an attribution of its own belongs to whoever
 * spoke last in its paragraph or whom a colon announced.
 */
final class SpeakerTracker {

    /** Who speaks: the words that name the speaker (empty when the outlet does) and the mention they are. */
    record Speaker(String text, @Nullable Mention mention) {
        static final Speaker OUTLET = new Speaker("", null);
    }

    private final Passage passage;
    private final MentionIndex mentions;
    private Speaker last = Speaker.OUTLET;
    private int lastParagraph = -1;

    SpeakerTracker(Passage passage, MentionIndex mentions) {
        this.passage = passage;
        this.mentions = mentions;
    }

    /**
     * The speaker of a sentence's own statements.
     *
     * @param speaker tokens of whoever the sentence says speaks, counted from its start, or null
     * @param attribution the same, where it attributes the whole sentence ("..., officials said"), or null
     */
    Speaker follow(Sentence sentence, int @Nullable [] speaker, int @Nullable [] attribution) {
        Speaker announced = announced(sentence);
        Speaker named = speaker == null
                ? according(sentence)
                : speaker(sentence.first() + speaker[0], sentence.first() + speaker[1]);
        boolean quoted = isQuoted(sentence);
        boolean carried = lastParagraph == sentence.paragraph() || sentence.paragraph() == lastParagraph + 1 && quoted;
        if (announced != null) {
            remember(announced, sentence);
            return announced;
        }
        if (named != null) {
            remember(named, sentence);
            return attribution != null || speaker == null ? named : Speaker.OUTLET;
        }
        if (quoted && carried) {
            lastParagraph = sentence.paragraph();
            return last;
        }
        return Speaker.OUTLET;
    }

    private void remember(Speaker speaker, Sentence sentence) {
        last = speaker;
        lastParagraph = sentence.paragraph();
    }

    private Speaker speaker(int first, int end) {
        Mention mention = mentions.find(first, end);
        String text = passage.text(first, end);
        if (mention != null && mention.form() == Mention.Form.PRONOUN && mention.name() != null) {
            text = mention.name();
        }
        return new Speaker(text, mention);
    }

    /** "Mara Lind, a trade expert: "..."": who stands before a colon that opens a quotation. */
    private @Nullable Speaker announced(Sentence sentence) {
        for (int i = sentence.first() + 1; i + 1 < sentence.end(); i++) {
            if (passage.is(i, ":") && passage.is(i + 1, "\"")) {
                return speaker(sentence.first(), i);
            }
            if (passage.quoteDepth(i) > 0) {
                return null;
            }
        }
        return null;
    }

    /** "according to officials". */
    private @Nullable Speaker according(Sentence sentence) {
        for (int i = sentence.first(); i + 2 < sentence.end(); i++) {
            if (passage.is(i, "according") && passage.is(i + 1, "to")) {
                int end = i + 2;
                while (end < sentence.end() && (passage.isWord(end) || passage.is(end, "-"))) {
                    end++;
                }
                return speaker(i + 2, end);
            }
        }
        return null;
    }

    private boolean isQuoted(Sentence sentence) {
        int inside = 0;
        for (int i = sentence.first(); i < sentence.end(); i++) {
            inside += passage.quoteDepth(i) > 0 ? 1 : 0;
        }
        return 2 * inside > sentence.size();
    }
}
