package io.redline.detector.text;

import java.util.Set;

/** Cuts text into words, numbers and punctuation marks in one pass over its characters. */
final class Tokenizer {

    /** Prefixes that stay with the word after their hyphen, so that "re-open" reads "reopen". */
    private static final Set<String> JOINED_PREFIXES = Set.of("re", "co", "de", "cease");

    private final String text;
    private final Tokens tokens;

    private Tokenizer(String text) {
        this.text = text;
        this.tokens = new Tokens(text.length() / 5 + 8);
    }

    static Tokens tokenize(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        tokenizer.run();
        return tokenizer.tokens;
    }

    private void run() {
        int at = 0;
        int length = text.length();
        while (at < length) {
            char c = text.charAt(at);
            if (c <= ' ' || c == '\u00a0' || (c > 127 && Character.isWhitespace(c))) {
                at++;
            } else if (isLetter(c)) {
                at = word(at);
            } else if (Character.isDigit(c)) {
                at = number(at);
            } else {
                int end = at + 1;
                if (Character.isHighSurrogate(c) && end < length && Character.isLowSurrogate(text.charAt(end))) {
                    end++;
                } else if ((c == '-' || c == '.') && end < length) {
                    while (end < length && text.charAt(end) == c) {
                        end++;
                    }
                }
                tokens.add(at, end, punctuation(c, at, end), 0);
                at = end;
            }
        }
    }

    private int word(int start) {
        int length = text.length();
        int initials = initials(start);
        if (initials > start) {
            tokens.add(start, initials, lower(start, initials), Passage.WORD | Passage.CAPITALISED);
            return initials;
        }
        int end = start;
        while (end < length && isWordPart(text.charAt(end))) {
            end++;
        }
        if (end + 1 < length && text.charAt(end) == '-' && isLetter(text.charAt(end + 1))) {
            String prefix = end - start <= 5 ? lower(start, end) : "";
            if (JOINED_PREFIXES.contains(prefix)) {
                int tail = end + 1;
                while (tail < length && isWordPart(text.charAt(tail))) {
                    tail++;
                }
                tokens.add(start, tail, prefix + lower(end + 1, tail), shape(start, end));
                return tail;
            }
        }
        if (end + 1 < length && isApostrophe(text.charAt(end)) && isLetter(text.charAt(end + 1))) {
            return contraction(start, end);
        }
        tokens.add(start, end, lower(start, end), shape(start, end));
        return end;
    }

    /** Reads {@code Iran's}, {@code won't}, {@code we'll} and {@code O'Brien}. */
    private int contraction(int start, int apostrophe) {
        int length = text.length();
        int end = apostrophe + 1;
        while (end < length && isWordPart(text.charAt(end))) {
            end++;
        }
        String tail = lower(apostrophe + 1, end);
        if (tail.equals("t") && apostrophe - start >= 2 && Character.toLowerCase(text.charAt(apostrophe - 1)) == 'n') {
            String stem = lower(start, apostrophe - 1);
            String verb =
                    switch (stem) {
                        case "wo" -> "will";
                        case "ca" -> "can";
                        case "sha" -> "shall";
                        default -> stem;
                    };
            if (verb.equals("can")) {
                tokens.add(start, apostrophe, verb, shape(start, apostrophe));
                tokens.add(apostrophe, end, "not", Passage.WORD);
            } else {
                tokens.add(start, apostrophe - 1, verb, shape(start, apostrophe - 1));
                tokens.add(apostrophe - 1, end, "not", Passage.WORD);
            }
            return end;
        }
        String spelt =
                switch (tail) {
                    case "s" -> "'s";
                    case "ll" -> "will";
                    case "ve" -> "have";
                    case "re" -> "are";
                    case "d" -> "'d";
                    case "m" -> "am";
                    default -> "";
                };
        if (spelt.isEmpty()) {
            tokens.add(start, end, lower(start, apostrophe) + "'" + tail, shape(start, end));
        } else {
            tokens.add(start, apostrophe, lower(start, apostrophe), shape(start, apostrophe));
            tokens.add(apostrophe, end, spelt, Passage.WORD);
        }
        return end;
    }

    /** The end of initials such as {@code U.S.} or {@code R.} that start here; the start itself when there are none. */
    private int initials(int start) {
        int length = text.length();
        int at = start;
        while (at + 1 < length && isLetter(text.charAt(at)) && text.charAt(at + 1) == '.') {
            at += 2;
        }
        int count = (at - start) / 2;
        if (count == 0 || (at < length && isWordPart(text.charAt(at)))) {
            // "U.S" without its last dot still counts
            if (count == 1
                    && at < length
                    && Character.isUpperCase(text.charAt(start))
                    && Character.isUpperCase(text.charAt(at))
                    && (at + 1 == length || !isWordPart(text.charAt(at + 1)))) {
                return at + 1;
            }
            return start;
        }
        return count >= 2 || Character.isUpperCase(text.charAt(start)) ? at : start;
    }

    private int number(int start) {
        int length = text.length();
        int end = start;
        while (end < length) {
            char c = text.charAt(end);
            if (Character.isDigit(c) || isLetter(c)) {
                end++;
            } else if ((c == '.' || c == ',' || c == ':')
                    && end + 1 < length
                    && Character.isDigit(text.charAt(end + 1))) {
                end += 2;
            } else {
                break;
            }
        }
        tokens.add(start, end, lower(start, end), Passage.NUMBER);
        return end;
    }

    private String punctuation(char c, int start, int end) {
        if (c < 128 && end == start + 1) {
            return ASCII[c];
        }
        return switch (c) {
            case '\u2018', '\u2019', '\u00b4' -> "'";
            case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb' -> "\"";
            case '\u2013', '\u2014', '\u2015' -> "--";
            case '\u2026' -> "...";
            case '\u2022', '\u25cf', '\u25aa', '\u00b7' -> "\u2022";
            case '-' -> "--";
            case '.' -> "...";
            default -> text.substring(start, Math.min(end, start + 2));
        };
    }

    private static final String[] ASCII = new String[128];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = String.valueOf(c);
        }
    }

    private int shape(int start, int end) {
        int shape = Passage.WORD;
        if (Character.isUpperCase(text.charAt(start))) {
            shape |= Passage.CAPITALISED;
            boolean small = end - start < 2;
            for (int i = start + 1; i < end && !small; i++) {
                small = Character.isLowerCase(text.charAt(i));
            }
            if (!small) {
                shape |= Passage.ALL_CAPITALS;
            }
        } else {
            // "iPhone", "al-Bashir", "eBay" count as names through the capital inside
            for (int i = start + 1; i < end; i++) {
                if (Character.isUpperCase(text.charAt(i))) {
                    return shape | Passage.CAPITALISED;
                }
            }
        }
        return shape;
    }

    private String lower(int start, int end) {
        return Words.lower(text, start, end);
    }

    private static boolean isApostrophe(char c) {
        return c == '\'' || c == '\u2019';
    }

    private static boolean isLetter(char c) {
        return c < 128 ? (c | 32) >= 'a' && (c | 32) <= 'z' : Character.isLetter(c);
    }

    private static boolean isWordPart(char c) {
        return isLetter(c)
                || Character.isDigit(c)
                || (c > 127 && Character.getType(c) == Character.NON_SPACING_MARK)
                || c == '\u00ad';
    }
}
