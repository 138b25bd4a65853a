package io.redline.matcher;

/** Folded letters with {@code *} for any number of letters and {@code ?} for one UTF-16 code unit. */
final class WildcardPattern {
    private WildcardPattern() {}

    static boolean isWild(char c) {
        return c == '*' || c == '?';
    }

    /** Whether a wildcard stands before the first letter. */
    static boolean startsWild(String pattern) {
        return isWild(pattern.charAt(0));
    }

    /** The letters before the first wildcard. */
    static String prefix(String pattern) {
        int end = 0;
        while (end < pattern.length() && !isWild(pattern.charAt(end))) {
            end++;
        }
        return pattern.substring(0, end);
    }

    /** The longest run of letters without a wildcard; the first of several. */
    static String longestRun(String pattern) {
        String longest = "";
        int from = 0;
        for (int at = 0; at <= pattern.length(); at++) {
            if (at == pattern.length() || isWild(pattern.charAt(at))) {
                if (at - from > longest.length()) {
                    longest = pattern.substring(from, at);
                }
                from = at + 1;
            }
        }
        return longest;
    }

    /** Whether {@code word} as a whole fits {@code pattern}; takes time of the product of their lengths at most. */
    static boolean matches(String pattern, String word) {
        int p = 0;
        int w = 0;
        int star = -1;
        int resume = 0;
        while (w < word.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = w;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == word.charAt(w))) {
                p++;
                w++;
            } else if (star >= 0) {
                p = star + 1;
                w = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
