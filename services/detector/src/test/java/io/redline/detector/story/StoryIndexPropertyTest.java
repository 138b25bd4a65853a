package io.redline.detector.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.detector.story.StoryEntry.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StoryIndexPropertyTest {

    private static final StorySettings SMALL = new StorySettings(Duration.ofHours(6), 40);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final String[] OUTLETS = {"", "Reuters", "Harbour Post", "Valley Echo"};

    @Property(tries = 60)
    void anIndexRestoredFromItsEntriesAnswersLikeTheOriginal(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int before) {
        Random random = new Random(seed);
        StoryIndex original = new StoryIndex(SMALL);
        Map<String, byte[]> store = new HashMap<>();
        for (int step = 0; step < before; step++) {
            Event event = event(random, step);
            persist(event.apply(original), store);
        }

        List<StoryEntry> entries = new ArrayList<>();
        store.values().forEach(bytes -> entries.add(StoryEntry.fromBytes(bytes)));
        Collections.shuffle(entries, random);
        StoryIndex restored = StoryIndex.restored(SMALL, entries);

        assertThat(restored.size()).isEqualTo(original.size());
        for (int step = before; step < before + 60; step++) {
            Event event = event(random, step);
            assertThat(event.apply(restored)).isEqualTo(event.apply(original));
        }
    }

    @Property(tries = 20)
    void theSameStreamGivesTheSameStoriesAndBoundedState(@ForAll long seed) {
        StoryIndex one = new StoryIndex(SMALL);
        StoryIndex other = new StoryIndex(SMALL);
        Random random = new Random(seed);
        for (int step = 0; step < 200; step++) {
            Event event = event(random, step);
            assertThat(event.apply(one)).isEqualTo(event.apply(other));
            assertThat(one.size()).isLessThanOrEqualTo(SMALL.maxArticles());
        }
    }

    @Property(tries = 20)
    void aStoryOnceToldStaysTheArticlesStory(@ForAll long seed) {
        StoryIndex index = new StoryIndex(new StorySettings(Duration.ofDays(30), 1_000));
        Random random = new Random(seed);
        Map<String, String> told = new HashMap<>();
        for (int step = 0; step < 200; step++) {
            Event event = event(random, step);
            if (event.apply(index) instanceof Assignment assignment) {
                String story = told.putIfAbsent(event.articleId(), assignment.storyId());
                assertThat(story == null || story.equals(assignment.storyId())).isTrue();
            }
        }
    }

    private static void persist(Object answer, Map<String, byte[]> store) {
        if (answer instanceof Assignment assignment) {
            assignment.expired().forEach(store::remove);
            assignment.changed().forEach(entry -> store.put(entry.articleId(), entry.toBytes()));
        } else if (answer instanceof Optional<?> found && found.orElse(null) instanceof Removal removal) {
            store.put(removal.entry().articleId(), removal.entry().toBytes());
        }
    }

    /** Something the stream brings: an article version, usable or not. */
    private record Event(String articleId, int version, StorySignature signature, Instant at, Standing standing) {

        Object apply(StoryIndex index) {
            return standing == Standing.USABLE
                    ? index.assign(articleId, version, signature, at)
                    : index.setAside(articleId, version, signature, at, standing);
        }
    }

    /** Mostly new articles, some versions, cancellations and withholdings of recent ones, in roughly growing time. */
    private static Event event(Random random, int step) {
        boolean isNew = random.nextInt(4) > 0;
        String id = "article-" + (isNew ? step : Math.max(0, step - 1 - random.nextInt(15)));
        Instant at = START.plus(Duration.ofMinutes(step * 15L - random.nextInt(120)));
        int version = isNew ? 1 : 1 + random.nextInt(4);
        StorySignature signature = StorySigner.sign(
                OUTLETS[random.nextInt(OUTLETS.length)],
                random.nextInt(10) == 0 ? "de" : "en",
                sentence(random, 6),
                null,
                sentence(random, 40));
        Standing standing = isNew ? Standing.USABLE : Standing.values()[random.nextInt(3)];
        return new Event(id, version, signature, at, standing);
    }

    /** Words of one of a few topics, some taken over in a row, so that stories and copies come about. */
    private static String sentence(Random random, int words) {
        int topic = random.nextInt(5);
        int from = random.nextInt(20);
        boolean copied = random.nextBoolean();
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < words; at++) {
            int word = copied ? (from + at) % 60 : random.nextInt(60);
            text.append("topic")
                    .append(topic)
                    .append((char) ('a' + word % 26))
                    .append(word)
                    .append(' ');
        }
        return text.toString();
    }
}
