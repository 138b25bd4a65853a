package io.redline.matcher;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts text into folded words.
 *
 * <ul>
 *   <li>A word is a run of letters, digits and marks. Scripts written without spaces (Chinese, Japanese, Thai and others)
 *       and Korean, whose particles stick to the word, are cut into single characters: a word of theirs is then found as
 *       a phrase of its characters.
 *   <li>Apostrophes are left out ({@code O'Brien} is {@code obrien}); a possessive {@code 's} and a French or Italian
 *       article ({@code l'Iran}) are not part of the word.
 *   <li>Dots inside initials are left out ({@code U.S.} is {@code us}), thousands commas too ({@code 1,000}).
 *   <li>A hyphen separates words; the whole compound written together is offered as well, so that {@code cease-fire}
 *       is also {@code ceasefire}.
 *   <li>A few acronyms that read like little words ({@code US}, {@code IT}, {@code WHO}) are offered as acronyms too
 *       when written in capitals.
 * </ul>
 */
final class Tokenizer {
    /** Longer words are cut off here; nobody searches for the rest. */
    static final int MAX_WORD = 128;

    private static final int MAX_PARTS = 4;

    private static final Set<String> ACRONYMS = Set.of("us", "it", "who");

    private static final Set<String> ELISIONS = Set.of(
            "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "dell", "all", "nell", "dall",
            "sull", "un");

    private static final Set<UnicodeScript> CUT = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    /** How a word came about. */
    enum Kind {
        /** As it stands in the text; takes the next position. */
        PLAIN,
        /** The plain word before it, read as an acronym; shares its position. */
        ACRONYM,
        /** The parts of a hyphenated compound written together; shares the position of the last part. */
        COMPOUND
    }

    /** Receives the words in order. */
    interface Sink {
        /**
         * One word.
         *
         * @param word holds the folded word from index 0 to {@code length}; only valid during the call
         * @param start offset of its first character in the text
         * @param end offset after its last character
         */
        void word(Kind kind, char[] word, int length, int start, int end);
    }

    private final Sink sink;
    private String text = "";

    /** The word being read, folded; its offsets; and whether it is written in capitals. */
    private final char[] word = new char[MAX_WORD];

    private int length;
    private int start;
    private int end;
    private boolean capitals;

    /** The hyphenated compound being read. */
    private final StringBuilder compound = new StringBuilder();

    private int parts;
    private int compoundStart;

    Tokenizer(Sink sink) {
        this.sink = sink;
    }

    /** Whether a word can start with this character. */
    static boolean isWordPart(int codePoint) {
        return codePoint < 128
                ? isAsciiLetter(codePoint) || isAsciiDigit(codePoint)
                : Character.isLetterOrDigit(codePoint) && !isApostrophe(codePoint);
    }

    /** Whether this character only modifies the one before it. */
    static boolean isMark(int codePoint) {
        return codePoint >= 128
                && switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.FORMAT -> true;
                    default -> false;
                };
    }

    /** Whether this character is a word of its own because its script puts no spaces between words. */
    static boolean isCut(int codePoint) {
        return codePoint >= 0x0E00 && CUT.contains(UnicodeScript.of(codePoint));
    }

    static boolean isApostrophe(int codePoint) {
        return codePoint == '\''
                || codePoint == '\u2019'
                || codePoint == '\u2018'
                || codePoint == '\uFF07'
                || (codePoint >= 0x02B9 && codePoint <= 0x02BF);
    }

    static boolean isHyphen(int codePoint) {
        return codePoint == '-' || codePoint == '\u2010' || codePoint == '\u2011';
    }

    /** Hands every word of {@code input} to the sink. */
    void tokenize(String input) {
        text = input;
        parts = 0;
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (!isWordPart(codePoint)) {
                at += Character.charCount(codePoint);
            } else if (isCut(codePoint)) {
                at = readCutCharacter(at);
            } else {
                begin(at);
                at = readInitials();
                if (at < 0) {
                    begin(start);
                    at = readWord();
                }
                at = joinCompound(at);
            }
        }
    }

    private void begin(int at) {
        start = at;
        length = 0;
        capitals = true;
    }

    private int readCutCharacter(int at) {
        begin(at);
        int codePoint = text.codePointAt(at);
        append(codePoint);
        end = at + Character.charCount(codePoint);
        while (end < text.length() && isMark(text.codePointAt(end))) {
            append(text.codePointAt(end));
            end += Character.charCount(text.codePointAt(end));
        }
        if (length > 0) {
            sink.word(Kind.PLAIN, word, length, start, end);
        }
        return end;
    }

    /** Reads initials such as {@code U.S.} or {@code a.m.}; answers where they end, or -1 where there are none. */
    private int readInitials() {
        int at = start;
        while (at + 1 < text.length() && Character.isLetter(text.charAt(at)) && text.charAt(at + 1) == '.') {
            append(text.charAt(at));
            at += 2;
        }
        if (at > start && startsWordPart(at)) {
            // "U.S" without its last dot; but in "B.Smith" the letter begins a longer word
            if (!Character.isLetter(text.charAt(at)) || startsWordPart(at + 1)) {
                return -1;
            }
            append(text.charAt(at));
            at++;
        }
        if (at - start < 3) {
            return -1;
        }
        end = at;
        emit();
        return at;
    }

    /** Reads one word and answers where the reading stopped, which is after a possessive that is not part of it. */
    private int readWord() {
        int apostrophe = -1; // length of the word before its last apostrophe, and where that stands
        int apostropheAt = -1;
        int at = start;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            int after = at + Character.charCount(codePoint);
            if (isWordPart(codePoint) ? !isCut(codePoint) : isMark(codePoint)) {
                append(codePoint);
            } else if (isApostrophe(codePoint) && startsWordPart(after)) {
                if (apostrophe < 0 && ELISIONS.contains(String.valueOf(word, 0, length))) {
                    begin(after);
                } else {
                    apostrophe = length;
                    apostropheAt = at;
                }
            } else if ((codePoint == '.' || codePoint == ',')
                    && isAsciiDigit(charAt(at - 1))
                    && isAsciiDigit(charAt(after))) {
                if (codePoint == '.') {
                    append('.');
                }
            } else {
                break;
            }
            at = after;
        }
        end = at;
        if (apostrophe > 0 && apostrophe == length - 1 && word[apostrophe] == 's') {
            length = apostrophe;
            end = apostropheAt;
        }
        if (length > 0) {
            emit();
        }
        return at;
    }

    private void emit() {
        sink.word(Kind.PLAIN, word, length, start, end);
        if (capitals && length <= 3) {
            String spelled = String.valueOf(word, 0, length);
            if (ACRONYMS.contains(spelled)) {
                char[] acronym = spelled.toUpperCase(Locale.ROOT).toCharArray();
                sink.word(Kind.ACRONYM, acronym, length, start, end);
            }
        }
    }

    /** Adds the word just read to the compound it is part of, and answers where to read on. */
    private int joinCompound(int at) {
        if (parts == 0) {
            compound.setLength(0);
            compoundStart = start;
        }
        compound.append(word, 0, length);
        parts++;
        if (isHyphen(charAt(at)) && startsWordPart(at + 1) && !isCut(text.codePointAt(at + 1))) {
            return at + 1;
        }
        if (parts > 1
                && parts <= MAX_PARTS
                && compound.length() <= MAX_WORD
                && compound.chars().anyMatch(Character::isLetter)) {
            char[] joined = compound.toString().toCharArray();
            sink.word(Kind.COMPOUND, joined, joined.length, compoundStart, end);
        }
        parts = 0;
        return at;
    }

    private void append(int codePoint) {
        if (codePoint < 128) {
            capitals &= codePoint >= 'A' && codePoint <= 'Z';
            if (length < MAX_WORD) {
                word[length++] = (char) (codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 32 : codePoint);
            }
            return;
        }
        capitals = false;
        String folded = Folding.fold(codePoint);
        if (length + folded.length() <= MAX_WORD) {
            folded.getChars(0, folded.length(), word, length);
            length += folded.length();
        }
    }

    private boolean startsWordPart(int at) {
        return at < text.length() && isWordPart(text.codePointAt(at));
    }

    private char charAt(int at) {
        return at >= 0 && at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean isAsciiLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isAsciiDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
