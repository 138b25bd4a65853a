package io.redline.detector.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts of label against finding, and the usual figures over them. A finding outside the classes is simply wrong. */
final class Classification {

    private final List<String> classes;
    private final Map<String, Map<String, Integer>> confusion = new LinkedHashMap<>();
    private int total;

    Classification(List<String> classes) {
        this.classes = List.copyOf(classes);
    }

    void add(String label, String found) {
        confusion.computeIfAbsent(label, c -> new LinkedHashMap<>()).merge(found, 1, Integer::sum);
        total++;
    }

    double accuracy() {
        int right = 0;
        for (String name : classes) {
            right += count(name, name);
        }
        return total == 0 ? 0 : (double) right / total;
    }

    double precision(String name) {
        int found = 0;
        for (String label : confusion.keySet()) {
            found += count(label, name);
        }
        return found == 0 ? 0 : (double) count(name, name) / found;
    }

    double recall(String name) {
        int labelled = labelled(name);
        return labelled == 0 ? 0 : (double) count(name, name) / labelled;
    }

    double f1(String name) {
        double sum = precision(name) + recall(name);
        return sum == 0 ? 0 : 2 * precision(name) * recall(name) / sum;
    }

    /** The mean F1 over the classes that have labels. */
    double macroF1() {
        return classes.stream()
                .filter(name -> labelled(name) > 0)
                .mapToDouble(this::f1)
                .average()
                .orElse(0);
    }

    ObjectNode json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("labelled", total);
        json.put("accuracy", accuracy());
        json.put("macroF1", macroF1());
        ObjectNode each = json.putObject("classes");
        ObjectNode table = json.putObject("confusion");
        for (String name : classes) {
            each.putObject(name)
                    .put("labelled", labelled(name))
                    .put("precision", precision(name))
                    .put("recall", recall(name))
                    .put("f1", f1(name));
            ObjectNode row = table.putObject(name);
            confusion.getOrDefault(name, Map.of()).forEach(row::put);
        }
        return json;
    }

    void print(PrintStream out) {
        out.printf(Locale.ROOT, "%-12s %9s %9s %6s %6s  found as%n", "label", "precision", "recall", "F1", "count");
        for (String name : classes) {
            StringBuilder row = new StringBuilder();
            confusion.getOrDefault(name, Map.of()).entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .forEach(e -> row.append(' ').append(e.getKey()).append(' ').append(e.getValue()));
            out.printf(
                    Locale.ROOT,
                    "%-12s %9.3f %9.3f %6.3f %6d %s%n",
                    name,
                    precision(name),
                    recall(name),
                    f1(name),
                    labelled(name),
                    row);
        }
        out.println();
    }

    private int labelled(String name) {
        return confusion.getOrDefault(name, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private int count(String label, String found) {
        return confusion.getOrDefault(label, Map.of()).getOrDefault(found, 0);
    }
}
