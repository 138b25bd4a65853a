package io.redline.alerter.channel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text of which some passages stand out.
 *
 * @param passages the text in order, in one piece or several
 */
public record MarkedText(List<Passage> passages) {

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    /** Turns the direction of what follows: with it a headline could make our own words around it read otherwise. */
    private static final Pattern TURNING = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]+");

    /** A piece of text. */
    public record Passage(String text, boolean marked) {}

    /**
     * Marks these words wherever they stand in the text as words, in any case. Line breaks and control characters become
     * spaces: a text that people send us is always one line to those whom we send it to.
     */
    public static MarkedText of(String raw, Collection<String> words) {
        String text = oneLine(raw);
        List<String> wanted = words.stream()
                .map(MarkedText::oneLine)
                .filter(word -> !word.isBlank())
                .distinct()
                // The longest first, so that "red lines" wins over "red".
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        if (wanted.isEmpty()) {
            return new MarkedText(List.of(new Passage(text, false)));
        }
        Matcher found = Pattern.compile(
                        wanted.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?<!\\w)(?:", ")(?!\\w)")),
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS)
                .matcher(text);
        List<Passage> passages = new ArrayList<>();
        int end = 0;
        while (found.find()) {
            add(passages, text.substring(end, found.start()), false);
            add(passages, found.group(), true);
            end = found.end();
        }
        add(passages, text.substring(end), false);
        return new MarkedText(passages);
    }

    /** The text without its marks. */
    public String plain() {
        return render(UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** The text with each passage written in one of two ways. */
    public String render(UnaryOperator<String> plain, UnaryOperator<String> marked) {
        return passages.stream()
                .map(passage -> (passage.marked() ? marked : plain).apply(passage.text()))
                .collect(Collectors.joining());
    }

    /** The text, cut with an ellipsis so that it is no longer than this, in UTF-16 code units. */
    public MarkedText cut(int most) {
        if (plain().length() <= most) {
            return this;
        }
        List<Passage> kept = new ArrayList<>();
        int left = most - 1;
        for (Passage passage : passages) {
            String text = start(passage.text(), left);
            add(kept, text, passage.marked());
            left -= text.length();
        }
        add(kept, "…", false);
        return new MarkedText(kept);
    }

    /** The start of a text, at most so long, never half a character. */
    public static String start(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Math.max(most, 0);
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    /** A text as one line, without control characters and without signs that turn the direction of writing. */
    public static String oneLine(String text) {
        return UNPRINTABLE
                .matcher(TURNING.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    private static void add(List<Passage> passages, String text, boolean marked) {
        if (!text.isEmpty()) {
            passages.add(new Passage(text, marked));
        }
    }
}
