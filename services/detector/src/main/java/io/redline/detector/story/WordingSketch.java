package io.redline.detector.story;

import java.util.Arrays;
import java.util.List;

/**
 * A fixed-size sample of the four-word runs of a text, from which the share of one text found in another can be
 * estimated.
 *
 * <p>Each run is hashed and the smallest hashes are kept (a bottom-k sketch). Below the smaller of two sketches' largest
 * hashes both hold <em>every</em> run of their text, so the overlap counted there estimates the overlap of the whole
 * texts, also when one is much shorter.
 */
final class WordingSketch {

    /** Runs kept of one text: 256 bytes, for a standard error of about six points at one half. */
    static final int SIZE = 64;

    private static final int RUN_LENGTH = 4;

    /** Fewer common ground than this says nothing about the texts. */
    private static final int FEWEST_COMPARABLE = 8;

    private WordingSketch() {}

    /** The sketch of a text: at most {@link #SIZE} hashes, ascending. */
    static int[] of(List<String> words) {
        int runs = words.size() - RUN_LENGTH + 1;
        if (runs <= 0) {
            return new int[0];
        }
        int[] hashes = new int[words.size()];
        for (int at = 0; at < hashes.length; at++) {
            hashes[at] = TermHash.of(words.get(at));
        }
        int[] sketch = new int[runs];
        for (int start = 0; start < runs; start++) {
            int hash = 0;
            for (int at = start; at < start + RUN_LENGTH; at++) {
                hash = TermHash.mix(hash * 31 + hashes[at]);
            }
            sketch[start] = hash;
        }
        Arrays.sort(sketch);
        int kept = 0;
        for (int at = 0; at < runs && kept < SIZE; at++) {
            if (at == 0 || sketch[at] != sketch[at - 1]) {
                sketch[kept++] = sketch[at];
            }
        }
        return Arrays.copyOf(sketch, kept);
    }

    /** How much two texts have in common. */
    static Overlap compare(int[] left, int[] right) {
        if (left.length == 0 || right.length == 0) {
            return Overlap.NOTHING;
        }
        int limit = Math.min(limit(left), limit(right));
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < left.length && j < right.length && left[i] <= limit && right[j] <= limit) {
            int order = Integer.compare(left[i], right[j]);
            if (order == 0) {
                common++;
            }
            if (order <= 0) {
                i++;
            }
            if (order >= 0) {
                j++;
            }
        }
        while (i < left.length && left[i] <= limit) {
            i++;
        }
        while (j < right.length && right[j] <= limit) {
            j++;
        }
        return Math.min(i, j) < FEWEST_COMPARABLE ? Overlap.NOTHING : new Overlap(common, i, j);
    }

    /**
     * What two texts have in common, as far as their sketches can be compared; nothing when the texts are too short to tell.
     *
     * @param both runs found in both
     * @param left runs of the left text
     * @param right runs of the right text
     */
    record Overlap(int both, int left, int right) {

        static final Overlap NOTHING = new Overlap(0, 1, 1);

        /** The estimated share, 0 to 1, of the shorter text's wording that the other has too. */
        double ofShorter() {
            return (double) both / Math.min(left, right);
        }

        /** The estimated share of the left text's wording that the right one has too. */
        double ofLeft() {
            return (double) both / left;
        }

        /** The estimated share of all their wording that both have. */
        double ofAll() {
            return (double) both / (left + right - both);
        }
    }

    /** Up to which hash the sketch holds every run of its text. */
    private static int limit(int[] sketch) {
        return sketch.length < SIZE ? Integer.MAX_VALUE : sketch[SIZE - 1];
    }
}
