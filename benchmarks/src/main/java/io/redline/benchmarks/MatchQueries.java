package io.redline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Invented watches: what desks ask for, what asks for too much, and what is meant to hurt. */
final class MatchQueries {
    /** A kind of query set. */
    enum Kind {
        REALISTIC,
        BROAD,
        ADVERSARIAL
    }

    private static final int SHORTEST_FUZZY = 5;

    private final MatchVocabulary vocabulary;
    private final Random random;

    MatchQueries(MatchVocabulary vocabulary, long seed) {
        this.vocabulary = vocabulary;
        this.random = new Random(seed);
    }

    List<String> queries(Kind kind, int count) {
        List<String> queries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            queries.add(
                    switch (kind) {
                        case REALISTIC -> realistic();
                        case BROAD -> broad();
                        case ADVERSARIAL -> adversarial();
                    });
        }
        return queries;
    }

    private String realistic() {
        int draw = random.nextInt(100);
        if (draw < 18) {
            return person();
        }
        if (draw < 48) {
            return anyOf(1 + random.nextInt(4), this::subject) + " AND " + anyOf(2 + random.nextInt(4), this::topic);
        }
        if (draw < 60) {
            return subject() + " AND " + topic() + " NOT " + anyOf(2, this::topic);
        }
        if (draw < 70) {
            return person() + " AND " + anyOf(3, this::topic);
        }
        if (draw < 78) {
            return near(vocabulary.topic(random), vocabulary.topic(random), 8) + " AND " + subject();
        }
        if (draw < 84) {
            return "headline:" + name() + " AND " + anyOf(2, this::topic);
        }
        if (draw < 88) {
            return "source:\"Gulf Wire\" AND " + anyOf(2, this::subject);
        }
        if (draw < 95) {
            return anyOf(6 + random.nextInt(10), this::subject);
        }
        return name() + "~1 AND " + topic();
    }

    private String broad() {
        int draw = random.nextInt(4);
        return switch (draw) {
            case 0 -> topic();
            case 1 -> anyOf(4, this::topic);
            case 2 -> topic() + " AND " + topic();
            default -> anyOf(3, this::topic) + " NOT " + topic();
        };
    }

    private String adversarial() {
        int draw = random.nextInt(6);
        return switch (draw) {
            case 0 -> "*" + piece(3) + "* AND " + vocabulary.grammar(random);
            case 1 -> near(vocabulary.grammar(random), vocabulary.grammar(random), 100) + " AND " + name();
            case 2 -> name() + "~2 OR " + longWord() + "~2";
            case 3 -> anyOf(60, this::subject) + " AND " + anyOf(60, this::topic);
            case 4 ->
                "(".repeat(8) + vocabulary.grammar(random) + ")".repeat(8) + " AND " + vocabulary.grammar(random)
                        + " NOT " + vocabulary.grammar(random);
            default -> piece(2) + "* AND " + piece(1) + "?" + piece(2) + "*";
        };
    }

    /** Where as many letters may change as a word of the article has, Lucene finds it in one index and not in another. */
    private String longWord() {
        String word = vocabulary.word(random);
        while (word.length() < SHORTEST_FUZZY) {
            word = vocabulary.word(random);
        }
        return word;
    }

    private String subject() {
        return random.nextInt(3) == 0 ? person() : name();
    }

    private String name() {
        return vocabulary.name(watchedName());
    }

    private String person() {
        return '"' + vocabulary.person(watchedName()) + '"';
    }

    /** Some desks watch whom everybody watches, most their own people, firms and places. */
    private int watchedName() {
        return random.nextInt(4) == 0 ? vocabulary.nameNumber(random) : random.nextInt(MatchVocabulary.NAMES);
    }

    private String topic() {
        String word = vocabulary.topic(random);
        return switch (random.nextInt(6)) {
            case 0 -> '"' + word + ' ' + vocabulary.topic(random) + '"';
            case 1 -> word.substring(0, Math.max(3, word.length() - 2)) + "*";
            case 2 -> vocabulary.word(random);
            default -> word;
        };
    }

    private String piece(int length) {
        String word = name().toLowerCase(Locale.ROOT);
        return word.substring(0, Math.min(length, word.length()));
    }

    private static String near(String first, String second, int slop) {
        return '"' + first + ' ' + second + "\"~" + slop;
    }

    private static String anyOf(int count, Supplier<String> part) {
        return Stream.generate(part).limit(count).distinct().collect(Collectors.joining(" OR ", "(", ")"));
    }
}
