package io.redline.matcher;

import io.redline.matcher.QueryLexer.Token;
import io.redline.matcher.QueryLexer.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Points at what is probably not meant in a query that can be read. */
public final class QueryLint {
    private static final Set<String> OPERATORS = Set.of("and", "or", "not");

    private static final int SHORT_FUZZY = 5;

    private final List<Token> tokens;
    private final List<Warning> warnings = new ArrayList<>();

    private QueryLint(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** What looks like a mistake in {@code text}, in its order; nothing for a query that does not parse. */
    public static List<Warning> check(String text) {
        List<Token> tokens;
        try {
            tokens = QueryLexer.tokens(text);
        } catch (QueryException e) {
            return List.of(); // the parser says it better
        }
        return new QueryLint(tokens).warnings();
    }

    private List<Warning> warnings() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token next = tokens.get(i + 1);
            if (token.type() == Type.WORD) {
                checkOperatorInLowerCase(token, next, i);
                checkFuzzy(token);
                if (next.type() == Type.WORD && next.spaced()) {
                    checkName(token, next, i);
                }
            }
        }
        checkMixedOperators();
        warnings.sort(Comparator.comparingInt(Warning::column));
        return List.copyOf(warnings);
    }

    private void checkOperatorInLowerCase(Token token, Token next, int at) {
        String word = token.text();
        boolean between = at > 0 && next.type() != Type.END && next.type() != Type.CLOSE;
        boolean leadingNot = word.equalsIgnoreCase("not") && next.type() != Type.END;
        if (OPERATORS.contains(word.toLowerCase(Locale.ROOT)) && (between || leadingNot)) {
            warn(
                    token,
                    "\"" + word + "\" is looked for as a word here: write " + word.toUpperCase(Locale.ROOT)
                            + " in capitals to join words.");
        }
    }

    private void checkFuzzy(Token token) {
        if (token.hasTilde() && token.number() != 1 && token.text().length() < SHORT_FUZZY) {
            warn(token, "\"" + token.text() + "\" is short, so many words are two letters away: ~1 may do.");
        }
    }

    private void checkName(Token token, Token next, int at) {
        boolean alone = at == 0 || tokens.get(at - 1).type() != Type.WORD || !isCapitalised(tokens.get(at - 1));
        if (alone && isCapitalised(token) && isCapitalised(next)) {
            warn(
                    token,
                    "Either of these words alone is enough; for the name put it in quotes: \"" + token.text() + " "
                            + next.text() + "\".");
        }
    }

    private static boolean isCapitalised(Token token) {
        String word = token.text();
        return word.length() > 1
                && Character.isUpperCase(word.charAt(0))
                && Character.isLowerCase(word.charAt(1))
                && !OPERATORS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** AND and OR on one level: AND binds closer, which is not how everybody reads it. */
    private void checkMixedOperators() {
        List<Boolean> hasAnd = new ArrayList<>(List.of(false));
        List<Boolean> hasOr = new ArrayList<>(List.of(false));
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            int level = hasAnd.size() - 1;
            switch (token.type()) {
                case OPEN -> {
                    hasAnd.add(false);
                    hasOr.add(false);
                }
                case CLOSE -> {
                    if (level > 0) {
                        hasAnd.remove(level);
                        hasOr.remove(level);
                    }
                }
                case AND, OR -> {
                    boolean and = token.type() == Type.AND;
                    if ((and ? hasOr : hasAnd).get(level) && !(and ? hasAnd : hasOr).get(level)) {
                        warn(
                                token,
                                "AND and OR stand side by side, and AND binds closer: add ( ) to show what belongs together.");
                    }
                    (and ? hasAnd : hasOr).set(level, true);
                }
                default -> {}
            }
        }
    }

    private void warn(Token token, String message) {
        warnings.add(new Warning(message, token.column()));
    }
}
