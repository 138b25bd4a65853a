package io.redline.detector.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/** A story inside the window: the slots of its articles in the order they arrived, and what follows from them. */
final class LiveStory {

    /** The order in which stories are forgotten. */
    static final Comparator<LiveStory> LONGEST_WITHOUT_NEWS =
            Comparator.comparing((LiveStory story) -> story.latest).thenComparing(story -> story.id);

    private final String id;
    private final List<Integer> slots = new ArrayList<>(1);
    // Lists, not sets: most stories have one article and one source, and there are many stories.
    private final List<String> sourceGroups = new ArrayList<>(1);
    private Instant latest;
    private int articles;

    LiveStory(StoryEntry first) {
        this.id = first.storyId();
        this.latest = first.publishedAt();
    }

    String id() {
        return id;
    }

    /** When its newest article was published, a canceled one included. */
    Instant latest() {
        return latest;
    }

    /** Articles of the story that are not canceled. */
    int articles() {
        return articles;
    }

    int sources() {
        return sourceGroups.size();
    }

    List<Integer> slots() {
        return slots;
    }

    /** Adds an article that arrived after all others. Its place among stories by age may change. */
    void add(int slot, StoryEntry entry) {
        slots.add(slot);
        if (entry.publishedAt().isAfter(latest)) {
            latest = entry.publishedAt();
        }
        count(entry);
    }

    /** Counts again, after an article was canceled or came back. */
    void recount(IntFunction<StoryEntry> entryOfSlot) {
        articles = 0;
        sourceGroups.clear();
        for (int slot : slots) {
            count(entryOfSlot.apply(slot));
        }
    }

    private void count(StoryEntry entry) {
        if (entry.counts()) {
            articles++;
            if (!sourceGroups.contains(entry.sourceGroup())) {
                sourceGroups.add(entry.sourceGroup());
            }
        }
    }
}
