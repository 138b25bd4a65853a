package io.redline.detector.text;

import java.util.Arrays;

/** The growing flat arrays a {@link Tokenizer} writes and a {@link Passage} keeps. */
final class Tokens {

    int size;
    int[] starts;
    int[] ends;
    String[] words;
    byte[] shapes;

    Tokens(int expected) {
        int capacity = Math.max(16, expected);
        starts = new int[capacity];
        ends = new int[capacity];
        words = new String[capacity];
        shapes = new byte[capacity];
    }

    void add(int start, int end, String word, int shape) {
        if (size == starts.length) {
            int capacity = size * 2;
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            words = Arrays.copyOf(words, capacity);
            shapes = Arrays.copyOf(shapes, capacity);
        }
        int glued = size > 0 && ends[size - 1] == start ? Passage.GLUED : 0;
        starts[size] = start;
        ends[size] = end;
        words[size] = word;
        shapes[size] = (byte) (shape | glued);
        size++;
    }
}
