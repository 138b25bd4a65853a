package io.redline.matcher;

import java.util.ArrayList;
import java.util.List;

/** Cuts a query into words, phrases, fields, operators and parentheses. */
final class QueryLexer {
    /** A quotation mark in any of the shapes that word processors make of it. */
    private static final String QUOTES = "\"\u201C\u201D\u201E\u201F\u00AB\u00BB\uFF02";

    /** Stands for a wildcard character that was escaped: no letter, so it only separates. */
    private static final char ESCAPED_WILDCARD = ' ';

    /** What a token is; NOT also stands for {@code -} and {@code !}. */
    enum Type {
        WORD,
        QUOTED,
        FIELD,
        OPEN,
        CLOSE,
        AND,
        OR,
        NOT,
        PLUS,
        END
    }

    /**
     * A token.
     *
     * @param text the word, the words between the quotes or the field's name, escapes resolved; the operator as typed
     * @param column where it begins, from 1
     * @param end where it ends, exclusive, from 0
     * @param hasTilde whether a {@code ~} follows it
     * @param number the number after the tilde, -1 without one
     * @param spaced whether white space or nothing is before it
     */
    record Token(Type type, String text, int column, int end, boolean hasTilde, int number, boolean spaced) {
        /** The token as typed. */
        String source(String query) {
            return query.substring(column - 1, end);
        }
    }

    private final String query;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private QueryLexer(String query) {
        this.query = query;
    }

    /** The tokens of {@code query}, END last. */
    static List<Token> tokens(String query) throws QueryException {
        QueryLexer lexer = new QueryLexer(query);
        lexer.read();
        return lexer.tokens;
    }

    private void read() throws QueryException {
        while (true) {
            while (at < query.length() && isSpace(query.charAt(at))) {
                at++;
            }
            if (at == query.length()) {
                add(Type.END, "", at);
                return;
            }
            readToken(query.charAt(at));
        }
    }

    private void readToken(char first) throws QueryException {
        int start = at;
        switch (first) {
            case '(' -> {
                at++;
                add(Type.OPEN, "(", start);
            }
            case ')' -> {
                at++;
                addWithSuffix(Type.CLOSE, ")", start);
            }
            case '+' -> sign(Type.PLUS, start);
            case '-' -> sign(Type.NOT, start);
            case '!' -> {
                at++;
                add(Type.NOT, "!", start);
            }
            case '[', ']', '{', '}' ->
                throw new QueryException(
                        "Ranges in [ ] or { } are not supported: write the words, or put the bracket in quotes.",
                        at + 1);
            case '/' ->
                throw new QueryException(
                        "Regular expressions in / / are not supported: use the wildcards * and ?.", at + 1);
            case ':' ->
                throw new QueryException(
                        "A field's name must stand directly before this colon, as in headline:talks.", at + 1);
            case '~', '^' ->
                throw new QueryException(first + " must stand directly after a word or a \"phrase\".", at + 1);
            default -> {
                if (QUOTES.indexOf(first) >= 0) {
                    quoted(start);
                } else if (query.startsWith("&&", at) || query.startsWith("||", at)) {
                    at += 2;
                    add(first == '&' ? Type.AND : Type.OR, query.substring(start, at), start);
                } else {
                    word(start);
                }
            }
        }
    }

    private void sign(Type type, int start) throws QueryException {
        at++;
        if (at == query.length() || isSpace(query.charAt(at))) {
            throw new QueryException(
                    query.charAt(start)
                            + " must stand directly before the word it belongs to; to look for words joined by "
                            + query.charAt(start) + " put them in quotes.",
                    start + 1);
        }
        add(type, query.substring(start, at), start);
    }

    private void quoted(int start) throws QueryException {
        StringBuilder text = new StringBuilder();
        at++;
        while (at < query.length() && QUOTES.indexOf(query.charAt(at)) < 0) {
            text.append(character());
        }
        if (at == query.length()) {
            throw new QueryException("This quotation mark is never closed: add one after the phrase.", start + 1);
        }
        at++;
        addWithSuffix(Type.QUOTED, text.toString(), start);
    }

    private void word(int start) throws QueryException {
        StringBuilder text = new StringBuilder();
        boolean escaped = false;
        while (at < query.length() && !endsWord(query.charAt(at))) {
            escaped |= query.charAt(at) == '\\';
            text.append(character());
        }
        String word = text.toString();
        if (at < query.length() && query.charAt(at) == ':') {
            at++;
            add(Type.FIELD, word, start);
        } else if (!escaped && word.equals("AND")) {
            add(Type.AND, word, start);
        } else if (!escaped && word.equals("OR")) {
            add(Type.OR, word, start);
        } else if (!escaped && word.equals("NOT")) {
            add(Type.NOT, word, start);
        } else {
            addWithSuffix(Type.WORD, word, start);
        }
    }

    /** Reads one character, resolving a backslash. */
    private char character() throws QueryException {
        char c = query.charAt(at++);
        if (c != '\\') {
            return c;
        }
        if (at == query.length()) {
            throw new QueryException(
                    "A \\ takes the meaning off the character after it, and there is none: remove it.", at);
        }
        char escaped = query.charAt(at++);
        return escaped == '*' || escaped == '?' ? ESCAPED_WILDCARD : escaped;
    }

    private void addWithSuffix(Type type, String text, int start) throws QueryException {
        boolean hasTilde = false;
        int number = -1;
        while (at < query.length() && (query.charAt(at) == '~' || query.charAt(at) == '^')) {
            boolean tilde = query.charAt(at) == '~';
            int digits = ++at;
            while (at < query.length() && query.charAt(at) >= '0' && query.charAt(at) <= '9') {
                at++;
            }
            if (!tilde) {
                throw new QueryException(
                        "Weights such as ^2 have no place here, for a watch matches or does not: remove it.", digits);
            }
            if (at < query.length() && query.charAt(at) == '.') {
                throw new QueryException("After ~ comes a whole number.", digits);
            }
            hasTilde = true;
            number = at - digits > 6
                    ? Integer.MAX_VALUE
                    : at > digits ? Integer.parseInt(query.substring(digits, at)) : -1;
        }
        boolean spaced = start == 0 || isSpace(query.charAt(start - 1));
        tokens.add(new Token(type, text, start + 1, at, hasTilde, number, spaced));
    }

    private void add(Type type, String text, int start) {
        boolean spaced = start == 0 || isSpace(query.charAt(start - 1));
        tokens.add(new Token(type, text, start + 1, at, false, -1, spaced));
    }

    private static boolean endsWord(char c) {
        return isSpace(c) || "()[]{}:~^".indexOf(c) >= 0 || QUOTES.indexOf(c) >= 0;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
