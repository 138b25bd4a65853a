package io.redline.matcher;

import io.redline.matcher.Query.Atom;
import io.redline.matcher.Query.Group;
import io.redline.matcher.Query.Passage;
import io.redline.matcher.QueryLexer.Token;
import io.redline.matcher.QueryLexer.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads queries in Lucene's classic syntax.
 *
 * <p>{@code NOT} binds closest, then {@code AND}, then {@code OR}; words side by side are alternatives, as in Lucene. A
 * list of alternatives with {@code +} or {@code -} in it follows Lucene too: what has a plus is required, what has a
 * minus or {@code NOT} is excluded, and the rest only counts where nothing is required.
 */
public final class QueryParser {
    private static final Set<Field> DEFAULT_FIELDS = EnumSet.of(Field.HEADLINE, Field.BODY);

    private static final Map<String, Field> OTHER_NAMES = Map.of(
            "title", Field.HEADLINE,
            "text", Field.BODY,
            "content", Field.BODY,
            "outlet", Field.SOURCE,
            "lang", Field.LANGUAGE,
            "author", Field.BYLINE);

    private static final int DEFAULT_FUZZY = 2;
    private static final int SHORTEST_FUZZY = 3;

    private final QueryLimits limits;
    private final String text;
    private final List<Token> tokens;
    private int at;
    private int depth;
    private int words;
    private int fuzzyWords;

    private QueryParser(String text, QueryLimits limits) throws QueryException {
        this.text = text;
        this.limits = limits;
        this.tokens = QueryLexer.tokens(text);
    }

    /**
     * Reads a query within {@link QueryLimits#DEFAULTS}.
     *
     * @throws QueryException if it cannot be understood, asks for nothing in particular, or asks for too much
     */
    public static Query parse(String text) throws QueryException {
        return parse(text, QueryLimits.DEFAULTS);
    }

    /**
     * Reads a query within the given limits.
     *
     * @throws QueryException if it cannot be understood, asks for nothing in particular, or asks for too much
     */
    public static Query parse(String text, QueryLimits limits) throws QueryException {
        if (text.length() > limits.length()) {
            throw new QueryException(
                    "A query can have " + limits.length() + " characters at most, and this one has " + text.length()
                            + ": split it into several watches.",
                    limits.length() + 1);
        }
        return new QueryParser(text, limits).query();
    }

    /** What a clause asks for, or what it excludes where {@code negated}. */
    private record Clause(Query query, boolean negated, boolean required) {}

    private Query query() throws QueryException {
        if (peek().type() == Type.END) {
            throw new QueryException("The query is empty: write at least one word to look for.", 1);
        }
        Clause clause = alternatives(DEFAULT_FIELDS);
        Token rest = peek();
        if (rest.type() == Type.CLOSE) {
            throw new QueryException(
                    "This ) closes nothing: remove it, or add the ( that belongs to it.", rest.column());
        }
        if (clause.negated()) {
            throw onlyExcludes(clause.query());
        }
        return clause.query();
    }

    private static QueryException onlyExcludes(Query query) {
        return new QueryException(
                "NOT or - only takes away from what other words find: add a word to look for, as in: talks NOT \"trade talks\".",
                query.column());
    }

    /** Clauses side by side or joined by OR, up to a closing parenthesis or the end. */
    private Clause alternatives(Set<Field> fields) throws QueryException {
        int column = peek().column();
        List<Clause> clauses = new ArrayList<>();
        clauses.add(conjunction(fields));
        while (peek().type() != Type.END && peek().type() != Type.CLOSE) {
            Token or = peek();
            if (or.type() == Type.OR) {
                at++;
                expectOperand(or);
            }
            clauses.add(conjunction(fields));
        }
        return combine(clauses, column);
    }

    private Clause conjunction(Set<Field> fields) throws QueryException {
        int column = peek().column();
        List<Clause> clauses = new ArrayList<>();
        clauses.add(modified(fields));
        while (peek().type() == Type.AND) {
            Token and = tokens.get(at++);
            expectOperand(and);
            clauses.add(modified(fields));
        }
        if (clauses.size() == 1) {
            return clauses.get(0);
        }
        List<Clause> required = new ArrayList<>();
        for (Clause clause : clauses) {
            required.add(new Clause(clause.query(), clause.negated(), true));
        }
        Clause all = combine(required, column);
        return new Clause(all.query(), all.negated(), all.negated());
    }

    private Clause modified(Set<Field> fields) throws QueryException {
        boolean negated = false;
        boolean required = false;
        while (peek().type() == Type.PLUS || peek().type() == Type.NOT) {
            Token modifier = tokens.get(at++);
            expectOperand(modifier);
            negated ^= modifier.type() == Type.NOT;
            required = true;
        }
        Clause clause = operand(fields);
        return required ? new Clause(clause.query(), clause.negated() ^ negated, true) : clause;
    }

    private Clause operand(Set<Field> fields) throws QueryException {
        Token token = tokens.get(at++);
        return switch (token.type()) {
            case OPEN -> group(token, fields);
            case FIELD -> {
                Set<Field> named = EnumSet.of(field(token));
                expectOperand(token);
                if (peek().type() == Type.PLUS || peek().type() == Type.NOT || peek().type() == Type.FIELD) {
                    throw new QueryException(
                            "After " + token.text() + ": comes a word, a \"phrase\" or a group in ( ).",
                            peek().column());
                }
                yield operand(named);
            }
            case WORD -> new Clause(word(token, fields), false, false);
            case QUOTED -> new Clause(quoted(token, fields), false, false);
            case AND, OR ->
                throw new QueryException(
                        token.text() + " joins two things, and there is nothing before it: remove it, or write \""
                                + token.text().toLowerCase(Locale.ROOT) + "\" to look for the word.",
                        token.column());
            case CLOSE ->
                throw new QueryException(
                        "There is nothing to look for before this ): write a word there, or remove it.",
                        token.column());
            case PLUS, NOT, END -> throw new QueryException("A word to look for is missing here.", token.column());
        };
    }

    private Clause group(Token open, Set<Field> fields) throws QueryException {
        if (++depth > limits.depth()) {
            throw new QueryException(
                    "Parentheses can be " + limits.depth() + " deep at most: leave some out.", open.column());
        }
        Clause inner = alternatives(fields);
        if (peek().type() != Type.CLOSE) {
            throw new QueryException("This ( is never closed: add the ) that belongs to it.", open.column());
        }
        Token close = tokens.get(at++);
        if (close.number() >= 0) {
            throw new QueryException(
                    "~ belongs to a word or a \"phrase\", not to a group: remove it.", close.column() + 1);
        }
        depth--;
        return new Clause(inner.query(), inner.negated(), false);
    }

    /** Puts the clauses of one level together; what only excludes becomes the exclusion of its opposite. */
    private Clause combine(List<Clause> clauses, int column) throws QueryException {
        if (clauses.size() == 1) {
            return clauses.get(0);
        }
        List<Query> required = new ArrayList<>();
        List<Query> alternatives = new ArrayList<>();
        List<Query> excluded = new ArrayList<>();
        for (Clause clause : clauses) {
            if (clause.negated() && clause.required()) {
                excluded.add(clause.query());
            } else if (clause.negated()) {
                throw new QueryException(
                        "NOT or - cannot be an alternative, for it would find nearly everything: put a word to look for into"
                                + " these parentheses, or join them with AND.",
                        clause.query().column());
            } else {
                (clause.required() ? required : alternatives).add(clause.query());
            }
        }
        String source = text.substring(column - 1, tokens.get(at - 1).end()).strip();
        if (required.isEmpty() && alternatives.isEmpty()) {
            return new Clause(new Group(List.of(), excluded, List.of(), source, column), true, false);
        }
        if (required.isEmpty() && alternatives.size() == 1) {
            return new Clause(new Group(alternatives, List.of(), excluded, source, column), false, false);
        }
        return new Clause(new Group(required, alternatives, excluded, source, column), false, false);
    }

    private Field field(Token token) throws QueryException {
        Field field = Field.named(token.text()).orElse(null);
        if (field != null) {
            return field;
        }
        Field meant = OTHER_NAMES.get(token.text().toLowerCase(Locale.ROOT));
        throw new QueryException(
                "There is no field \"" + token.text() + "\""
                        + (meant == null ? "" : ": did you mean " + meant.label() + ":?")
                        + " Fields are headline, body, source, language and byline; to look for words with a colon, put them"
                        + " in quotes.",
                token.column());
    }

    private Query word(Token token, Set<Field> fields) throws QueryException {
        QueryWords read = new QueryWords(limits, token, false);
        List<Atom> atoms = read.atoms();
        if (token.hasTilde()) {
            return new Passage(List.of(fuzzy(token, read)), 0, fields, token.text(), token.column());
        }
        return passage(token, read, atoms, 0, fields);
    }

    private Atom fuzzy(Token token, QueryWords read) throws QueryException {
        int distance = token.number() < 0 ? DEFAULT_FUZZY : token.number();
        if (distance > DEFAULT_FUZZY) {
            throw new QueryException(
                    "A word can be ~1 or ~2 letters off; for words near one another put them in quotes first.",
                    token.end());
        }
        String word = read.plainWord()
                .orElseThrow(() -> new QueryException(
                        "~ works on one word without wildcards: " + token.text() + " is not one.", token.column()));
        if (word.length() < SHORTEST_FUZZY) {
            throw new QueryException(
                    "\"" + token.text()
                            + "\" is too short for ~, nearly every short word would do: write the spellings out.",
                    token.column());
        }
        countWords(1, token);
        if (++fuzzyWords > limits.fuzzyWords()) {
            throw new QueryException(
                    "A query can have " + limits.fuzzyWords() + " words with ~ at most: write some spellings out.",
                    token.column());
        }
        return distance == 0 ? new Atom.Form(Inflection.key(word)) : new Atom.Fuzzy(word, distance);
    }

    private Query quoted(Token token, Set<Field> fields) throws QueryException {
        QueryWords read = new QueryWords(limits, token, true);
        List<Atom> atoms = read.atoms();
        int slop = Math.max(token.number(), 0);
        if (slop > limits.slop()) {
            throw new QueryException(
                    "Words can be ~" + limits.slop() + " apart at most; further apart, AND says the same.",
                    token.end());
        }
        return passage(token, read, atoms, slop, fields);
    }

    private Query passage(Token token, QueryWords read, List<Atom> atoms, int slop, Set<Field> fields)
            throws QueryException {
        if (atoms.size() > limits.phraseWords()) {
            throw new QueryException(
                    "A phrase can have " + limits.phraseWords() + " words at most, and this one has " + atoms.size()
                            + ".",
                    token.column());
        }
        countWords(atoms.size(), token);
        String source = token.source(text);
        Passage passage = new Passage(atoms, slop, fields, source, token.column());
        Atom compound = read.compound().orElse(null);
        if (compound == null) {
            return passage;
        }
        Passage joined = new Passage(List.of(compound), 0, fields, source, token.column());
        return new Group(List.of(), List.of(passage, joined), List.of(), source, token.column());
    }

    private void countWords(int count, Token token) throws QueryException {
        words += count;
        if (words > limits.words()) {
            throw new QueryException(
                    "A query can have " + limits.words() + " words at most: split it into several watches.",
                    token.column());
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private void expectOperand(Token operator) throws QueryException {
        Token next = peek();
        if (next.type() == Type.END || next.type() == Type.CLOSE) {
            throw new QueryException("Something to look for must follow " + operator.text() + ".", operator.column());
        }
        if (next.type() == Type.AND || next.type() == Type.OR) {
            throw new QueryException(
                    operator.text() + " and " + next.text() + " stand side by side: remove one of them.",
                    next.column());
        }
    }
}
