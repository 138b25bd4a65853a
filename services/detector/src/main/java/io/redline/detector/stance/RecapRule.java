package io.redline.detector.stance;

import io.redline.detector.text.Passage;
import io.redline.detector.text.Sentence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells a sentence that recounts the past from one with news, by the times it names and the day it was published. */
final class RecapRule {

    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("january", 1),
            Map.entry("february", 2),
            Map.entry("march", 3),
            Map.entry("april", 4),
            Map.entry("may", 5),
            Map.entry("june", 6),
            Map.entry("july", 7),
            Map.entry("august", 8),
            Map.entry("september", 9),
            Map.entry("october", 10),
            Map.entry("november", 11),
            Map.entry("december", 12),
            Map.entry("jan", 1),
            Map.entry("feb", 2),
            Map.entry("mar", 3),
            Map.entry("apr", 4),
            Map.entry("jun", 6),
            Map.entry("jul", 7),
            Map.entry("aug", 8),
            Map.entry("sept", 9),
            Map.entry("sep", 9),
            Map.entry("oct", 10),
            Map.entry("nov", 11),
            Map.entry("dec", 12));

    private final LocalDate published;

    RecapRule(Instant publishedAt) {
        published = publishedAt.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static final Set<String> LOOKING_BACK = Set.of(
            "ANALYSIS",
            "BACKGROUND",
            "CHRONOLOGY",
            "COLUMN",
            "COMMENT",
            "COMMENTARY",
            "EXPLAINER",
            "FACTBOX",
            "FEATURE",
            "INSIGHT",
            "OPINION",
            "PREVIEW",
            "PROFILE",
            "Q&A",
            "TIMELINE");

    /** Whether a headline announces a piece about what is known already, as agencies mark it: "FACTBOX: ...". */
    boolean looksBack(String headline) {
        int end = 0;
        while (end < headline.length() && end < 12 && headline.charAt(end) != ':' && headline.charAt(end) != '-') {
            end++;
        }
        return LOOKING_BACK.contains(headline.substring(0, end).strip().toUpperCase(Locale.ROOT));
    }

    /** Whether a sentence names a time well before its publication: last week, years ago, another month or year. */
    boolean recounts(Passage passage, Sentence sentence) {
        if (isPastYear(passage, sentence.first())) {
            // an entry of a chronology
            return true;
        }
        for (int i = sentence.first(); i < sentence.end(); i++) {
            switch (passage.word(i)) {
                case "last", "previous" -> {
                    if (isPeriod(passage, i + 1, sentence.end())) {
                        return true;
                    }
                }
                case "earlier" -> {
                    if (passage.is(i + 1, "this") && (passage.is(i + 2, "year") || passage.is(i + 2, "month"))) {
                        return true;
                    }
                }
                case "ago" -> {
                    if (i > sentence.first() && isLongPeriod(passage.word(i - 1))) {
                        return true;
                    }
                }
                case "previously", "formerly", "historically" -> {
                    return true;
                }
                default -> {
                    if (isPastDate(passage, i)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isPeriod(Passage passage, int i, int end) {
        return i < end
                && switch (passage.word(i)) {
                    case "week", "month", "year", "decade", "century", "autumn", "spring", "summer", "winter" -> true;
                    default -> MONTHS.containsKey(passage.word(i));
                };
    }

    private static boolean isLongPeriod(String word) {
        return switch (word) {
            case "week", "weeks", "month", "months", "year", "years", "decade", "decades" -> true;
            default -> false;
        };
    }

    private boolean isPastYear(Passage passage, int i) {
        String word = passage.word(i);
        return word.matches("(19|20)[0-9][0-9]") && Integer.parseInt(word) < published.getYear();
    }

    private boolean isPastDate(Passage passage, int i) {
        if (i == 0) {
            return false;
        }
        String before = passage.word(i - 1);
        if (passage.isNumber(i)
                && passage.end(i) - passage.start(i) == 4
                && (before.equals("in")
                        || before.equals("since")
                        || before.equals("of")
                        || MONTHS.containsKey(before))) {
            return isPastYear(passage, i);
        }
        Integer month = passage.isCapitalised(i) ? MONTHS.get(passage.word(i)) : null;
        if (month == null || !(before.equals("in") || before.equals("since") || before.equals("last"))) {
            return false;
        }
        int monthsAgo = Math.floorMod(published.getMonthValue() - month, 12);
        return monthsAgo >= 1 && monthsAgo <= 9;
    }
}
