package io.redline.matcher;

import io.redline.matcher.Lexicon.Word;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An article cut into words: its tokens in reading order, and its distinct words with the chain of their tokens.
 *
 * <p>All fields share one line of positions, with {@link #FIELD_GAP} positions between them so that no phrase reaches from
 * one field into the next.
 */
final class Document {
    /** Positions between two fields; wider than any phrase can reach. */
    static final int FIELD_GAP = 1_000;

    private static final int NONE = -1;

    private static final Field[] FIELDS = Field.values();

    private final ArticleText article;
    private final Lexicon lexicon;

    private int tokens;
    private int[] wordOf;
    private int[] position;
    private int[] start;
    private int[] end;
    private int[] next;

    /** Index of the first token of each field, and after the last field the number of tokens. */
    private final int[] firstToken = new int[FIELDS.length + 1];

    /** Terms of single tokens, made once for all the watches that report them. */
    private final @Nullable MatchedTerm[] termOf;

    private int words;
    private @Nullable Word[] word = new Word[64];
    private int[] firstOf = new int[64];
    private int[] lastOf = new int[64];
    private int[] fieldsOf = new int[64];

    /** Word number + 1 by hash of the word, open addressing; 0 is free. */
    private int[] table = new int[256];

    Document(ArticleText article, Lexicon lexicon) {
        this.article = article;
        this.lexicon = lexicon;
        int expected = 16 + (article.headline().length() + article.body().length()) / 5;
        wordOf = new int[expected];
        position = new int[expected];
        start = new int[expected];
        end = new int[expected];
        next = new int[expected];
        read();
        termOf = new MatchedTerm[tokens];
    }

    private void read() {
        int[] at = {0};
        int[] bit = {0};
        Tokenizer tokenizer = new Tokenizer((kind, letters, length, from, to) -> {
            if (kind == Tokenizer.Kind.PLAIN) {
                at[0]++;
            }
            int number = intern(letters, length);
            fieldsOf[number] |= bit[0];
            add(number, at[0], from, to);
        });
        for (Field field : FIELDS) {
            firstToken[field.ordinal()] = tokens;
            bit[0] = field.bit();
            tokenizer.tokenize(article.text(field));
            at[0] += FIELD_GAP;
        }
        firstToken[FIELDS.length] = tokens;
    }

    private void add(int wordNumber, int at, int from, int to) {
        if (tokens == wordOf.length) {
            int larger = tokens * 2;
            wordOf = Arrays.copyOf(wordOf, larger);
            position = Arrays.copyOf(position, larger);
            start = Arrays.copyOf(start, larger);
            end = Arrays.copyOf(end, larger);
            next = Arrays.copyOf(next, larger);
        }
        wordOf[tokens] = wordNumber;
        position[tokens] = at;
        start[tokens] = from;
        end[tokens] = to;
        next[tokens] = NONE;
        if (firstOf[wordNumber] == NONE) {
            firstOf[wordNumber] = tokens;
        } else {
            next[lastOf[wordNumber]] = tokens;
        }
        lastOf[wordNumber] = tokens;
        tokens++;
    }

    private int intern(char[] letters, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + letters[i];
        }
        int mask = table.length - 1;
        int slot = spread(hash) & mask;
        while (table[slot] != 0) {
            if (same(word(table[slot] - 1).text, letters, length)) {
                return table[slot] - 1;
            }
            slot = (slot + 1) & mask;
        }
        if (words == word.length) {
            word = Arrays.copyOf(word, words * 2);
            firstOf = Arrays.copyOf(firstOf, words * 2);
            lastOf = Arrays.copyOf(lastOf, words * 2);
            fieldsOf = Arrays.copyOf(fieldsOf, words * 2);
        }
        word[words] = lexicon.word(String.valueOf(letters, 0, length));
        firstOf[words] = NONE;
        table[slot] = ++words;
        if (words * 2 > table.length) {
            growTable();
        }
        return words - 1;
    }

    private void growTable() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int i = 0; i < words; i++) {
            int slot = spread(word(i).text.hashCode()) & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = i + 1;
        }
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }

    private static boolean same(String word, char[] letters, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != letters[i]) {
                return false;
            }
        }
        return true;
    }

    /** How many tokens there are, compounds and acronyms beside the words they are made of included. */
    int tokens() {
        return tokens;
    }

    /** How many distinct words there are. */
    int words() {
        return words;
    }

    /** A distinct word. */
    Word word(int number) {
        return Objects.requireNonNull(word[number]);
    }

    /** The fields in which a distinct word stands, as {@link Field#bit} bits. */
    int fields(int number) {
        return fieldsOf[number];
    }

    /** The first token of a distinct word. */
    int firstToken(int wordNumber) {
        return firstOf[wordNumber];
    }

    /** The token with the same word after {@code token}, or a negative number. */
    int nextToken(int token) {
        return next[token];
    }

    /** The number of a token's word. */
    int wordOf(int token) {
        return wordOf[token];
    }

    /** Where a token stands on the line of all fields; a token that reads another differently shares its position. */
    int position(int token) {
        return position[token];
    }

    /** The field a token stands in. */
    Field field(int token) {
        int field = 0;
        while (firstToken[field + 1] <= token) {
            field++;
        }
        return FIELDS[field];
    }

    /** The text from the start of one token to the end of another of the same field. */
    MatchedTerm term(int from, int to) {
        if (from != to) {
            return newTerm(from, to);
        }
        MatchedTerm term = termOf[from];
        if (term == null) {
            term = newTerm(from, to);
            termOf[from] = term;
        }
        return term;
    }

    private MatchedTerm newTerm(int from, int to) {
        Field field = field(from);
        String text = article.text(field);
        return new MatchedTerm(text.substring(start[from], end[to]), field.label(), start[from], end[to]);
    }

    /** Offset of a token's first character in its field. */
    int start(int token) {
        return start[token];
    }

    /** Offset after a token's last character in its field. */
    int end(int token) {
        return end[token];
    }
}
