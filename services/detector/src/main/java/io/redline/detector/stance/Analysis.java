package io.redline.detector.stance;

import java.util.List;

/**
 * What the detector found in an article.
 *
 * @param supported whether the article's language is one the detector reads; if not, nothing was looked for
 * @param stances the stances found, the most salient first
 */
public record Analysis(boolean supported, List<StanceFinding> stances) {

    static final Analysis UNSUPPORTED = new Analysis(false, List.of());

    public Analysis {
        stances = List.copyOf(stances);
    }
}
