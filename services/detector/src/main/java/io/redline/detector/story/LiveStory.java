package io.redline.detector.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** A story inside the window: the slots of its articles in the order they arrived, and what follows from them. */
final class LiveStory {

    /** The order in which stories are forgotten. */
    static final Comparator<LiveStory> LONGEST_WITHOUT_NEWS =
            Comparator.comparing((LiveStory story) -> story.latest).thenComparing(story -> story.id);

    private final String id;
    private final List<Integer> slots = new ArrayList<>(2);
    private final Set<String> groups = new HashSet<>(4);
    private final Map<String, String> groupByOrigin = new HashMap<>(4);
    private Instant latest;
    private int articles;

    LiveStory(StoryEntry first) {
        this.id = first.storyId();
        this.latest = first.publishedAt();
    }

    String id() {
        return id;
    }

    Instant latest() {
        return latest;
    }

    /** Articles of the story that are not canceled. */
    int articles() {
        return articles;
    }

    int sources() {
        return groups.size();
    }

    List<Integer> slots() {
        return slots;
    }

    /** The source group that articles of this origin belong to, or {@code otherwise} when none did yet. */
    String groupOf(String origin, String otherwise) {
        return groupByOrigin.getOrDefault(origin, otherwise);
    }

    /** Adds an article that arrived after all others. The story must not be in a sorted set meanwhile. */
    void add(int slot, StoryEntry entry) {
        slots.add(slot);
        if (entry.publishedAt().isAfter(latest)) {
            latest = entry.publishedAt();
        }
        count(entry);
    }

    /** Counts again, after an article changed or was canceled. */
    void recount(IntFunction<StoryEntry> entryOfSlot) {
        articles = 0;
        groups.clear();
        groupByOrigin.clear();
        for (int slot : slots) {
            count(entryOfSlot.apply(slot));
        }
    }

    private void count(StoryEntry entry) {
        if (!entry.canceled()) {
            articles++;
            groups.add(entry.sourceGroup());
            String origin = entry.signature().origin();
            if (!origin.isEmpty()) {
                groupByOrigin.putIfAbsent(origin, entry.sourceGroup());
            }
        }
    }
}
