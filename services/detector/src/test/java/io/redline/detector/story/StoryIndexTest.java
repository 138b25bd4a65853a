package io.redline.detector.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoryIndexTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final StoryIndex index = new StoryIndex(StorySettings.DEFAULT);

    @Test
    void theSameArticleTwiceChangesNothing() {
        StorySignature signature = StorySigner.sign("Harbour Post", "en", "Ferry runs aground off Lindholm", null, "");
        Assignment first = index.assign("a", 1, signature, NOON);
        Assignment again = index.assign("a", 1, signature, NOON);
        assertThat(again.storyId()).isEqualTo(first.storyId());
        assertThat(again.isNewArticle()).isFalse();
        assertThat(again.articles()).isEqualTo(1);
        assertThat(again.entry()).isEqualTo(first.entry());
    }
}
