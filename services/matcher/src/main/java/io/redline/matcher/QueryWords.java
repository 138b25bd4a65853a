package io.redline.matcher;

import io.redline.matcher.Query.Atom;
import io.redline.matcher.QueryLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words inside one word or phrase of a query, cut and folded as an article's words are. */
final class QueryWords {
    private final QueryLimits limits;
    private final Token token;
    private final boolean quoted;
    private final List<Atom> atoms = new ArrayList<>();

    /** The plain words behind the atoms, so far as no wildcard is among them. */
    private final List<String> words = new ArrayList<>();

    private final List<String> compounds = new ArrayList<>();

    QueryWords(QueryLimits limits, Token token, boolean quoted) throws QueryException {
        this.limits = limits;
        this.token = token;
        this.quoted = quoted;
        read(token.text());
        if (atoms.isEmpty()) {
            throw new QueryException(
                    "\"" + token.text()
                            + "\" has no letters or digits to look for; a name such as \"Marks & Spencer\" goes in"
                            + " quotes.",
                    token.column());
        }
    }

    /** What to find, in order. */
    List<Atom> atoms() {
        return atoms;
    }

    /** The folded word, if there is one alone and without wildcards. */
    Optional<String> plainWord() {
        return words.size() == 1 && atoms.size() == 1 ? Optional.of(words.get(0)) : Optional.empty();
    }

    /** The word written without its hyphens, if everything is one hyphenated compound. */
    Optional<Atom> compound() {
        boolean whole = compounds.size() == 1 && String.join("", words).equals(compounds.get(0));
        return whole ? Optional.of(new Atom.Form(Inflection.key(compounds.get(0)))) : Optional.empty();
    }

    /** Reads pieces with wildcards and the plain text between them. */
    private void read(String text) throws QueryException {
        int plainFrom = 0;
        int at = 0;
        while (at < text.length()) {
            int end = at;
            boolean wild = false;
            while (end < text.length() && isPiece(text, end)) {
                wild |= isWildcard(text, end);
                end++;
            }
            if (wild) {
                readPlain(text.substring(plainFrom, at));
                readPattern(text.substring(at, end));
                plainFrom = end;
            }
            at = Math.max(end, at + 1);
        }
        readPlain(text.substring(plainFrom));
    }

    private boolean isPiece(String text, int at) {
        int c = text.codePointAt(at);
        return Tokenizer.isWordPart(c)
                || Tokenizer.isMark(c)
                || Character.isLowSurrogate(text.charAt(at))
                || isWildcard(text, at)
                || Tokenizer.isApostrophe(c);
    }

    /** In a phrase a question mark is only a wildcard between letters: people quote questions. */
    private boolean isWildcard(String text, int at) {
        char c = text.charAt(at);
        if (c != '?' || !quoted) {
            return c == '*' || c == '?';
        }
        return at > 0
                && at + 1 < text.length()
                && Tokenizer.isWordPart(text.charAt(at - 1))
                && Tokenizer.isWordPart(text.charAt(at + 1));
    }

    private void readPlain(String text) {
        new Tokenizer((kind, word, length, start, end) -> {
                    String folded = String.valueOf(word, 0, length);
                    switch (kind) {
                        case PLAIN -> {
                            words.add(folded);
                            atoms.add(new Atom.Form(Inflection.key(folded)));
                        }
                        case ACRONYM -> atoms.set(atoms.size() - 1, new Atom.Form(folded));
                        case COMPOUND -> compounds.add(folded);
                    }
                })
                .tokenize(text);
    }

    private void readPattern(String text) throws QueryException {
        if (text.codePoints().anyMatch(Tokenizer::isCut)) {
            String inner = text.replaceAll("^\\*+|\\*+$", "");
            if (inner.indexOf('*') >= 0 || inner.indexOf('?') >= 0) {
                throw new QueryException(
                        "Wildcards do not work inside a script written without spaces; parts of words are found without them.",
                        token.column());
            }
            readPlain(inner);
            return;
        }
        StringBuilder folded = new StringBuilder();
        text.codePoints()
                .filter(codePoint -> !Tokenizer.isApostrophe(codePoint))
                .forEach(codePoint -> folded.append(Folding.fold(codePoint)));
        String pattern = folded.toString()
                .replaceAll("\\*+", "*")
                .replaceAll("\\*(\\?+)", "$1*")
                .replaceAll("\\*+", "*");
        checkBreadth(pattern);
        atoms.add(new Atom.Pattern(pattern));
    }

    private void checkBreadth(String pattern) throws QueryException {
        String letters = pattern.replaceAll("[*?]", "");
        if (letters.isEmpty()) {
            throw new QueryException(
                    "A wildcard needs letters beside it; a watch without a query finds every article.", token.column());
        }
        if (WildcardPattern.startsWild(pattern)) {
            if (WildcardPattern.longestRun(pattern).length() < limits.innerLetters()) {
                throw new QueryException(
                        "A pattern that starts with a wildcard must have " + limits.innerLetters()
                                + " letters in a row, as in *ship.",
                        token.column());
            }
        } else if (letters.length() < limits.prefixLetters()) {
            throw new QueryException(
                    "\"" + pattern + "\" would find too many words: write at least " + limits.prefixLetters()
                            + " letters.",
                    token.column());
        }
    }
}
