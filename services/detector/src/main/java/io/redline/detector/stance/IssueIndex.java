package io.redline.detector.stance;

import io.redline.detector.text.Passage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the issue a stretch of text is about, by the phrases of {@code issues.txt} and a desk's additions to it. */
final class IssueIndex {

    private record Phrase(String[] words, String issue, int order) {}

    private final Map<String, List<Phrase>> phrases = new HashMap<>();
    private int order;

    IssueIndex(@Nullable Path extensions) {
        try (InputStream in = IssueIndex.class.getResourceAsStream("issues.txt")) {
            if (in == null) {
                throw new IllegalStateException("the data file issues.txt is missing from the build");
            }
            Lexicon.readLines("issues.txt", new String(in.readAllBytes(), StandardCharsets.UTF_8), this::add);
            if (extensions != null && Files.exists(extensions.resolve("issues.txt"))) {
                Path file = extensions.resolve("issues.txt");
                Lexicon.readLines(file.toString(), Files.readString(file), this::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("an issue needs a colon before its phrases");
        }
        String issue = line.substring(0, colon).strip();
        for (String phrase : line.substring(colon + 1).split(",")) {
            String[] words = Lexicon.words(phrase.strip().toLowerCase(Locale.ROOT));
            if (words.length > 0) {
                phrases.computeIfAbsent(words[0], w -> new ArrayList<>(2)).add(new Phrase(words, issue, order++));
            }
        }
    }

    /** The issue named between two tokens: the longest phrase, the first of equals; null when none is named. */
    @Nullable
    String find(Passage passage, int first, int end) {
        Phrase best = null;
        for (int i = first; i < end; i++) {
            List<Phrase> candidates = phrases.get(passage.word(i));
            if (candidates == null) {
                continue;
            }
            for (Phrase phrase : candidates) {
                if (matches(phrase, passage, i, end) && (best == null || phrase.words().length > best.words().length)) {
                    best = phrase;
                }
            }
        }
        return best == null ? null : best.issue();
    }

    private static boolean matches(Phrase phrase, Passage passage, int at, int end) {
        if (at + phrase.words().length > end) {
            return false;
        }
        for (int k = 1; k < phrase.words().length; k++) {
            if (!passage.is(at + k, phrase.words()[k])) {
                return false;
            }
        }
        return true;
    }
}
