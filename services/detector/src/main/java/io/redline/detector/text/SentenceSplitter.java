package io.redline.detector.text;

import io.redline.detector.text.Sentence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a passage's tokens into sentences as news agencies write them: abbreviations before a name do not end one, a
 * quotation keeps its closing mark, headings and credits stand alone, a dateline is split off.
 *
 * <p>A line end ends a sentence, unless the text is hard-wrapped: some line then goes on in small letters.
 */
final class SentenceSplitter {

    /** A run of words longer than this is cut, so that what looks at a sentence stays bounded. */
    static final int LONGEST = 240;

    private static final int LONGEST_HEADING = 16;
    private static final int LONGEST_DATELINE = 22;

    /** Abbreviations that a name or a number follows: their dot never ends a sentence. */
    private static final Set<String> TITLES = Set.of(
            "mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "lt", "col", "maj", "sgt", "capt", "cmdr", "adm",
            "prof", "rev", "hon", "pres", "st", "ste", "sr", "fr", "amb", "supt", "insp", "det", "vs", "v", "no", "nos",
            "fig", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mt", "ft",
            "brig", "atty", "msgr", "cpl", "pvt", "messrs", "viz", "approx", "est", "al", "min", "sec");

    /** Abbreviations that end a sentence only if a word that starts one follows. */
    private static final Set<String> ENDINGS = Set.of(
            "inc", "corp", "co", "ltd", "plc", "jr", "etc", "llc", "bros", "dept", "univ", "ave", "blvd", "rd", "a.m.",
            "p.m.", "conn", "calif", "fla", "mass", "mich", "minn", "tenn", "wash", "wis", "ariz", "ala", "ark", "colo",
            "ill", "ind", "kan", "ky", "la", "md", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tex", "va", "vt",
            "wyo", "del", "ga");

    /** Words that start a sentence more often than they go on with a name. */
    private static final Set<String> STARTERS = Set.of(
            "the",
            "a",
            "an",
            "it",
            "he",
            "she",
            "they",
            "we",
            "i",
            "you",
            "but",
            "and",
            "in",
            "on",
            "at",
            "for",
            "as",
            "if",
            "when",
            "while",
            "this",
            "that",
            "these",
            "those",
            "his",
            "her",
            "their",
            "its",
            "there",
            "however",
            "after",
            "before",
            "since",
            "although",
            "though",
            "both",
            "some",
            "many",
            "most",
            "no",
            "not",
            "with",
            "by",
            "from",
            "last",
            "earlier",
            "meanwhile",
            "according",
            "one",
            "two",
            "what",
            "who",
            "how",
            "why",
            "our");

    private static final Set<String> CREDIT_OPENERS = Set.of(
            "reporting",
            "editing",
            "writing",
            "additional",
            "compiled",
            "edited",
            "written",
            "reported",
            "photo",
            "photograph",
            "photographs",
            "translated",
            "produced",
            "graphic",
            "graphics");

    private final Field field;
    private final String text;
    private final Tokens tokens;
    private final byte[] depths;
    private final List<Sentence> sentences = new ArrayList<>();
    private final boolean wrapped;
    private int paragraph;

    SentenceSplitter(Field field, String text, Tokens tokens, byte[] depths) {
        this.field = field;
        this.text = text;
        this.tokens = tokens;
        this.depths = depths;
        this.wrapped = isWrapped();
    }

    List<Sentence> split() {
        int first = 0;
        for (int i = 0; i < tokens.size; i++) {
            boolean last = i + 1 == tokens.size;
            boolean line = !last && breaksLine(i);
            if (last || line || endsSentence(i) || i + 1 - first >= LONGEST) {
                add(first, i + 1, last || line);
                first = i + 1;
                if (line) {
                    paragraph++;
                }
            }
        }
        return sentences;
    }

    private void add(int first, int end, boolean wholeLine) {
        int from = first;
        while (from < end && word(from).equals("\u2022")) {
            from++;
        }
        if (from < end
                && (word(from).equals("--")
                        || word(from).equals("-")
                        || word(from).equals("*"))) {
            from++;
        }
        boolean startsParagraph =
                sentences.isEmpty() || sentences.get(sentences.size() - 1).paragraph() != paragraph;
        if (field == Field.BODY && startsParagraph) {
            int dateline = datelineEnd(from, end);
            if (dateline > from && dateline < end) {
                sentences.add(new Sentence(sentences.size(), from, dateline, Kind.DATELINE, paragraph));
                from = dateline;
            }
        }
        if (from < end) {
            sentences.add(
                    new Sentence(sentences.size(), from, end, kind(from, end, wholeLine, startsParagraph), paragraph));
        }
    }

    private Kind kind(int first, int end, boolean wholeLine, boolean startsParagraph) {
        if (field == Field.HEADLINE) {
            return Kind.HEADING;
        }
        if (isCredit(first, end, startsParagraph)) {
            return Kind.CREDIT;
        }
        boolean stopped = endsWithStop(end - 1);
        if (wholeLine
                && startsParagraph
                && !stopped
                && end - first <= LONGEST_HEADING
                && paragraphsFollowOrPrecede(end)) {
            return Kind.HEADING;
        }
        return Kind.PROSE;
    }

    /** A short line without a full stop is a heading only beside other lines; alone it is the whole text. */
    private boolean paragraphsFollowOrPrecede(int end) {
        return paragraph > 0 || end < tokens.size;
    }

    private boolean isCredit(int first, int end, boolean startsParagraph) {
        if (!startsParagraph) {
            return !sentences.isEmpty()
                    && sentences.get(sentences.size() - 1).kind() == Kind.CREDIT
                    && sentences.get(sentences.size() - 1).paragraph() == paragraph;
        }
        int at = first;
        if (word(at).equals("(") && at + 1 < end) {
            at++;
        }
        String word = word(at);
        if (word.equals("\u00a9") || word.equals("copyright")) {
            return true;
        }
        if (CREDIT_OPENERS.contains(word)
                && at + 1 < end
                && (word(at + 1).equals("by")
                        || word(at + 1).equals(":")
                        || word(at + 1).equals("reporting"))) {
            return true;
        }
        return word.equals("by")
                && end - at <= LONGEST_HEADING
                && at + 1 < end
                && capitalised(at + 1)
                && !endsWithStop(end - 1);
    }

    /**
     * The token after a dateline that starts at {@code first}, or {@code first}: a place in capitals or an agency in
     * brackets, then a dash, within the first tokens.
     */
    private int datelineEnd(int first, int end) {
        if (first >= end || !capitalised(first)) {
            return first;
        }
        boolean capitals = (tokens.shapes[first] & Passage.ALL_CAPITALS) != 0;
        boolean agency = false;
        for (int i = first; i < Math.min(end, first + LONGEST_DATELINE); i++) {
            String word = word(i);
            if (word.equals("(")) {
                agency = true;
            }
            boolean spaced = i > 0 && (tokens.shapes[i] & Passage.GLUED) == 0;
            if (word.equals("--") || (word.equals("-") && spaced)) {
                return capitals || agency ? i + 1 : first;
            }
            if (agency && word.equals(")") && i + 1 < end && i - first > 1 && !capitals) {
                // "Pajhwok):" and "(CNN) Italian police" start a story without a dash
                return first;
            }
            if (word.equals(":")) {
                return capitals || agency ? i + 1 : first;
            }
            boolean allowed = (tokens.shapes[i] & (Passage.CAPITALISED | Passage.NUMBER)) != 0
                    || word.equals(",")
                    || word.equals(".")
                    || word.equals("/")
                    || word.equals("(")
                    || word.equals(")")
                    || word.equals("-")
                    || word.equals("and")
                    || word.equals("of");
            if (!allowed) {
                return first;
            }
        }
        return first;
    }

    private boolean endsSentence(int i) {
        boolean closing = !isStop(i) && isClosing(i);
        int stop = isStop(i) ? i : closing ? lastStopBefore(i) : -1;
        if (stop < 0) {
            return false;
        }
        String mark = word(stop);
        if (i + 1 >= tokens.size) {
            return true;
        }
        if (isClosing(i + 1) && glued(i + 1)) {
            return false;
        }
        int next = i + 1;
        if (glued(next)) {
            return false;
        }
        if (!startsSentence(next)) {
            return false;
        }
        if (isInitials(stop)) {
            int after = opensQuote(next) && next + 1 < tokens.size ? next + 1 : next;
            boolean single = tokens.ends[stop] - tokens.starts[stop] == 2;
            return !single && (STARTERS.contains(word(after)) || after != next || closing);
        }
        if (!mark.equals(".")) {
            return true;
        }
        if (stop == 0) {
            return true;
        }
        String before = word(stop - 1);
        boolean attached = glued(stop);
        if (!attached) {
            return true;
        }
        if (TITLES.contains(before) && capitalised(stop - 1)) {
            // "No." and "St." end a sentence only before nothing at all; "v." and months likewise
            return closing;
        }
        if (ENDINGS.contains(before) && capitalised(stop - 1)) {
            return closing || STARTERS.contains(word(next));
        }
        return true;
    }

    /** For a closing mark, the sentence stop that stands right before it, past other closing marks; -1 if none does. */
    private int lastStopBefore(int i) {
        int at = i - 1;
        int limit = Math.max(0, i - 3);
        while (at > limit && isClosing(at)) {
            at--;
        }
        return at >= 0 && isStop(at) && glued(at + 1) ? at : -1;
    }

    private boolean isStop(int i) {
        String word = word(i);
        return word.equals(".") || word.equals("!") || word.equals("?") || word.equals("...") || isInitials(i);
    }

    private boolean isInitials(int i) {
        return (tokens.shapes[i] & Passage.WORD) != 0 && text.charAt(tokens.ends[i] - 1) == '.';
    }

    private boolean isClosing(int i) {
        char c = text.charAt(tokens.starts[i]);
        if (c == ')' || c == ']' || c == '\u201d' || c == '\u2019' || c == '\u00bb') {
            return tokens.ends[i] == tokens.starts[i] + 1;
        }
        return (c == '"' || c == '\'')
                && tokens.ends[i] == tokens.starts[i] + 1
                && glued(i)
                && (i + 1 == tokens.size || !glued(i + 1) || depths[i] == 0);
    }

    private boolean opensQuote(int i) {
        char c = text.charAt(tokens.starts[i]);
        return c == '"' || c == '\'' || c == '\u201c' || c == '\u2018' || c == '(' || c == '[' || c == '\u00ab';
    }

    private boolean startsSentence(int i) {
        if (opensQuote(i)) {
            return i + 1 >= tokens.size
                    || (tokens.shapes[i + 1] & (Passage.CAPITALISED | Passage.NUMBER)) != 0
                    || (tokens.shapes[i + 1] & Passage.WORD) == 0;
        }
        if ((tokens.shapes[i] & (Passage.CAPITALISED | Passage.NUMBER)) != 0) {
            return true;
        }
        if ((tokens.shapes[i] & Passage.WORD) != 0) {
            // letters of scripts without capitals
            char c = text.charAt(tokens.starts[i]);
            return c > 0x24f && !Character.isLowerCase(c);
        }
        return word(i).equals("--") || word(i).equals("\u2022") || word(i).equals("-");
    }

    private boolean endsWithStop(int i) {
        int at = i;
        while (at > 0 && at > i - 3 && !isStop(at) && isClosing(at)) {
            at--;
        }
        return isStop(at) || word(at).equals(":") || word(at).equals(";") || word(at).equals(",");
    }

    private boolean breaksLine(int i) {
        int lines = 0;
        for (int at = tokens.ends[i]; at < tokens.starts[i + 1]; at++) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\u2029' || c == '\u2028') {
                lines++;
            }
        }
        if (lines == 0) {
            return false;
        }
        return lines > 1
                || !wrapped
                || (endsWithStop(i) && !word(i).equals(","))
                || word(i + 1).equals("\u2022");
    }

    /** Whether some line goes on in small letters on the next. */
    private boolean isWrapped() {
        for (int i = 0; i + 1 < tokens.size; i++) {
            char next = text.charAt(tokens.starts[i + 1]);
            if (Character.isLowerCase(next) && !isStop(i)) {
                int lines = 0;
                for (int at = tokens.ends[i]; at < tokens.starts[i + 1]; at++) {
                    if (text.charAt(at) == '\n') {
                        lines++;
                    }
                }
                if (lines == 1) {
                    return true;
                }
            }
        }
        return false;
    }

    private String word(int i) {
        return tokens.words[i];
    }

    private boolean capitalised(int i) {
        return (tokens.shapes[i] & Passage.CAPITALISED) != 0;
    }

    private boolean glued(int i) {
        return (tokens.shapes[i] & Passage.GLUED) != 0;
    }
}
