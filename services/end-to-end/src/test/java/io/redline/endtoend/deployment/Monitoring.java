package io.redline.endtoend.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The alert rules and the dashboard as they stand in the repository, and what they ask Prometheus for. */
final class Monitoring {

    /** A name, and perhaps a selector of labels; a name that a parenthesis follows is a function or a list of labels. */
    private static final Pattern SERIES = Pattern.compile("\\b([a-z][a-z0-9_]*)\\b(?!\\s*\\()(?:\\{([^}]*)})?");

    private static final Pattern LABELS_OF_A_GROUP = Pattern.compile("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=|!=|=~|!~)\\s*\"");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    /** What Prometheus adds itself. */
    private static final Set<String> MADE_BY_PROMETHEUS = Set.of("up");

    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance", "le");

    /**
     * A metric that is asked for.
     *
     * @param metric its name
     * @param labels names of the labels that it is chosen by
     */
    record Series(String metric, Set<String> labels) {}

    private Monitoring() {}

    /** Every alert rule, as written. */
    static List<Map<String, Object>> rules() {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Object group : (List<?>)
                Deployment.document("deploy/prometheus/redline.rules.yml").get("groups")) {
            for (Object rule : (List<?>) Deployment.map(group).get("rules")) {
                rules.add(Deployment.map(rule));
            }
        }
        return rules;
    }

    /** Every panel of the dashboard, as written. */
    static List<JsonNode> panels() {
        try {
            List<JsonNode> panels = new ArrayList<>();
            new ObjectMapper()
                    .readTree(Deployment.read("deploy/grafana/redline.json"))
                    .path("panels")
                    .forEach(panels::add);
            return panels;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Everything that the rules and the dashboard ask for. */
    static List<Series> series() {
        List<String> expressions = new ArrayList<>();
        rules().forEach(rule -> expressions.add(rule.get("expr").toString()));
        panels().forEach(panel -> panel.path("targets")
                .forEach(target -> expressions.add(target.path("expr").asText())));
        return expressions.stream()
                .flatMap(expression -> seriesOf(expression).stream())
                .distinct()
                .toList();
    }

    /** What an expression asks for. */
    static List<Series> seriesOf(String expression) {
        String plain = RANGE.matcher(LABELS_OF_A_GROUP.matcher(expression).replaceAll(" "))
                .replaceAll("");
        List<Series> series = new ArrayList<>();
        for (Matcher found = SERIES.matcher(plain); found.find(); ) {
            if (!OPERATORS.contains(found.group(1)) && !MADE_BY_PROMETHEUS.contains(found.group(1))) {
                series.add(new Series(found.group(1), labels(found.group(2))));
            }
        }
        return series;
    }

    /** True when a line of a scrape is of that series. */
    static boolean exposes(String line, Series series) {
        String labels =
                line.startsWith(series.metric() + "{") ? line.substring(line.indexOf('{'), line.indexOf('}')) : "";
        return (line.startsWith(series.metric() + "{") || line.startsWith(series.metric() + " "))
                && series.labels().stream().allMatch(label -> labels.contains(label + "=\""));
    }

    private static Set<String> labels(String selector) {
        return selector == null
                ? Set.of()
                : LABEL.matcher(selector)
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !LABELS_OF_PROMETHEUS.contains(label))
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
