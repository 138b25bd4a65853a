package io.redline.detector;

import io.redline.schemas.Term;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;

/** Cuts short passages out of an article, at word boundaries. */
final class Excerpts {

    private static final int LENGTH = 240;
    private static final int BEFORE = 80;
    private static final String ELLIPSIS = "…";

    private Excerpts() {}

    /** The start of a text. */
    static String lead(String text) {
        return cut(text, 0);
    }

    /** The passage around the first term in the body; the start of the body when no term is there. */
    static String around(List<Term> terms, String body) {
        int start = terms.stream()
                .filter(term -> term.getField().equals("body"))
                .mapToInt(Term::getStart)
                .findFirst()
                .orElse(0);
        return cut(body, start <= BEFORE ? 0 : start - BEFORE);
    }

    private static String cut(String text, int from) {
        // Only the neighbourhood is looked at, so that a long article costs no more than a short one.
        int low = Math.max(0, from - 32);
        int high = Math.min(text.length(), from + LENGTH + 32);
        String near = text.substring(low, high);
        BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
        words.setText(near);
        int start = from == 0 ? 0 : boundary(words, from - low);
        int wantedEnd = start + LENGTH;
        int end = wantedEnd >= near.length() ? near.length() : boundary(words, wantedEnd);
        String passage = near.substring(start, end).strip().replaceAll("\\s+", " ");
        return (low + start > 0 ? ELLIPSIS : "") + passage + (low + end < text.length() ? ELLIPSIS : "");
    }

    private static int boundary(BreakIterator words, int offset) {
        return words.isBoundary(offset) ? offset : words.preceding(offset);
    }
}
