package io.redline.detector.stance;

import io.redline.detector.actor.Introduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the detector found in an article.
 *
 * @param unread why the article was not read, in a few words; null where it was
 * @param stances the stances found, the most salient first
 * @param turns where the headline or the lead says in so many words that somebody turns, in the order of the text
 * @param introductions whom the article introduces that the gazetteer does not know, for later articles of its story
 */
public record Analysis(
        @Nullable String unread,
        List<StanceFinding> stances,
        List<TurnFinding> turns,
        List<Introduction> introductions) {

    /** Takes copies of the lists. */
    public Analysis {
        stances = List.copyOf(stances);
        turns = List.copyOf(turns);
        introductions = List.copyOf(introductions);
    }

    static Analysis unread(String why) {
        return new Analysis(why, List.of(), List.of(), List.of());
    }

    /** Whether the article was read: only then does an empty list mean that it states nothing. */
    public boolean supported() {
        return unread == null;
    }
}
