package io.redline.matcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a query holds for an article or does not: the tree of its clauses, each with the words it was met by or that it
 * lacked.
 *
 * @param role what the clause is for
 * @param clause the clause as typed
 * @param holds whether the article meets it; for an excluded clause this is what speaks against the article
 * @param terms the words of the article that meet it
 * @param reason one plain sentence
 * @param clauses the clauses it is made of; none for a word or phrase
 */
public record Explanation(
        Role role, String clause, boolean holds, List<MatchedTerm> terms, String reason, List<Explanation> clauses) {

    /** What a clause is for in the one around it. */
    public enum Role {
        QUERY("query"),
        REQUIRED("required"),
        ALTERNATIVE("alternative"),
        EXCLUDED("excluded");

        private final String label;

        Role(String label) {
            this.label = label;
        }

        /** The word for it in text and JSON. */
        public String label() {
            return label;
        }
    }

    /** Keeps its own copies. */
    public Explanation {
        terms = List.copyOf(terms);
        clauses = List.copyOf(clauses);
    }

    /** Explains what {@code query} makes of {@code article}. */
    public static Explanation of(Query query, ArticleText article) {
        return new QueryExplainer(query, article).explain();
    }

    /** The explanation as maps and lists, ready to be written as JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("role", role.label());
        map.put("clause", clause);
        map.put("holds", holds);
        map.put("reason", reason);
        map.put("terms", terms.stream().map(Explanation::toMap).toList());
        map.put("clauses", clauses.stream().map(Explanation::toMap).toList());
        return map;
    }

    private static Map<String, Object> toMap(MatchedTerm term) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", term.text());
        map.put("field", term.field());
        map.put("start", term.start());
        map.put("end", term.end());
        return map;
    }

    /** The explanation as indented lines, a clause a line. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        addLines(0, lines);
        return String.join("\n", lines);
    }

    private void addLines(int depth, List<String> lines) {
        String mark = holds == (role != Role.EXCLUDED) ? "+ " : "- ";
        lines.add("  ".repeat(depth) + mark + role.label() + " " + clause + ": " + reason);
        for (Explanation inner : clauses) {
            inner.addLines(depth + 1, lines);
        }
    }
}
