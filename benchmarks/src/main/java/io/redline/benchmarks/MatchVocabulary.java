package io.redline.benchmarks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * An invented language for matching benchmarks: little words, words for topics, and names of people, places and firms.
 * Words and names are drawn as in real text, by Zipf's law with a flattened top: the best-known name stands in about one
 * article of twenty.
 */
final class MatchVocabulary {
    private static final int WORDS = 8_000;
    static final int NAMES = 20_000;

    private static final String[] GRAMMAR =
            ("the of and to in a for on that with by as at from his is was it has be said"
                            + " are an have not will its their after who which had would but were this been more about up one")
                    .split(" ");

    /** Common words of the invented press, with their inflections left to the analysis. */
    private static final String[] TOPICS =
            ("talk deal agree reject minister government sanction missile ceasefire border"
                            + " election court police strike attack troop treaty summit envoy tariff export import inflation bank"
                            + " rate merger takeover profit wage union protest refugee flood quake storm drought vaccine outbreak"
                            + " climate reactor uranium pipeline oil gas grain port shipping drone satellite budget tax debt bond"
                            + " parliament senate coalition vote referendum corruption bribe trial verdict hostage prisoner"
                            + " withdraw negotiate threaten accuse demand propose accept refuse offer warn condemn support halt"
                            + " resume suspend extend sign launch seize release expel visit mediate escalate invade retreat arm"
                            + " dispute crisis war peace security defence economy market company factory worker school hospital")
                    .split(" ");

    private static final String[] ONSETS = "b br ch d dr f g gr h j k kl l m n p pr r s sh st t tr v w z".split(" ");
    private static final String[] NUCLEI = "a e i o u ai ei ou".split(" ");
    private static final String[] CODAS = "n r l m k t nd rk st sh th".split(" ");

    private final List<String> words;
    private final List<String> names;

    MatchVocabulary(long seed) {
        Random random = new Random(seed);
        Set<String> invented = new LinkedHashSet<>();
        while (invented.size() < WORDS) {
            invented.add(syllables(random, 1 + random.nextInt(3)));
        }
        words = List.copyOf(invented);
        Set<String> capitalised = new LinkedHashSet<>();
        while (capitalised.size() < NAMES) {
            String name = syllables(random, 2 + random.nextInt(2));
            capitalised.add(Character.toUpperCase(name.charAt(0)) + name.substring(1));
        }
        names = List.copyOf(capitalised);
    }

    private static String syllables(Random random, int count) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < count; i++) {
            word.append(pick(random, ONSETS)).append(pick(random, NUCLEI));
        }
        return word.append(pick(random, CODAS)).toString();
    }

    private static String pick(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }

    /** A word that only grammar needs. */
    String grammar(Random random) {
        return GRAMMAR[rank(random, GRAMMAR.length, 2)];
    }

    /** A word with a meaning, common ones more often. */
    String word(Random random) {
        return words.get(rank(random, WORDS, 20));
    }

    /** A word that desks look for. */
    String topic(Random random) {
        return TOPICS[random.nextInt(TOPICS.length)];
    }

    /** The number of a name, well-known ones more often. */
    int nameNumber(Random random) {
        return rank(random, NAMES, 20);
    }

    /** A single name: a place or a firm. */
    String name(int number) {
        return names.get(number);
    }

    /** A person's two names. */
    String person(int number) {
        return names.get((number * 7 + 13) % (NAMES / 20)) + " " + names.get(number);
    }

    /** A number below {@code size}; the chance of <i>n</i> is about 1 / (n + flat). */
    private static int rank(Random random, int size, int flat) {
        return (int) (flat * Math.pow((double) (size + flat) / flat, random.nextDouble()) - flat);
    }
}
