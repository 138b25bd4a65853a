package io.redline.benchmarks;

import io.redline.schemas.Article;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Made-up wire copy of about 2 KB an article: English sentences with actors, stances, quotes and invented names. */
final class WireCopy {

    private static final int BODY_CHARS = 2_000;

    /** Words and names in use: about as many as a newspaper uses in a week. */
    private static final int VOCABULARY = 40_000;

    private static final String[] ACTORS = {
        "Iran",
        "the United States",
        "France",
        "Turkey",
        "Brazil",
        "Japan",
        "the European Union",
        "Ukraine",
        "Egypt",
        "the ministry",
        "the union",
        "the central bank",
        "the company",
        "opposition leaders",
        "the government"
    };
    private static final String[] DEEDS = {
        "agreed to resume negotiations with", "rejected a proposal by", "urged restraint from",
                "imposed new tariffs on",
        "welcomed a visit by officials of", "accused", "is ready to meet", "will not accept the terms of",
        "threatened to suspend cooperation with", "signed an accord with", "called for an inquiry into",
                "released aid for"
    };
    private static final String[] SETTINGS = {
        "on Monday in a statement that officials described as brief",
        "after a meeting that ran late into the night",
        "provided that observers are admitted to the sites before the end of the month",
        "as markets closed lower for the third day",
        "according to two people with knowledge of the matter",
        "while protesters gathered outside the assembly building"
    };
    private static final String[] QUOTES = {
        "\"We have said what we will do and we shall do it,\" a spokesman said.",
        "\"There is still a door, and it is still open,\" the minister told reporters.",
        "\"Nobody should be surprised if the answer is no,\" said an analyst who follows the talks.",
        "A spokeswoman declined to comment.",
        "\"This is not a matter on which we intend to give way,\" the envoy said."
    };

    private final SplittableRandom random;
    private final String[] vocabulary;

    WireCopy(long seed) {
        this.random = new SplittableRandom(seed);
        this.vocabulary = vocabulary(random.split());
    }

    /**
     * An article that is a story of its own.
     *
     * @param word put into the body once; one word in common makes no two articles one story
     */
    Article article(String id, String word, Instant at) {
        String place = name();
        StringBuilder body = new StringBuilder(BODY_CHARS + 300);
        body.append(place)
                .append(" - ")
                .append(name())
                .append(' ')
                .append(name())
                .append(" spoke of the ")
                .append(word)
                .append(" in ")
                .append(place)
                .append(". ");
        while (body.length() < BODY_CHARS) {
            body.append(name())
                    .append(' ')
                    .append(name())
                    .append(" of ")
                    .append(name())
                    .append(" said the ")
                    .append(word())
                    .append(' ')
                    .append(word())
                    .append(" in ")
                    .append(name())
                    .append(" had been ")
                    .append(word())
                    .append(" by ")
                    .append(word())
                    .append(' ')
                    .append(word())
                    .append(". ");
            if (random.nextInt(3) == 0) {
                body.append(capital(pick(ACTORS)))
                        .append(' ')
                        .append(pick(DEEDS))
                        .append(' ')
                        .append(pick(ACTORS))
                        .append(' ')
                        .append(pick(SETTINGS))
                        .append(". ")
                        .append(pick(QUOTES))
                        .append("\n\n");
            }
        }
        return Article.newBuilder()
                .setId(id)
                // An outlet of its own, so that it is news even where its story has been told.
                .setSource(name() + " Wire")
                .setLanguage("en")
                .setHeadline(name() + " " + name() + " " + pick(DEEDS) + " " + name())
                .setBody(body.toString())
                .setPublishedAt(at)
                .setReceivedAt(at)
                .build();
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }

    private String name() {
        return capital(word());
    }

    /** An invented word: a few are frequent and most are rare, as in any language. */
    private String word() {
        double rank = random.nextDouble();
        return vocabulary[(int) (rank * rank * rank * vocabulary.length)];
    }

    private static String[] vocabulary(SplittableRandom random) {
        return Stream.generate(() -> invented(random))
                .distinct()
                .limit(VOCABULARY)
                .toArray(String[]::new);
    }

    private static String invented(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        int syllables = 3 + random.nextInt(2);
        for (int i = 0; i < syllables; i++) {
            word.append("bcdfghjklmnprstvwz".charAt(random.nextInt(18)));
            word.append("aeiou".charAt(random.nextInt(5)));
        }
        return word.toString();
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
