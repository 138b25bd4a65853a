package io.redline.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The plain way to group a stream into stories: exact TF-IDF vectors, each new article compared with every article of
 * the window, joining the story of the most similar one.
 */
final class OnePassTfIdf {

    private static final double LEAST_SIMILARITY = 0.3;

    private final int window;
    private final Map<String, Integer> articlesByTerm = new HashMap<>();
    private final Deque<Member> members = new ArrayDeque<>();
    private int stories;

    /** @param window articles compared with */
    OnePassTfIdf(int window) {
        this.window = window;
    }

    /** The number of the story the text belongs to. */
    int assign(String text) {
        Map<String, Integer> counts = new HashMap<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            counts.merge(word, 1, Integer::sum);
        }
        counts.keySet().forEach(word -> articlesByTerm.merge(word, 1, Integer::sum));
        if (members.size() == window) {
            members.removeFirst().vector().keySet().forEach(word -> articlesByTerm.merge(word, -1, Integer::sum));
        }
        Map<String, Double> vector = vector(counts);
        int story = -1;
        double best = LEAST_SIMILARITY;
        for (Member member : members) {
            double similarity = product(vector, member.vector());
            if (similarity > best) {
                best = similarity;
                story = member.story();
            }
        }
        if (story < 0) {
            story = stories++;
        }
        members.addLast(new Member(story, vector));
        return story;
    }

    private Map<String, Double> vector(Map<String, Integer> counts) {
        Map<String, Double> vector = new HashMap<>();
        double square = 0;
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            double rarity = Math.log((members.size() + 2.0) / articlesByTerm.getOrDefault(count.getKey(), 1));
            double load = count.getValue() * rarity;
            vector.put(count.getKey(), load);
            square += load * load;
        }
        double norm = Math.sqrt(Math.max(square, Double.MIN_NORMAL));
        vector.replaceAll((word, load) -> load / norm);
        return vector;
    }

    private static double product(Map<String, Double> left, Map<String, Double> right) {
        double product = 0;
        for (Map.Entry<String, Double> load : left.entrySet()) {
            Double other = right.get(load.getKey());
            if (other != null) {
                product += load.getValue() * other;
            }
        }
        return product;
    }

    private record Member(int story, Map<String, Double> vector) {}
}
