package io.redline.detector.stance;

import io.redline.detector.actor.Mention;
import io.redline.detector.text.Passage;
import io.redline.detector.text.Sentence;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers who is being quoted from sentence to sentence: a quotation without an attribution of its own belongs to whoever
 * spoke last in its paragraph or whom a colon announced.
 */
final class SpeakerTracker {

    /** Who speaks: the words that name the speaker (empty when the outlet does) and the mention they are. */
    record Speaker(String text, @Nullable Mention mention, boolean analyst) {
        static final Speaker OUTLET = new Speaker("", null, false);
    }

    private final Passage passage;
    private final MentionIndex mentions;
    private Speaker last = Speaker.OUTLET;
    private int lastParagraph = -1;
    private final Set<String> analysts = new HashSet<>();

    SpeakerTracker(Passage passage, MentionIndex mentions) {
        this.passage = passage;
        this.mentions = mentions;
    }

    /**
     * The speaker of a sentence's own statements.
     *
     * @param speaker tokens of whoever the sentence says speaks, counted from its start, or null
     * @param subject the same of its first clause's subject, or null
     * @param attribution the same, where it attributes the whole sentence ("..., officials said"), or null
     */
    Speaker follow(
            Sentence sentence, int @Nullable [] speaker, int @Nullable [] attribution, int @Nullable [] subject) {
        Speaker announced = announced(sentence, subject);
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
        String name = mention == null || mention.name() == null ? text : mention.name();
        boolean analyst = isAnalyst(first, end) || analysts.contains(name);
        if (analyst) {
            analysts.add(name);
            analysts.add(text.split(",", 2)[0]);
        }
        return new Speaker(text, mention, analyst);
    }

    /** Words by which the text says that a speaker only comments. */
    private static final Set<String> COMMENTING = Set.of(
            "analyst",
            "analysts",
            "economist",
            "economists",
            "professor",
            "lecturer",
            "researcher",
            "researchers",
            "commentator",
            "commentators",
            "expert",
            "experts",
            "scholar",
            "scholars",
            "historian",
            "academic",
            "academics",
            "observers",
            "strategist",
            "pundit",
            "pundits",
            "columnist",
            "scientist",
            "fellow");

    private static final Set<String> RESEARCHING =
            Set.of("center", "centre", "institute", "university", "college", "foundation", "watchdog");

    private static final int APPOSITION = 14;

    /** Whether a speaker's phrase, or the apposition after it, names a commentator's trade or a research body. */
    boolean isAnalyst(int first, int end) {
        boolean heads = false;
        int limit = Math.min(passage.size(), end + APPOSITION);
        for (int i = first; i < limit; i++) {
            String word = passage.word(i);
            if (i >= end
                    && (word.equals(".")
                            || word.equals("\"")
                            || i == end && !word.equals(",") && !word.equals("who"))) {
                return false;
            }
            if (COMMENTING.contains(word) || heads && RESEARCHING.contains(word)) {
                return true;
            }
            heads |= word.equals("director");
            if (word.equals("former") && i + 1 < limit && FORMER.contains(passage.word(i + 1))) {
                return true;
            }
        }
        return false;
    }

    private static final Set<String> FORMER = Set.of(
            "diplomat",
            "official",
            "officer",
            "ambassador",
            "adviser",
            "advisor",
            "minister",
            "envoy",
            "eu",
            "us",
            "u.s.");

    /** "Mara Lind, a trade expert: "..."": who stands before a colon that opens a quotation. */
    private @Nullable Speaker announced(Sentence sentence, int @Nullable [] subject) {
        for (int i = sentence.first() + 1; i + 1 < sentence.end(); i++) {
            if (passage.is(i, ":") && passage.is(i + 1, "\"")) {
                if (subject != null && sentence.first() + subject[1] < i) {
                    return speaker(sentence.first() + subject[0], sentence.first() + subject[1]);
                }
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
