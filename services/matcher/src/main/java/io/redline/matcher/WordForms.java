package io.redline.matcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of {@code word-forms.txt}, whose head explains the notation. */
final class WordForms {
    private static final String FILE = "word-forms.txt";

    private final Map<String, List<String>> keys;
    private final Map<String, String> spellings;

    private WordForms(Map<String, List<String>> keys, Map<String, String> spellings) {
        this.keys = keys;
        this.spellings = spellings;
    }

    /** The keys a listed form is found by, its own first; null for a word that follows the rules. */
    @Nullable
    List<String> keys(String form) {
        return keys.get(form);
    }

    /** The spelling of {@code key} that all regions share. */
    String spelling(String key) {
        return spellings.getOrDefault(key, key);
    }

    /** Reads the list that comes with this package. */
    static WordForms load() {
        Map<String, String> spellings = new HashMap<>();
        Map<String, Set<String>> keys = new HashMap<>();
        for (String line : lines()) {
            if (line.contains(" = ")) {
                String[] spelled = line.split(" = ");
                spellings.put(Inflection.ruledKey(spelled[1]), Inflection.ruledKey(spelled[0]));
            } else if (line.contains(":: ")) {
                String[] entry = line.split(":: ");
                addForms(keys, entry[0], entry[0], entry[1].split(" "));
            } else {
                String[] entry = line.split(": ");
                addForms(keys, entry[0], Inflection.ruledKey(entry[0]), entry[1].split(" "));
            }
        }
        Map<String, List<String>> lists = new HashMap<>();
        keys.forEach((form, found) -> lists.put(form, List.copyOf(found)));
        return new WordForms(lists, spellings);
    }

    private static void addForms(Map<String, Set<String>> keys, String base, String key, String[] forms) {
        own(keys, base).add(key);
        for (String form : forms) {
            if (form.endsWith("?")) {
                String ambiguous = form.substring(0, form.length() - 1);
                own(keys, ambiguous).add(ambiguous);
                own(keys, ambiguous).add(key);
            } else if (!form.equals(".")) {
                own(keys, form).add(key);
            }
        }
    }

    private static Set<String> own(Map<String, Set<String>> keys, String form) {
        return keys.computeIfAbsent(form, unused -> new LinkedHashSet<>());
    }

    private static List<String> lines() {
        InputStream file = Objects.requireNonNull(WordForms.class.getResourceAsStream(FILE), FILE);
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(line.strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
        return lines;
    }
}
