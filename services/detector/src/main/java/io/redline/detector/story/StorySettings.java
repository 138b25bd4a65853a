package io.redline.detector.story;

import java.time.Duration;

/**
 * How far the grouping of stories looks back.
 *
 * @param window longest time between two articles of one story that follow each other, in event time
 * @param maxArticles most articles held at once; beyond it the stories longest without news are forgotten first
 */
public record StorySettings(Duration window, int maxArticles) {

    /** Three days, 200,000 articles. */
    public static final StorySettings DEFAULT = new StorySettings(Duration.ofHours(72), 200_000);

    public StorySettings {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("the story window must be longer than nothing, not " + window);
        }
        if (maxArticles < 1) {
            throw new IllegalArgumentException("the story window must hold at least one article, not " + maxArticles);
        }
    }
}
