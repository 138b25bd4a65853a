package io.redline.detector.actor;

import java.text.Normalizer;

/**
 * Spelling-insensitive forms of names, so that Araqchi and Araghchi, Erdoğan and Erdogan, Zelensky and Zelenskyy are the same.
 *
 * <p>{@link #fold} takes away what English typing leaves out: accents and case. {@link #of} goes further and keeps the sounds
 * that survive transliteration from Arabic, Persian, Cyrillic or Turkish: the consonants, with those that are spelt several
 * ways (q, gh, k, kh; ou, u; y, i; w, v) made one. Names with fewer than four such consonants keep their vowels, since too
 * many short names would otherwise fall together.
 */
final class NameKey {

    private static final int SHORTEST_SKELETON = 4;

    private NameKey() {}

    /** The text in lower case without accents; the same instance where nothing changes. */
    static String fold(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c < 128 && (c < 'A' || c > 'Z');
        }
        if (plain) {
            return text;
        }
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = Character.toLowerCase(decomposed.charAt(i));
            int type = Character.getType(c);
            if (type == Character.NON_SPACING_MARK || c == '\u00ad') {
                continue;
            }
            switch (c) {
                case '\u0131' -> folded.append('i');
                case '\u0142' -> folded.append('l');
                case '\u00f8' -> folded.append('o');
                case '\u0111', '\u00f0' -> folded.append('d');
                case '\u00df' -> folded.append("ss");
                case '\u00e6' -> folded.append("ae");
                case '\u0153' -> folded.append("oe");
                case '\u00fe' -> folded.append("th");
                case '\u2018', '\u2019', '\u02bb', '\u02bc' -> folded.append('\'');
                default -> folded.append(c);
            }
        }
        return folded.toString();
    }

    /** The key of a name of one or more words: the keys of its words with spaces between. */
    static String of(String name) {
        String folded = fold(name);
        StringBuilder key = new StringBuilder(folded.length());
        int at = 0;
        while (at < folded.length()) {
            if (Character.isLetterOrDigit(folded.charAt(at))) {
                int end = at;
                while (end < folded.length()
                        && (Character.isLetterOrDigit(folded.charAt(end)) || folded.charAt(end) == '\'')) {
                    end++;
                }
                if (!key.isEmpty()) {
                    key.append(' ');
                }
                key.append(word(folded.substring(at, end)));
                at = end;
            } else {
                at++;
            }
        }
        return key.toString();
    }

    /** The key of one folded word. */
    static String word(String folded) {
        String skeleton = sounds(folded, false);
        return skeleton.length() >= SHORTEST_SKELETON ? skeleton : sounds(folded, true);
    }

    private static String sounds(String word, boolean vowels) {
        StringBuilder sounds = new StringBuilder(word.length());
        int length = word.length();
        for (int i = 0; i < length; i++) {
            char c = word.charAt(i);
            char next = i + 1 < length ? word.charAt(i + 1) : 0;
            char sound;
            boolean two = next == 'h';
            switch (c) {
                case 'q', 'k', 'g' -> sound = 'k';
                case 'c' -> {
                    sound = two ? 'c' : next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
                    if (!two && next == 'k') {
                        i++;
                    }
                }
                case 's' -> sound = two ? 'x' : 's';
                case 'z' -> sound = two ? 'j' : 'z';
                case 'p' -> sound = two ? 'f' : 'p';
                case 't' -> {
                    if (next == 'c' && i + 2 < length && word.charAt(i + 2) == 'h') {
                        sound = 'c';
                        i++;
                        two = true;
                    } else {
                        sound = 't';
                    }
                }
                case 'd' -> {
                    if (next == 'j') {
                        sound = 'j';
                        i++;
                    } else {
                        sound = 'd';
                    }
                }
                case 'w', 'v' -> sound = 'v';
                case 'a', 'e', 'i', 'o', 'u', 'y', 'j' -> {
                    boolean glide = c == 'j' || c == 'y';
                    if (glide && "aeiou".indexOf(next) >= 0) {
                        sound = 'j';
                        two = false;
                        break;
                    }
                    if (i > 0 && !vowels) {
                        continue;
                    }
                    sound = glide || c == 'i' || c == 'e' ? 'i' : c == 'a' ? 'a' : 'u';
                    two = false;
                }
                case 'h' -> {
                    if (i + 1 == length && i > 0) {
                        continue;
                    }
                    sound = 'h';
                    two = false;
                }
                case '\'' -> {
                    continue;
                }
                default -> {
                    sound = c;
                    two = false;
                }
            }
            if (two && "qkgcszptwvd".indexOf(c) >= 0) {
                i++;
            }
            if (sounds.isEmpty() || sounds.charAt(sounds.length() - 1) != sound) {
                sounds.append(sound);
            }
        }
        return sounds.toString();
    }
}
