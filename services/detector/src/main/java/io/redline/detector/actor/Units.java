package io.redline.detector.actor;

import io.redline.detector.actor.Lexicon.Entry;
import io.redline.detector.actor.Sense.Sort;
import io.redline.detector.text.Passage;
import io.redline.detector.text.Sentence;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A passage as a row of units: names and words of the gazetteer, of one or more tokens, and single other tokens, each with the
 * part it can play in a noun phrase.
 */
final class Units {

    /** The part a unit can play in a noun phrase. */
    enum Part {
        DETERMINER,
        POSSESSIVE_PRONOUN,
        PRONOUN,
        NUMBER,
        MODIFIER,
        ADJECTIVE,
        NAME,
        PLACE,
        ROLE,
        NOUN,
        CAPITALISED,
        WORD,
        POSSESSIVE,
        HYPHEN,
        OF,
        PREPOSITION,
        COMMA,
        WHO,
        CONJUNCTION,
        VERB,
        STOP
    }

    private final Passage passage;
    private final int[] first;
    private final int[] end;
    private final Part[] part;
    private final @Nullable Sense[] sense;
    private final int[] sentence;
    private int size;

    private Units(Passage passage) {
        int tokens = passage.size();
        this.passage = passage;
        this.first = new int[tokens + 1];
        this.end = new int[tokens + 1];
        this.part = new Part[tokens + 1];
        this.sense = new Sense[tokens + 1];
        this.sentence = new int[tokens + 1];
    }

    /**
     * Cuts a passage into units.
     *
     * @param article what the article as a whole tells about its words
     */
    static Units of(Passage passage, Gazetteer gazetteer, ArticleWords article) {
        Units units = new Units(passage);
        for (Sentence line : passage.sentences()) {
            units.read(line, gazetteer, article);
        }
        return units;
    }

    private void read(Sentence line, Gazetteer gazetteer, ArticleWords article) {
        boolean shouting = ArticleWords.isShouting(passage, line);
        boolean titled = ArticleWords.isTitled(passage, line);
        int token = line.first();
        while (token < line.end()) {
            Entry entry = gazetteer.lexicon().find(passage, token, line.end(), shouting);
            Sense meaning = entry == null
                    ? null
                    : gazetteer
                            .homonyms()
                            .read(
                                    passage,
                                    token,
                                    token + entry.length(),
                                    entry.spelling(),
                                    entry.sense(),
                                    article::contains);
            boolean opening = token == line.first() || passage.isPunctuation(token - 1);
            if (entry != null && meaning != null) {
                add(line, token, token + entry.length(), part(token, meaning, opening || titled), meaning);
            } else {
                int length = entry == null ? 1 : entry.length();
                for (int i = token; i < token + length; i++) {
                    add(line, i, i + 1, part(i, line, opening && i == token, titled || shouting, article), null);
                }
            }
            token = end[size - 1];
        }
    }

    private void add(Sentence line, int from, int to, Part as, @Nullable Sense meaning) {
        boolean story = line.kind() == Sentence.Kind.PROSE || line.kind() == Sentence.Kind.HEADING;
        first[size] = from;
        end[size] = to;
        part[size] = story ? as : Part.STOP;
        sense[size] = meaning;
        sentence[size] = line.index();
        size++;
    }

    private Part part(int token, Sense meaning, boolean opening) {
        return switch (meaning.sort()) {
            case NAME, PEOPLE -> Part.NAME;
            case CAPITAL, PLACE -> Part.PLACE;
            case ADJECTIVE -> Part.ADJECTIVE;
            case ROLE -> Part.ROLE;
            case ORGAN, BODY, GROUP -> Part.NOUN;
            case MODIFIER -> Part.MODIFIER;
            case VERB ->
                !passage.isCapitalised(token) || opening
                        ? Part.VERB
                        : FunctionWords.isCalendar(passage.word(token)) ? Part.STOP : Part.CAPITALISED;
            case GIVEN, SUFFIX -> Part.CAPITALISED;
            case NONE -> Part.WORD;
        };
    }

    private Part part(int token, Sentence line, boolean opening, boolean titled, ArticleWords article) {
        String word = passage.word(token);
        if (passage.isPunctuation(token)) {
            if (word.equals("-")) {
                return passage.isGlued(token) ? Part.HYPHEN : Part.STOP;
            }
            if (word.equals(",")) {
                return Part.COMMA;
            }
            if (word.equals("&")) {
                return Part.CONJUNCTION;
            }
            return word.equals("'")
                            && token > 0
                            && passage.isGlued(token)
                            && passage.word(token - 1).endsWith("s")
                            && passage.quoteDepth(token) == 0
                    ? Part.POSSESSIVE
                    : Part.STOP;
        }
        if (passage.isNumber(token)) {
            return Part.NUMBER;
        }
        boolean capital = passage.isCapitalised(token);
        boolean ordinary = !capital || opening || titled;
        if (capital ? FunctionWords.isCalendar(word) : FunctionWords.isAuxiliary(word)) {
            return Part.STOP;
        }
        if (ordinary || !article.isNameWord(word)) {
            Part small = FunctionWords.part(word);
            if (small != null) {
                boolean rough = FunctionWords.isApproximator(word)
                        && token + 1 < line.end()
                        && (passage.isNumber(token + 1) || passage.is(token + 1, "than"));
                return rough ? Part.DETERMINER : small;
            }
            if (capital && ordinary && FunctionWords.isAuxiliary(word)) {
                return Part.STOP;
            }
        }
        if (!capital) {
            return Part.WORD;
        }
        if (titled) {
            return article.isNameWord(word) ? Part.CAPITALISED : Part.WORD;
        }
        if (!opening || article.isNameWord(word) || passage.isAllCapitals(token)) {
            return Part.CAPITALISED;
        }
        // The first word of a sentence has a capital in any case
        boolean plural = word.endsWith("s") && !word.endsWith("ss");
        boolean namelike = token + 1 < line.end()
                && (passage.is(token + 1, "'s")
                        || passage.isCapitalised(token + 1)
                        || (!plural && FunctionWords.isAuxiliary(passage.word(token + 1)))
                        || (!plural && FunctionWords.isReporting(passage.word(token + 1)))
                        || (!plural
                                && passage.word(token + 1).endsWith("ed")
                                && !passage.word(token).endsWith("ly"))
                        || (passage.is(token + 1, "-") && token + 2 < line.end() && passage.isCapitalised(token + 2)));
        return namelike ? Part.CAPITALISED : Part.WORD;
    }

    Passage passage() {
        return passage;
    }

    int size() {
        return size;
    }

    int first(int unit) {
        return first[unit];
    }

    int end(int unit) {
        return end[unit];
    }

    /** The part a unit can play; {@code STOP} beyond the last. */
    Part part(int unit) {
        return unit >= 0 && unit < size ? part[unit] : Part.STOP;
    }

    @Nullable
    Sense sense(int unit) {
        return unit >= 0 && unit < size ? sense[unit] : null;
    }

    boolean isSort(int unit, Sort sort) {
        Sense meaning = sense(unit);
        return meaning != null && meaning.sort() == sort;
    }

    int sentence(int unit) {
        return sentence[unit];
    }

    /** Whether two neighbouring units stand in one sentence. */
    boolean joined(int unit) {
        return unit > 0 && unit < size && sentence[unit] == sentence[unit - 1];
    }

    /** The first word of a unit. */
    String word(int unit) {
        return unit >= 0 && unit < size ? passage.word(first[unit]) : "";
    }

    boolean is(int unit, String word) {
        return unit >= 0 && unit < size && passage.is(first[unit], word);
    }

    boolean isCapitalised(int unit) {
        return unit >= 0 && unit < size && passage.isCapitalised(first[unit]);
    }

    boolean isParticle(int unit) {
        return unit >= 0 && unit < size && FunctionWords.isParticle(passage.word(first[unit]));
    }

    String text(int from, int to) {
        return passage.text(first[from], end[to - 1]);
    }

    /** The unit a token stands in. */
    int unitAt(int token) {
        int found = Arrays.binarySearch(first, 0, size, token);
        return found >= 0 ? found : -found - 2;
    }
}
