package io.redline.matcher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the anchors by which a watch is found: if the query holds for an article, the article has at least one of them,
 * and what it has seldom it has as few articles as possible.
 *
 * <p>Of clauses that are all required the rarest is chosen, and the next rarest guards it; of alternatives each gives its
 * own. An exact phrase is found by its rarest pair of neighbours.
 */
final class AnchorPlanner {
    private static final int MAX_GUARDS = 12;

    /** How much rarer two words are side by side than the rarer of them; a guess, for order only. */
    private static final double PAIR_RARITY = 0.05;

    private final AtomTable atoms;
    private final Rarity rarity;

    AnchorPlanner(AtomTable atoms, Rarity rarity) {
        this.atoms = atoms;
        this.rarity = rarity;
    }

    /** Anchors of which every matching article has one, and how many articles have one at a guess. */
    private record Plan(List<Anchor> anchors, double share) {
        static final Comparator<Plan> RAREST_FIRST = Comparator.comparingDouble(Plan::share);

        boolean canGuard() {
            return anchors.size() <= MAX_GUARDS;
        }

        Plan guardedBy(Plan other) {
            int[] guards =
                    other.anchors.stream().mapToInt(Anchor::first).distinct().toArray();
            return new Plan(
                    anchors.stream().map(anchor -> anchor.guardedBy(guards)).toList(), share);
        }
    }

    /** The anchors for a query. */
    List<Anchor> plan(Clause clause) {
        return best(clause).anchors();
    }

    private Plan best(Clause clause) {
        if (clause instanceof Clause.Group group && group.required().length == 0) {
            List<Anchor> anchors = new ArrayList<>();
            double share = 0;
            for (Clause alternative : group.alternatives()) {
                Plan plan = best(alternative);
                anchors.addAll(plan.anchors());
                share += plan.share();
            }
            return new Plan(anchors, share);
        }
        List<Plan> plans = new ArrayList<>();
        addNecessary(clause, plans);
        plans.sort(Plan.RAREST_FIRST);
        Plan best = plans.get(0);
        for (Plan guard : plans.subList(1, plans.size())) {
            if (guard.canGuard()) {
                return best.guardedBy(guard);
            }
        }
        return best;
    }

    /** Adds a plan for each part of the clause that an article must meet. */
    private void addNecessary(Clause clause, List<Plan> plans) {
        if (clause instanceof Clause.Word word) {
            plans.add(new Plan(List.of(Anchor.of(word.atom(), word.fields())), share(word.atom())));
        } else if (clause instanceof Clause.Phrase phrase) {
            addPhrase(phrase, plans);
        } else if (clause instanceof Clause.Group group && group.required().length > 0) {
            for (Clause required : group.required()) {
                addNecessary(required, plans);
            }
        } else {
            plans.add(best(clause));
        }
    }

    private void addPhrase(Clause.Phrase phrase, List<Plan> plans) {
        int[] words = phrase.atoms();
        int paired = Anchor.NONE;
        if (phrase.slop() == 0) {
            double rarest = 2;
            for (int i = 0; i + 1 < words.length; i++) {
                double share = Math.min(share(words[i]), share(words[i + 1]));
                if (share < rarest) {
                    rarest = share;
                    paired = i;
                }
            }
            Anchor pair = Anchor.of(words[paired], words[paired + 1], phrase.fields());
            plans.add(new Plan(List.of(pair), rarest * PAIR_RARITY));
        }
        for (int i = 0; i < words.length; i++) {
            if (paired == Anchor.NONE || (i != paired && i != paired + 1)) {
                plans.add(new Plan(List.of(Anchor.of(words[i], phrase.fields())), share(words[i])));
            }
        }
    }

    private double share(int atom) {
        return rarity.share(atoms.entry(atom).atom);
    }
}
