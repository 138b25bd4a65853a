package io.redline.detector.story;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one article version: the story it belongs to, and what to store for a restart.
 *
 * @param storyId the article's story, which never changes once told
 * @param articles articles of the story now, this one included, canceled ones not
 * @param sources independent sources of the story now
 * @param duplicateOf id of the article this one copies; null when it copies none
 * @param isNewArticle whether this is the first version seen of its article
 * @param addsSource whether the story gained an independent source with it
 * @param entry the article as the index knows it; of another id where its source has sent it under that before
 * @param changed what to store, each under its article's id: the entry, and others that it changed
 * @param expired ids of articles that left the window: delete their entries
 */
public record Assignment(
        String storyId,
        int articles,
        int sources,
        @Nullable String duplicateOf,
        boolean isNewArticle,
        boolean addsSource,
        StoryEntry entry,
        List<StoryEntry> changed,
        List<String> expired) {}
