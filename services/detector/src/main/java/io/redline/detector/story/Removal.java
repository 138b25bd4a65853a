package io.redline.detector.story;

import io.redline.schemas.StoryRef;

/**
 * What setting an article aside left of its story.
 *
 * @param storyId the story
 * @param articles articles left
 * @param sources independent sources left
 * @param removesSource whether the story lost an independent source with it
 * @param entry what to store under the article's id
 */
public record Removal(String storyId, int articles, int sources, boolean removesSource, StoryEntry entry) {

    /** The story as it stands without the article. */
    public StoryRef story() {
        return new StoryRef(storyId, articles, sources);
    }
}
