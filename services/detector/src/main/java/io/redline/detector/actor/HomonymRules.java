package io.redline.detector.actor;

import io.redline.detector.actor.Sense.Sort;
import io.redline.detector.text.Passage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells names that mean several things apart by the words beside them and in the article. */
final class HomonymRules {

    private enum Where {
        BEFORE,
        AFTER,
        ARTICLE,
        ALWAYS
    }

    private record Rule(String reading, Where where, Set<String> cues) {}

    private final Map<String, List<Rule>> rules = new HashMap<>();
    private final Set<String> articleCues = new HashSet<>();

    void add(DataFile.Row row) {
        String name = NameKey.fold(row.required(0, "name"));
        Where where = row.constant(2, "where", Where.class);
        Set<String> cues = Set.copyOf(row.list(3));
        if (where == Where.ARTICLE) {
            articleCues.addAll(cues);
        }
        rules.computeIfAbsent(name, key -> new ArrayList<>(2)).add(new Rule(row.required(1, "reading"), where, cues));
    }

    /** The words whose presence anywhere in an article tells something. */
    Set<String> articleCues() {
        return articleCues;
    }

    /**
     * What a name means where it stands.
     *
     * @param first its first token
     * @param end the token after its last
     * @param spelling the name, folded
     * @param usual what it means without other signs
     * @param inArticle tells whether the article has a word
     * @return its meaning; null where it names no actor
     */
    @Nullable
    Sense read(Passage passage, int first, int end, String spelling, Sense usual, Predicate<String> inArticle) {
        List<Rule> candidates = rules.get(spelling);
        if (candidates == null) {
            return usual;
        }
        for (Rule rule : candidates) {
            boolean holds =
                    switch (rule.where) {
                        case BEFORE -> first > 0 && rule.cues.contains(passage.word(first - 1));
                        case AFTER -> end < passage.size() && rule.cues.contains(passage.word(end));
                        case ARTICLE -> rule.cues.stream().anyMatch(inArticle);
                        case ALWAYS -> true;
                    };
            if (holds) {
                return sense(rule.reading, usual);
            }
        }
        return usual;
    }

    private static @Nullable Sense sense(String reading, Sense usual) {
        if (reading.equals("none")) {
            return null;
        }
        if (reading.startsWith("place ")) {
            String state = reading.substring("place ".length()).strip().toUpperCase(Locale.ROOT);
            return new Sense(Sort.PLACE, null, ActorKind.PLACE, usual.name(), state, ' ', null);
        }
        return usual;
    }
}
