package io.redline.detector.text;

/**
 * Marks which tokens stand in quotation marks. Straight double quotes toggle, curly ones open and close, single ones
 * count inside a quotation or where they are curly. A quotation left open ends with its paragraph.
 */
final class QuoteReader {

    private QuoteReader() {}

    static byte[] depths(String text, Tokens tokens) {
        byte[] depths = new byte[tokens.size];
        boolean outer = false;
        boolean inner = false;
        for (int i = 0; i < tokens.size; i++) {
            if (i > 0 && (outer || inner) && paragraphBreak(text, tokens.ends[i - 1], tokens.starts[i])) {
                outer = false;
                inner = false;
            }
            char c = text.charAt(tokens.starts[i]);
            boolean wasOpen = outer || inner;
            if (c == '"') {
                boolean opens = opens(text, tokens, i);
                outer = outer ? opens && !closes(text, tokens, i) : opens;
                inner = false;
            } else if (c == '\u201c' || c == '\u201e' || c == '\u00ab') {
                outer = true;
            } else if (c == '\u201d' || c == '\u00bb') {
                outer = false;
                inner = false;
            } else if ((c == '\'' || c == '\u2018' || c == '\u2019') && tokens.ends[i] == tokens.starts[i] + 1) {
                if (inner) {
                    inner = opens(text, tokens, i) && c != '\u2019';
                } else if (c != '\u2019') {
                    inner = opens(text, tokens, i) && closesLater(text, tokens, i);
                }
            }
            boolean isOpen = outer || inner;
            depths[i] = (byte) (wasOpen && isOpen ? (outer ? 1 : 0) + (inner ? 1 : 0) : 0);
        }
        return depths;
    }

    /** Whether a straight mark stands where a quotation would open: before a word, after a space or a bracket. */
    private static boolean opens(String text, Tokens tokens, int i) {
        int start = tokens.starts[i];
        int end = tokens.ends[i];
        boolean free = start == 0
                || !Character.isLetterOrDigit(text.charAt(start - 1)) && ".,!?".indexOf(text.charAt(start - 1)) < 0;
        return free && end < text.length() && !Character.isWhitespace(text.charAt(end));
    }

    private static boolean closes(String text, Tokens tokens, int i) {
        int start = tokens.starts[i];
        return start > 0 && !Character.isWhitespace(text.charAt(start - 1));
    }

    /** Single marks are also apostrophes: one opens a quotation only if another closes it within forty tokens. */
    private static boolean closesLater(String text, Tokens tokens, int i) {
        for (int j = i + 1; j < Math.min(tokens.size, i + 40); j++) {
            char c = text.charAt(tokens.starts[j]);
            if ((c == '\'' || c == '\u2019') && tokens.ends[j] == tokens.starts[j] + 1) {
                return true;
            }
        }
        return false;
    }

    static boolean paragraphBreak(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\n') {
                return true;
            }
        }
        return false;
    }
}
