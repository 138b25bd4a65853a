package io.redline.detector.text;

import java.util.Arrays;
import java.util.List;

/**
 * One field of an article as tokens, sentences and quotations.
 *
 * <p>A token is a word, a number or one punctuation mark. Contractions are two tokens ({@code won't} reads
 * {@code will not}), a possessive's {@code 's} is a token of its own, and the parts of a hyphenated word are tokens
 * with the hyphen between them. Tokens are named by their index.
 */
public final class Passage {

    private final Field field;
    private final String text;
    private final int size;
    private final int[] starts;
    private final int[] ends;
    private final String[] words;
    private final byte[] shapes;
    private final byte[] quoteDepths;
    private final List<Sentence> sentences;

    static final int WORD = 1;
    static final int NUMBER = 2;
    static final int CAPITALISED = 4;
    static final int ALL_CAPITALS = 8;
    static final int GLUED = 16;

    Passage(Field field, String text, Tokens tokens, byte[] quoteDepths, List<Sentence> sentences) {
        this.field = field;
        this.text = text;
        this.size = tokens.size;
        this.starts = tokens.starts;
        this.ends = tokens.ends;
        this.words = tokens.words;
        this.shapes = tokens.shapes;
        this.quoteDepths = quoteDepths;
        this.sentences = List.copyOf(sentences);
    }

    /** Cuts a field's text into tokens and sentences. */
    public static Passage of(Field field, String text) {
        Tokens tokens = Tokenizer.tokenize(text);
        byte[] depths = QuoteReader.depths(text, tokens);
        return new Passage(field, text, tokens, depths, new SentenceSplitter(field, text, tokens, depths).split());
    }

    public Field field() {
        return field;
    }

    /** The text as it came. */
    public String text() {
        return text;
    }

    /** The number of tokens. */
    public int size() {
        return size;
    }

    /** Where a token starts, in UTF-16 code units. */
    public int start(int token) {
        return starts[token];
    }

    /** Where a token ends (exclusive), in UTF-16 code units. */
    public int end(int token) {
        return ends[token];
    }

    /**
     * A token in lower case with contractions spelt out: {@code n't} reads {@code not}, {@code 'll} reads {@code will};
     * curly apostrophes are straight. Initials keep their dots: {@code u.s.}
     */
    public String word(int token) {
        return words[token];
    }

    /** Whether a token is a given lower-case word. */
    public boolean is(int token, String word) {
        return token >= 0 && token < size && words[token].equals(word);
    }

    /** Whether a token has letters. */
    public boolean isWord(int token) {
        return (shapes[token] & WORD) != 0;
    }

    /** Whether a token starts with a digit. */
    public boolean isNumber(int token) {
        return (shapes[token] & NUMBER) != 0;
    }

    /** Whether a token is a punctuation mark or a symbol. */
    public boolean isPunctuation(int token) {
        return (shapes[token] & (WORD | NUMBER)) == 0;
    }

    /** Whether a token starts with a capital letter. */
    public boolean isCapitalised(int token) {
        return (shapes[token] & CAPITALISED) != 0;
    }

    /** Whether a token has at least two letters and no small one. */
    public boolean isAllCapitals(int token) {
        return (shapes[token] & ALL_CAPITALS) != 0;
    }

    /** Whether a token follows the one before it without a space. */
    public boolean isGlued(int token) {
        return (shapes[token] & GLUED) != 0;
    }

    /** How deep in quotation marks a token stands: 0 outside, 1 in a quotation, 2 in a quotation inside one. */
    public int quoteDepth(int token) {
        return quoteDepths[token];
    }

    public List<Sentence> sentences() {
        return sentences;
    }

    /** The text from one token up to, not including, another; empty when there is none. */
    public String text(int first, int end) {
        return first >= end ? "" : text.substring(starts[first], ends[end - 1]);
    }

    /** A sentence as printed. */
    public String text(Sentence sentence) {
        return text(sentence.first(), sentence.end());
    }

    /** The first token that ends after a character offset; the number of tokens where there is none. */
    public int tokenAt(int offset) {
        int found = Arrays.binarySearch(ends, 0, size, offset + 1);
        return found >= 0 ? found : -found - 1;
    }
}
