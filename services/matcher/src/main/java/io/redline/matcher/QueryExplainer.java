package io.redline.matcher;

import io.redline.matcher.Explanation.Role;
import io.redline.matcher.Query.Atom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds one query against one article, clause by clause, with the very code that matches watches. */
final class QueryExplainer {
    private static final int WORDS_NAMED = 3;

    private final Query query;
    private final AtomTable atoms = new AtomTable();
    private final QueryCompiler compiler = new QueryCompiler(atoms);
    private final Sighting sighting;

    QueryExplainer(Query query, ArticleText article) {
        this.query = query;
        compiler.compile(query); // makes all atoms known before the article is read
        this.sighting = atoms.sight(new Document(article, new Lexicon()));
    }

    Explanation explain() {
        return explain(query, Role.QUERY);
    }

    private Explanation explain(Query part, Role role) {
        Clause clause = compiler.compile(part);
        boolean holds = clause.holds(sighting);
        FoundTerms found = new FoundTerms(sighting.document());
        if (holds) {
            clause.collect(sighting, found);
        }
        List<MatchedTerm> terms = found.terms();
        List<Explanation> inner = part instanceof Query.Group group ? explainParts(group) : List.of();
        String reason = part instanceof Query.Passage passage
                ? holds ? "found " + named(terms) : missing(passage)
                : groupReason((Query.Group) part, holds, inner);
        return new Explanation(role, part.text(), holds, terms, reason, inner);
    }

    private List<Explanation> explainParts(Query.Group group) {
        List<Explanation> parts = new ArrayList<>();
        group.required().forEach(part -> parts.add(explain(part, Role.REQUIRED)));
        group.alternatives().forEach(part -> parts.add(explain(part, Role.ALTERNATIVE)));
        group.excluded().forEach(part -> parts.add(explain(part, Role.EXCLUDED)));
        return parts;
    }

    private static String groupReason(Query.Group group, boolean holds, List<Explanation> parts) {
        List<String> unmet = clauses(parts, Role.REQUIRED, false);
        List<String> forbidden = clauses(parts, Role.EXCLUDED, true);
        if (!unmet.isEmpty()) {
            return "required but not met: " + list(unmet);
        }
        if (!forbidden.isEmpty()) {
            return "excluded but found: " + list(forbidden);
        }
        if (!holds) {
            return "none of " + list(clauses(parts, Role.ALTERNATIVE, false)) + " is met";
        }
        return group.required().isEmpty()
                ? "met by " + list(clauses(parts, Role.ALTERNATIVE, true))
                : "all that is required is met";
    }

    private static List<String> clauses(List<Explanation> parts, Role role, boolean holds) {
        return parts.stream()
                .filter(part -> part.role() == role && part.holds() == holds)
                .map(Explanation::clause)
                .toList();
    }

    private String missing(Query.Passage passage) {
        Set<Field> fields = new TreeSet<>(passage.fields());
        String where = fields.stream().map(Field::label).collect(Collectors.joining(" or "));
        int bits = QueryCompiler.bits(fields);
        List<String> absent = new ArrayList<>();
        for (Atom atom : passage.atoms()) {
            AtomEntry entry = atoms.acquire(atom);
            if (!sighting.holds(entry.id, bits)) {
                absent.add(spelled(atom));
            }
        }
        if (passage.atoms().size() == 1) {
            return "not in " + where;
        }
        if (!absent.isEmpty()) {
            return "no " + list(absent) + " in " + where;
        }
        return passage.slop() == 0
                ? "its words are there, but not side by side in this order in " + where
                : "its words are there, but not that near one another in " + where;
    }

    private static String spelled(Atom atom) {
        if (atom instanceof Atom.Form form) {
            return form.key();
        }
        return atom instanceof Atom.Pattern pattern ? pattern.pattern() : ((Atom.Fuzzy) atom).word();
    }

    private static String named(List<MatchedTerm> terms) {
        return terms.stream()
                        .map(term -> "\"" + term.text() + "\" in " + term.field())
                        .distinct()
                        .limit(WORDS_NAMED)
                        .collect(Collectors.joining(", "))
                + (terms.size() > WORDS_NAMED ? " and others" : "");
    }

    private static String list(List<String> clauses) {
        return String.join(", ", clauses);
    }
}
