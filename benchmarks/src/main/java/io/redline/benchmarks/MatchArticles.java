package io.redline.benchmarks;

import io.redline.matcher.ArticleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Invented articles of about two kilobytes, each on a handful of names that it repeats, as news does. */
final class MatchArticles {
    private static final int WORDS = 330;
    private static final String[] SOURCES = {
        "Gulf Wire", "Northern Press", "Harbour Times", "Daily Ledger", "Port Herald"
    };

    private final MatchVocabulary vocabulary;
    private final Random random;

    MatchArticles(MatchVocabulary vocabulary, long seed) {
        this.vocabulary = vocabulary;
        this.random = new Random(seed);
    }

    List<ArticleText> articles(int count) {
        List<ArticleText> articles = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            articles.add(article(WORDS));
        }
        return articles;
    }

    /** An article of about so many words. */
    ArticleText article(int words) {
        int[] names = new int[4 + random.nextInt(6)];
        for (int i = 0; i < names.length; i++) {
            names[i] = vocabulary.nameNumber(random);
        }
        String[] topics = new String[6];
        for (int i = 0; i < topics.length; i++) {
            topics[i] = vocabulary.topic(random);
        }
        String source = SOURCES[random.nextInt(SOURCES.length)];
        return new ArticleText(
                text(names, topics, 10), text(names, topics, words), source, "en", "By " + vocabulary.person(names[0]));
    }

    private String text(int[] names, String[] topics, int words) {
        StringBuilder text = new StringBuilder(words * 7);
        for (int i = 0; i < words; i++) {
            double draw = random.nextDouble();
            text.append(
                            draw < 0.45
                                    ? vocabulary.grammar(random)
                                    : draw < 0.86
                                            ? inflected(vocabulary.word(random))
                                            : draw < 0.91
                                                    ? inflected(topics[random.nextInt(topics.length)])
                                                    : name(names[random.nextInt(names.length)]))
                    .append(i % 17 == 16 ? ". " : " ");
        }
        return text.toString();
    }

    private String name(int number) {
        return random.nextInt(3) == 0 ? vocabulary.person(number) : vocabulary.name(number);
    }

    private String inflected(String word) {
        return switch (random.nextInt(8)) {
            case 0 -> word + "s";
            case 1 -> word.endsWith("e") ? word + "d" : word + "ed";
            case 2 -> word.endsWith("e") ? word.substring(0, word.length() - 1) + "ing" : word + "ing";
            default -> word;
        };
    }
}
