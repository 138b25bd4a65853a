package io.redline.matcher;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Random articles, and random queries in the part of the language that Redline and Lucene read alike. */
final class RandomQueries {
    private static final String[] WORDS = ("talk talks talking red line lines meet met meeting minister policy police"
                    + " negotiate negotiating negotiation missile missiles left leave saw see Tehran Téhéran Iran's US us"
                    + " U.S. long-range cease-fire ceasefire it IT 1,000 O'Neill araqchi araghchi arakchi the of to")
            .split(" ");

    private static final String[] PATTERNS = "negotiat* mi* t?lk* *ing m?t po*y *eas* ar?q* l*e* ce* ??lk"
            .replace("??lk", "ta??")
            .split(" ");

    private static final String[] FUZZY =
            "araqchi~1 araghchi~2 tehran~1 police~2 policy~1 lines~ met~1 talk~2".split(" ");

    private static final String[] FIELDS = {"headline:", "body:", "source:", "byline:", "language:"};

    private final Random random;

    RandomQueries(long seed) {
        this.random = new Random(seed);
    }

    ArticleText article() {
        return new ArticleText(text(1 + random.nextInt(6)), text(random.nextInt(30)), text(2), "en", text(2));
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(word()).append(random.nextInt(9) == 0 ? ". " : " ");
        }
        return text.toString();
    }

    String query() {
        return clause(2);
    }

    private String clause(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return random.nextInt(6) == 0 ? pick(FIELDS) + leaf() : leaf();
        }
        Supplier<String> part = () -> operand(depth - 1);
        return switch (random.nextInt(6)) {
            case 0 -> part.get() + " AND " + part.get();
            case 1 -> part.get() + " OR " + part.get() + " OR " + part.get();
            case 2 -> part.get() + " AND " + part.get() + " AND NOT " + part.get();
            case 3 -> part.get() + " " + part.get() + " -" + part.get();
            case 4 -> "+" + part.get() + " " + part.get() + " +" + part.get();
            default -> pick(FIELDS) + "(" + part.get() + " OR " + part.get() + ")";
        };
    }

    private String operand(int depth) {
        String clause = clause(depth);
        return clause.indexOf(' ') < 0 || clause.matches("\"[^\"]*\"(~\\d+)?") ? clause : "(" + clause + ")";
    }

    private String leaf() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> '"' + String.join(" ", distinctWords(2 + random.nextInt(2))) + '"';
            case 2, 3 -> '"' + String.join(" ", distinctWords(2 + random.nextInt(2))) + "\"~" + (1 + random.nextInt(6));
            case 4 -> pick(PATTERNS);
            case 5 -> pick(FUZZY);
            default -> word().replace("-", "");
        };
    }

    /** Words without two forms of one, which Lucene's near phrases treat in a way of their own. */
    private List<String> distinctWords(int count) {
        List<String> words = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>();
        while (words.size() < count) {
            String word = word();
            Set<String> found = new LinkedHashSet<>();
            new Tokenizer((kind, letters, length, start, end) ->
                            found.addAll(Inflection.keys(String.valueOf(letters, 0, length))))
                    .tokenize(word);
            if (found.stream().noneMatch(keys::contains)) {
                keys.addAll(found);
                words.add(word);
            }
        }
        return words;
    }

    private String word() {
        return pick(WORDS);
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
