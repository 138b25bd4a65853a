package io.redline.detector.stance;

import io.redline.detector.text.Field;
import io.redline.schemas.Action;
import io.redline.schemas.Side;
import org.jspecify.annotations.Nullable;

/**
 * A stance that one sentence states.
 *
 * @param actor the actor's code, or null when the gazetteer does not know it
 * @param actorKey what tells the actor from others however its name is cut short; null where the text names nobody
 * @param actorText the actor as the text names it; empty when the sentence names none
 * @param target the target's code, or null
 * @param targetText the target as the text names it, or null
 * @param issue slug of what it is about, or null
 * @param action PLOVER's action, or null for a neutral statement
 * @param side which way it points
 * @param score place on the Goldstein scale, -10 to +10
 * @param negated whether the wording is negative; action and score already take that into account
 * @param conditional whether it hangs on a condition
 * @param hedged whether it is only possible, considered or alleged
 * @param speaker who is quoted or reported as saying so, or null when the outlet says it
 * @param voice whose word it rests on
 * @param recap whether the sentence recounts the past
 * @param quote the sentence, as printed
 * @param field the part of the article it stands in
 * @param start where the sentence starts in that field, in UTF-16 code units
 * @param end where it ends (exclusive)
 * @param confidence how sure the detector is, from 0 to 1
 * @param explanation the rule and the words it rests on
 */
public record StanceFinding(
        @Nullable String actor,
        @Nullable String actorKey,
        String actorText,
        @Nullable String target,
        @Nullable String targetText,
        @Nullable String issue,
        @Nullable Action action,
        Side side,
        double score,
        boolean negated,
        boolean conditional,
        boolean hedged,
        @Nullable String speaker,
        Voice voice,
        boolean recap,
        String quote,
        Field field,
        int start,
        int end,
        double confidence,
        Explanation explanation) {}
