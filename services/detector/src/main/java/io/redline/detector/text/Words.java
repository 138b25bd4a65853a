package io.redline.detector.text;

/**
 * Lower-case spellings of words, shared: most words of an article are among a few thousand, and one instance of each
 * spares their allocation.
 *
 * <p>The table has a fixed size and keeps the first comer of each slot's few places, so it never grows; a lost race
 * merely allocates one string more.
 */
final class Words {

    private static final int SLOTS = 1 << 15;
    private static final int LONGEST = 24;
    private static final String[] SHARED = new String[SLOTS];

    private Words() {}

    /** The text from one offset to another in lower case, letter by letter. */
    static String lower(String text, int start, int end) {
        int length = end - start;
        if (length > LONGEST) {
            return text.substring(start, end).toLowerCase(java.util.Locale.ROOT);
        }
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + lower(text.charAt(i));
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        for (int probe = 0; probe < 4; probe++) {
            String shared = SHARED[(slot + probe) & (SLOTS - 1)];
            if (shared == null) {
                String fresh = fresh(text, start, end);
                SHARED[(slot + probe) & (SLOTS - 1)] = fresh;
                return fresh;
            }
            if (shared.length() == length && same(shared, text, start)) {
                return shared;
            }
        }
        return fresh(text, start, end);
    }

    private static String fresh(String text, int start, int end) {
        char[] letters = new char[end - start];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = lower(text.charAt(start + i));
        }
        return new String(letters);
    }

    private static boolean same(String shared, String text, int start) {
        for (int i = 0; i < shared.length(); i++) {
            if (shared.charAt(i) != lower(text.charAt(start + i))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return Character.toLowerCase(c);
    }
}
