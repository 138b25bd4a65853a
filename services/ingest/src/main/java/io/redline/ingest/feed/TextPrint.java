package io.redline.ingest.feed;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A fingerprint of a text that changes little when the text changes little: Charikar's similarity hash (2002) over pairs
 * of words. Two texts are near-identical when few of the 64 bits differ.
 */
final class TextPrint {

    /** Shorter texts say too little to be told apart. */
    private static final int LEAST_WORDS = 40;

    /** At most this many differing bits: a changed sentence in a news item, as tried in this class's test. */
    private static final int NEAR = 6;

    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private TextPrint() {}

    /** Fingerprint of a text; 0 when it is too short for one. */
    static long of(String text) {
        String[] words = NOT_WORD.split(text.toLowerCase(Locale.ROOT));
        if (words.length < LEAST_WORDS) {
            return 0;
        }
        int[] votes = new int[Long.SIZE];
        for (int i = 1; i < words.length; i++) {
            long hash = mix(words[i - 1].hashCode() * 31L + words[i].hashCode());
            for (int bit = 0; bit < Long.SIZE; bit++) {
                votes[bit] += (hash >>> bit & 1) == 1 ? 1 : -1;
            }
        }
        long print = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            print |= votes[bit] > 0 ? 1L << bit : 0;
        }
        return print;
    }

    /** True when both texts were long enough and differ in little. */
    static boolean near(long one, long other) {
        return one != 0 && other != 0 && Long.bitCount(one ^ other) <= NEAR;
    }

    /** Spreads a hash over 64 bits (the finalizer of SplitMix64). */
    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
