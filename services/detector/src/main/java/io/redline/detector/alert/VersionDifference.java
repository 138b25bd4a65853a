package io.redline.detector.alert;

import io.redline.detector.text.SlugRule;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.AlertSupport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says what changed from one version of an article to the next in what a watch cares about: its headline, the passage around
 * what met the watch, the words that met it, its stances and shifts. What a refile changes (spaces, punctuation, capitals, the
 * slug in front of a headline) is no change.
 */
final class VersionDifference {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private static final String ELLIPSIS = "…";

    /** Beyond so many words on a side, a passage was rewritten rather than corrected. */
    private static final int LONGEST_CHANGE = 12;

    private static final int MOST_CHANGES = 3;

    /** Words of a text that are compared, the first. */
    private static final int MOST_WORDS = 200;

    private VersionDifference() {}

    /** One plain sentence; empty when nothing changed that the watch cares about. */
    static Optional<String> between(AlertSupport before, AlertSupport after) {
        Set<String> changes = new LinkedHashSet<>();
        shifts(before, after, changes);
        stances(before, after, changes);
        text(
                "the headline",
                SlugRule.withoutSlug(before.getArticle().getHeadline()),
                SlugRule.withoutSlug(after.getArticle().getHeadline()),
                changes);
        text("the passage", before.getExcerpt(), after.getExcerpt(), changes);
        Stance said = before.getStance();
        Stance says = after.getStance();
        if (said != null && says != null && before.getStances().equals(after.getStances())) {
            text("the sentence", said.getQuote(), says.getQuote(), changes);
        }
        words(before, after, changes);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        List<String> shown = changes.stream().limit(MOST_CHANGES).toList();
        int more = changes.size() - shown.size();
        return Optional.of(AlertBook.sourceOf(after.getArticle()) + " changed its report: " + String.join("; ", shown)
                + (more > 0 ? "; and " + more + " more." : "."));
    }

    private static void shifts(AlertSupport before, AlertSupport after, Set<String> changes) {
        for (StanceShift shift : before.getCompletedShifts()) {
            if (after.getCompletedShifts().stream().noneMatch(one -> one.getId().equals(shift.getId()))) {
                changes.add("it no longer tells that " + shift.getActorText() + " moved to " + shift.getTo());
            }
        }
    }

    private static void stances(AlertSupport before, AlertSupport after, Set<String> changes) {
        Map<String, String> sides = new LinkedHashMap<>();
        after.getStances().forEach(key -> sides.put(keyOf(key), sideOf(key)));
        for (String key : before.getStances()) {
            if (after.getStances().contains(key)) {
                continue;
            }
            String side = sides.get(keyOf(key));
            changes.add(
                    side == null
                            ? "it no longer states a " + sideOf(key) + " stance of " + parties(key)
                            : "the stance of " + parties(key) + " turned from " + sideOf(key) + " to " + side);
        }
    }

    private static String keyOf(String keyWithSide) {
        return keyWithSide.substring(0, keyWithSide.lastIndexOf('|'));
    }

    private static String sideOf(String keyWithSide) {
        return keyWithSide.substring(keyWithSide.lastIndexOf('|') + 1);
    }

    private static String parties(String keyWithSide) {
        String[] parts = keyWithSide.split("\\|", -1);
        return name(parts[0])
                + (parts[1].isEmpty() ? "" : " towards " + name(parts[1]))
                + (parts[2].isEmpty() ? "" : " on " + parts[2].replace('-', ' '));
    }

    private static String name(String party) {
        return party.startsWith("~") ? party.substring(1).replace('-', ' ').strip() : party;
    }

    private static void words(AlertSupport before, AlertSupport after, Set<String> changes) {
        Set<String> had = terms(before);
        Set<String> has = terms(after);
        has.stream().filter(word -> !had.contains(word)).forEach(word -> changes.add("it now has \"" + word + "\""));
        had.stream()
                .filter(word -> !has.contains(word))
                .forEach(word -> changes.add("it no longer has \"" + word + "\""));
    }

    private static Set<String> terms(AlertSupport support) {
        Set<String> words = new LinkedHashSet<>();
        support.getTerms().forEach(term -> words.add(term.getText().toLowerCase(Locale.ROOT)));
        return words;
    }

    /** Adds the passages of a text that read otherwise now. */
    private static void text(String part, String before, String after, Set<String> changes) {
        List<String> old = words(before);
        List<String> now = words(after);
        List<Change> found = changes(old, now);
        found.removeIf(change -> change.isOfWindow(old, now, before, after));
        int changed = found.stream().mapToInt(Change::length).sum();
        boolean rewritten = found.size() > MOST_CHANGES || changed > LONGEST_CHANGE && 2 * changed > now.size();
        if (rewritten) {
            changes.add(part + " now reads \"" + after.strip() + "\"");
        } else {
            found.forEach(change -> changes.add(change.inWords(old, now)));
        }
    }

    /** The passages that differ, those together between which a single word is the same. */
    private static List<Change> changes(List<String> old, List<String> now) {
        int[][] common = common(old, now);
        List<Change> changes = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            int fromOld = i;
            int fromNow = j;
            while ((i < old.size() || j < now.size())
                    && !(i < old.size() && j < now.size() && same(old.get(i), now.get(j)))) {
                if (j == now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                    i++;
                } else {
                    j++;
                }
            }
            Change last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
            if (i == fromOld && j == fromNow) {
                i++;
                j++;
            } else if (last != null && fromOld - last.toOld() <= 1) {
                changes.set(changes.size() - 1, new Change(last.fromOld(), i, last.fromNow(), j));
            } else {
                changes.add(new Change(fromOld, i, fromNow, j));
            }
        }
        return changes;
    }

    /** Words that stand in place of others; of one of the texts perhaps none. */
    private record Change(int fromOld, int toOld, int fromNow, int toNow) {

        int length() {
            return Math.max(toOld - fromOld, toNow - fromNow);
        }

        /** Whether it comes only from an excerpt being cut out a little further on. */
        boolean isOfWindow(List<String> old, List<String> now, String before, String after) {
            boolean oneSided = fromOld == toOld || fromNow == toNow;
            boolean atStart =
                    fromOld == 0 && fromNow == 0 && (before.startsWith(ELLIPSIS) || after.startsWith(ELLIPSIS));
            boolean atEnd = toOld == old.size()
                    && toNow == now.size()
                    && (before.endsWith(ELLIPSIS) || after.endsWith(ELLIPSIS));
            return oneSided && (atStart || atEnd);
        }

        String inWords(List<String> old, List<String> now) {
            if (fromOld == toOld) {
                return "it now says \"" + joined(now, fromNow, toNow) + "\"";
            }
            if (fromNow == toNow) {
                return "\"" + joined(old, fromOld, toOld) + "\" is gone";
            }
            // A word beside it makes a lone figure readable.
            int beside = toOld < old.size() && toNow < now.size() ? 1 : 0;
            return "\"" + joined(old, fromOld, toOld + beside) + "\" became \"" + joined(now, fromNow, toNow + beside)
                    + "\"";
        }
    }

    private static String joined(List<String> words, int from, int to) {
        return String.join(" ", words.subList(from, to));
    }

    /** How many words are the same, in order, from each pair of places on. */
    private static int[][] common(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = same(old.get(i), now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    /** The words of a text without the punctuation around them; figures keep theirs inside. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String piece : SPACE.split(text)) {
            String word = trimmed(piece);
            if (!word.isEmpty() && words.size() < MOST_WORDS) {
                words.add(word);
            }
        }
        return words;
    }

    private static String trimmed(String piece) {
        int start = 0;
        int end = piece.length();
        while (start < end && !counts(piece.charAt(start))) {
            start++;
        }
        while (end > start && !counts(piece.charAt(end - 1))) {
            end--;
        }
        return piece.substring(start, end);
    }

    private static boolean counts(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || "%$€£¥".indexOf(c) >= 0;
    }
}
