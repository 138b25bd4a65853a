package io.redline.detector.stance;

import io.redline.schemas.Side;
import org.jspecify.annotations.Nullable;

/**
 * A sentence that says in so many words that an actor turns.
 *
 * @param actor the actor's code, or null when the gazetteer does not know it
 * @param actorKey what tells the actor from others, however its name is cut short
 * @param actorText the actor as the text names it
 * @param target the code of the first other party the sentence names, or null
 * @param targetText that party as the text names it, or null
 * @param issue slug of what it is about, or null
 * @param to the side turned to, or null for away from the side held so far
 * @param own whether the sentence tells of the actor's own stance before as well
 * @param object what is ended or taken up again, as printed, without names; may be empty
 * @param quote the sentence, as printed
 * @param headline whether it is the headline
 * @param confidence how sure the detector is, from 0 to 1
 * @param explanation the words it rests on
 */
public record TurnFinding(
        @Nullable String actor,
        String actorKey,
        String actorText,
        @Nullable String target,
        @Nullable String targetText,
        @Nullable String issue,
        @Nullable Side to,
        boolean own,
        String object,
        String quote,
        boolean headline,
        double confidence,
        String explanation) {}
