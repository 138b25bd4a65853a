package io.redline.detector.text;

/**
 * A sentence of a passage: the tokens from {@code first} up to, not including, {@code end}.
 *
 * @param index its place among the passage's sentences
 * @param first its first token
 * @param end the token after its last
 * @param kind what kind of line it is
 * @param paragraph which paragraph of the passage it stands in, from 0
 */
public record Sentence(int index, int first, int end, Kind kind, int paragraph) {

    /** What kind of line a sentence is. */
    public enum Kind {
        /** Running text, bullets included. */
        PROSE,
        /** A line of its own without a full stop: a headline or a heading between paragraphs. */
        HEADING,
        /** Where and by whom the story was filed, such as {@code ISTANBUL, Jan 30 (Reuters) —}. */
        DATELINE,
        /** Who wrote, edited or photographed, and other lines that are not part of the story. */
        CREDIT
    }

    /** The number of tokens. */
    public int size() {
        return end - first;
    }
}
