package io.redline.detector.stance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The nasty set of {@code nasty.txt}, read and judged. */
final class NastySentences {

    /** A category with its floor and its sentences. */
    record Category(String name, double floor, List<Case> cases) {}

    /** A sentence and what its first stance must be. */
    record Case(String expected, String text) {

        /** What is wrong with what the detector finds, or null. */
        @Nullable
        String fault(StanceDetector detector) {
            String headline = text.endsWith(".") || text.endsWith("?") || text.contains("\"") ? "" : text;
            List<StanceFinding> found = detector.detect(headline, headline.isEmpty() ? text : "", "en", NOW)
                    .stances();
            StanceFinding first = found.isEmpty() ? null : found.get(0);
            String side = first == null ? "neutral" : first.side().code();
            String[] words = expected.split(" ");
            boolean analyst = false;
            for (int i = 1; i < words.length; i++) {
                switch (words[i]) {
                    case "conditional" -> {
                        if (first == null || !first.conditional()) {
                            return "not conditional: " + first;
                        }
                    }
                    case "recap" -> {
                        if (first == null || !first.recap()) {
                            return "no recap: " + first;
                        }
                    }
                    case "by" -> {
                        String code = words[++i];
                        if (first == null || !code.equals(first.actor())) {
                            return "not by " + code + ": " + first;
                        }
                    }
                    case "to" -> {
                        String code = words[++i];
                        if (first == null || !code.equals(first.target())) {
                            return "not to " + code + ": " + first;
                        }
                    }
                    case "not" -> {
                        String code = words[++i];
                        analyst = true;
                        if (found.stream().anyMatch(stance -> code.equals(stance.actor()))) {
                            return "filed under " + code + ": " + found;
                        }
                    }
                    default -> throw new IllegalArgumentException("nasty.txt: " + expected);
                }
            }
            return analyst || side.equals(words[0]) ? null : "found " + side + ": " + first;
        }
    }

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private NastySentences() {}

    static List<Category> all() {
        List<Category> categories = new ArrayList<>();
        for (String line : lines()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                String[] head = line.substring(1, line.length() - 1).split(" ");
                categories.add(
                        new Category(head[0].toLowerCase(Locale.ROOT), Double.parseDouble(head[1]), new ArrayList<>()));
            } else {
                int bar = line.indexOf(" | ");
                categories
                        .get(categories.size() - 1)
                        .cases()
                        .add(new Case(line.substring(0, bar), line.substring(bar + 3)));
            }
        }
        return categories;
    }

    private static List<String> lines() {
        try (InputStream in = NastySentences.class.getResourceAsStream("nasty.txt")) {
            if (in == null) {
                throw new IllegalStateException("nasty.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
