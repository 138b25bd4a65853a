package io.redline.detector.stance;

import io.redline.detector.actor.Introduction;
import java.util.List;

/**
 * What the detector found in an article.
 *
 * @param supported whether the article's language is one the detector reads; if not, nothing was looked for
 * @param stances the stances found, the most salient first
 * @param introductions whom the article introduces that the gazetteer does not know, for later articles of its story
 */
public record Analysis(boolean supported, List<StanceFinding> stances, List<Introduction> introductions) {

    static final Analysis UNSUPPORTED = new Analysis(false, List.of(), List.of());

    /** Takes copies of the lists. */
    public Analysis {
        stances = List.copyOf(stances);
        introductions = List.copyOf(introductions);
    }
}
