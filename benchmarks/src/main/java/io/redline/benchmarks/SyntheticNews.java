package io.redline.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An endless, repeatable stream of made-up news: stories with their own names and numbers, told in the words of their
 * topic and of the language at large, carried by several outlets, a third of them copying a wire. Words are invented and
 * their frequencies follow Zipf's law.
 */
final class SyntheticNews {

    private static final int LANGUAGE_WORDS = 40_000;
    private static final int NAMES = 400_000;
    private static final int TOPICS = 300;
    private static final int WORDS_PER_TOPIC = 400;
    private static final int NAMES_PER_STORY = 14;
    private static final int OUTLETS = 200;
    private static final int BODY_WORDS = 300;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SplittableRandom random;
    private final double[] cumulative = new double[LANGUAGE_WORDS];
    private final List<RunningStory> running = new ArrayList<>();
    private final int runningStories;
    private final Duration pace;
    private long articles;
    private int stories;

    /**
     * @param pace time between two articles
     * @param runningStories stories being told at any moment
     */
    SyntheticNews(long seed, Duration pace, int runningStories) {
        this.random = new SplittableRandom(seed);
        this.pace = pace;
        this.runningStories = runningStories;
        double sum = 0;
        for (int rank = 0; rank < LANGUAGE_WORDS; rank++) {
            sum += 1.0 / (rank + 3);
            cumulative[rank] = sum;
        }
    }

    /** An article, and the story it was made for. */
    record Item(String id, int story, Instant publishedAt, String source, String headline, String body) {}

    Item next() {
        while (running.size() < runningStories) {
            running.add(new RunningStory(stories++));
        }
        // Squaring prefers low places: few stories are told often, most a few times.
        double draw = random.nextDouble();
        int place = (int) (draw * draw * running.size());
        RunningStory story = running.get(place);
        Item item = story.article(articles, START.plus(pace.multipliedBy(articles)));
        articles++;
        if (--story.left == 0) {
            running.set(place, new RunningStory(stories++));
        }
        return item;
    }

    private String languageWord() {
        double draw = random.nextDouble() * cumulative[LANGUAGE_WORDS - 1];
        int rank = Arrays.binarySearch(cumulative, draw);
        return spell(rank < 0 ? -rank - 1 : rank, 7);
    }

    /** A pronounceable word, the same for the same number. */
    private static String spell(int number, int salt) {
        StringBuilder word = new StringBuilder();
        long rest = number * 31L + salt;
        do {
            word.append("bcdfghjklmnprstvwz".charAt((int) (rest % 18)));
            rest /= 18;
            word.append("aeiou".charAt((int) (rest % 5)));
            rest /= 5;
        } while (rest > 0);
        return word.toString();
    }

    private final class RunningStory {
        private final int number;
        private final int topic = random.nextInt(TOPICS);
        private final String[] names = new String[NAMES_PER_STORY];
        private int left = 1 + (int) (-6 * Math.log(1 - random.nextDouble()));
        private String wireCopy = "";

        RunningStory(int number) {
            this.number = number;
            for (int at = 0; at < names.length; at++) {
                names[at] = spell(random.nextInt(NAMES), 3) + spell(random.nextInt(90), 11);
            }
        }

        Item article(long place, Instant publishedAt) {
            String outlet = "Outlet " + random.nextInt(OUTLETS);
            String headline = words(9, 0.45);
            String body;
            if (!wireCopy.isEmpty() && random.nextInt(3) == 0) {
                int cut = wireCopy.indexOf(' ', wireCopy.length() * (6 + random.nextInt(4)) / 10);
                body = cut < 0 ? wireCopy : wireCopy.substring(0, cut);
            } else {
                body = words(BODY_WORDS, 0.15);
                wireCopy = wireCopy.isEmpty() ? body : wireCopy;
            }
            return new Item("urn:synthetic:" + place, number, publishedAt, outlet, headline, body);
        }

        private String words(int count, double nameShare) {
            StringBuilder text = new StringBuilder(count * 7);
            for (int at = 0; at < count; at++) {
                double draw = random.nextDouble();
                if (draw < nameShare) {
                    text.append(names[random.nextInt(names.length)]);
                } else if (draw < nameShare + 0.3) {
                    text.append(spell(topic * WORDS_PER_TOPIC + random.nextInt(WORDS_PER_TOPIC), 5));
                } else {
                    text.append(languageWord());
                }
                text.append(at % 15 == 14 ? ".\n" : " ");
            }
            return text.toString();
        }
    }
}
