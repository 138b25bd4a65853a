package io.redline.detector.stance;

import io.redline.detector.stance.Lexeme.Phrase;
import io.redline.detector.stance.Lexeme.Verb;
import io.redline.detector.stance.Pattern.Part;
import io.redline.detector.text.Field;
import io.redline.detector.text.Inflections;
import io.redline.detector.text.Inflections.VerbForms;
import io.redline.detector.text.Passage;
import io.redline.schemas.Action;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The words the detector knows, read from the data files {@code nouns.txt}, {@code verbs.txt}, {@code
 * other-verbs.txt}, {@code noun-verbs.txt}, {@code adjectives.txt}, {@code judgments.txt} and {@code turns.txt}.
 *
 * <p>A desk that wants more puts files of the same names in a directory of its own: their lines are read after the shipped
 * ones and win where both name the same pattern.
 */
final class Lexicon {

    /** What carrying out an event of a class, or a judgment, means. */
    record Event(Action action, double score) {}

    private final Map<String, Lexeme> lexemes = new HashMap<>(1 << 14);
    private final Map<String, Verb> verbs = new HashMap<>();
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private final List<@Nullable Event> events = new ArrayList<>();
    private final Map<String, Pattern> patterns = new LinkedHashMap<>();
    private final Map<String, Event> judgments = new HashMap<>();
    private Event judging = new Event(Action.ACCUSE, Action.ACCUSE.score());
    private final TurnWords turns = new TurnWords();

    /**
     * Reads the shipped data files, then those of a directory.
     *
     * @param extensions a directory with further {@code nouns.txt}, {@code verbs.txt} or {@code other-verbs.txt}, or null
     * @throws IllegalArgumentException naming the file and the line that cannot be read
     */
    Lexicon(@Nullable Path extensions) {
        FunctionWords.all().forEach((word, tags) -> lexeme(word).tags |= tags);
        read("nouns.txt", extensions, this::addNouns);
        read("other-verbs.txt", extensions, line -> {
            for (String verb : line.split(",")) {
                if (!verb.isBlank()) {
                    verb(verb.strip());
                }
            }
        });
        read("noun-verbs.txt", extensions, line -> tag(line, Lexeme.NOUN));
        read("adjectives.txt", extensions, line -> tag(line, Lexeme.ADJECTIVE));
        read("verbs.txt", extensions, this::addPatterns);
        read("judgments.txt", extensions, this::addJudgments);
        read("turns.txt", extensions, line -> turns.add(line, this::verb));
        for (Map.Entry<String, Pattern> entry : patterns.entrySet()) {
            Verb verb = verb(headOf(entry.getKey()));
            verb.patterns.add(entry.getValue());
            verb.speaks |= entry.getValue().operator() == Operator.SAY;
        }
        Comparator<Pattern> heaviest = Comparator.comparingInt(Pattern::weight).reversed();
        verbs.values().forEach(verb -> verb.patterns.sort(heaviest));
    }

    private void addJudgments(String line) {
        int colon = line.indexOf(':');
        if (colon >= 0) {
            String[] reading = line.substring(0, colon).strip().split("\\s+");
            Action action = Action.valueOf(reading[0]);
            judging = new Event(action, reading.length > 1 ? Double.parseDouble(reading[1]) : action.score());
        }
        for (String word : line.substring(colon + 1).split(",")) {
            if (!word.isBlank()) {
                judgments.put(word.strip(), judging);
            }
        }
    }

    /** What a lower-case word says of a deed it is the predicate of, or null. */
    @Nullable
    Event judgment(String word) {
        return judgments.get(word);
    }

    private void tag(String line, int tag) {
        for (String word : line.split(",")) {
            if (!word.isBlank()) {
                lexeme(word.strip()).tags |= tag;
            }
        }
    }

    /** What the lexicon knows of a lower-case word, or null. */
    @Nullable
    Lexeme find(String word) {
        return lexemes.get(word);
    }

    /** The verb with this infinitive, or null. */
    @Nullable
    Verb findVerb(String base) {
        return verbs.get(base);
    }

    /** The words by which a text says that somebody turns. */
    TurnWords turns() {
        return turns;
    }

    /** The bit of a class of nouns. */
    long bit(String name) {
        Integer index = classes.get(name);
        if (index == null) {
            throw new IllegalArgumentException("no class of nouns is called " + name);
        }
        return 1L << index;
    }

    /** The first event among classes given as bits, or null when none of them is an event. */
    @Nullable
    Event event(long nouns) {
        for (long rest = nouns; rest != 0; rest &= rest - 1) {
            Event event = events.get(Long.numberOfTrailingZeros(rest));
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    private static void read(String name, @Nullable Path extensions, Consumer<String> reader) {
        try (InputStream in = Lexicon.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the data file " + name + " is missing from the build");
            }
            readLines(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), reader);
            if (extensions != null && Files.exists(extensions.resolve(name))) {
                Path file = extensions.resolve(name);
                readLines(file.toString(), Files.readString(file), reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void readLines(String name, String text, Consumer<String> reader) {
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                reader.accept(line.strip());
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(name + " line " + number + ": " + e.getMessage(), e);
            }
        }
    }

    private void addNouns(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a class needs a colon before its nouns");
        }
        String[] head = line.substring(0, colon).strip().split("\\s+");
        int index = classes.computeIfAbsent(head[0], name -> classes.size());
        if (index >= Long.SIZE) {
            throw new IllegalArgumentException("there is room for 64 classes of nouns");
        }
        while (events.size() <= index) {
            events.add(null);
        }
        if (head.length > 1) {
            Action action = Action.valueOf(head[1]);
            events.set(index, new Event(action, head.length > 2 ? Double.parseDouble(head[2]) : action.score()));
        }
        for (String noun : line.substring(colon + 1).split(",")) {
            addNoun(noun.strip().toLowerCase(Locale.ROOT), 1L << index);
        }
    }

    private void addNoun(String noun, long bit) {
        if (noun.isEmpty()) {
            return;
        }
        boolean fixed = noun.endsWith("+");
        String[] words = words(fixed ? noun.substring(0, noun.length() - 1) : noun);
        int inflected = List.of(words).contains("of") ? List.of(words).indexOf("of") - 1 : words.length - 1;
        Set<String> forms = fixed ? Set.of(words[inflected]) : Inflections.noun(words[inflected]);
        for (String form : forms) {
            String[] spelt = words.clone();
            spelt[inflected] = form;
            Lexeme first = lexeme(spelt[0]);
            if (spelt.length == 1) {
                first.tags |= Lexeme.NOUN;
                first.nouns |= bit;
            } else {
                first.phrases.add(new Phrase(Arrays.copyOfRange(spelt, 1, spelt.length), bit));
            }
        }
    }

    private void addPatterns(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("a pattern needs = and a reading");
        }
        String[] right = line.substring(equals + 1).split(">");
        String[] reading = right[0].strip().split("\\s+");
        List<String> targets = right.length < 2
                ? List.of()
                : Arrays.stream(right[1].split(",")).map(String::strip).toList();
        Operator operator = Operator.ACTION;
        Action action = null;
        double score = 0;
        if (reading[0].startsWith("@")) {
            operator = Operator.valueOf(reading[0].substring(1).toUpperCase(Locale.ROOT));
        } else if (reading[0].equals("NEUTRAL")) {
            operator = Operator.NEUTRAL;
        } else {
            action = Action.valueOf(reading[0]);
            score = reading.length > 1 ? Double.parseDouble(reading[1]) : action.score();
        }
        for (String written : line.substring(0, equals).split(",")) {
            addPattern(written.strip(), operator, action, score, targets);
        }
    }

    private void addPattern(
            String written, Operator operator, @Nullable Action action, double score, List<String> targets) {
        if (written.isEmpty()) {
            return;
        }
        String[] steps = written.split("\\s+");
        int head = steps[0].startsWith("~") ? 1 : 0;
        long subject = head == 1 ? bit(steps[0].substring(1)) : 0;
        List<Part> parts = new ArrayList<>();
        String[] headWords = words(steps[head]);
        for (int i = 1; i < headWords.length; i++) {
            parts.add(new Part(headWords[i], 0, Part.Kind.WORD));
        }
        for (int i = head + 1; i < steps.length; i++) {
            if (steps[i].equals("...")) {
                parts.add(new Part("", 0, Part.Kind.GAP));
            } else if (steps[i].equals("!")) {
                parts.add(new Part("", 0, Part.Kind.NOTHING));
            } else if (steps[i].startsWith("~")) {
                parts.add(new Part("", bit(steps[i].substring(1)), Part.Kind.NOUN));
            } else {
                for (String word : words(steps[i])) {
                    parts.add(new Part(word, 0, Part.Kind.WORD));
                }
            }
        }
        patterns.put(written, new Pattern(written, subject, List.copyOf(parts), operator, action, score, targets));
    }

    private static String headOf(String written) {
        String[] steps = written.split("\\s+");
        return words(steps[0].startsWith("~") ? steps[1] : steps[0])[0];
    }

    private Verb verb(String base) {
        Verb known = verbs.get(base);
        if (known != null) {
            return known;
        }
        Verb verb = new Verb(base);
        verbs.put(base, verb);
        String head = base;
        VerbForms forms = Inflections.verb(base);
        add(forms.base(), Lexeme.BASE, verb);
        add(forms.third(), Lexeme.THIRD, verb);
        add(forms.past(), Lexeme.PAST, verb);
        add(forms.participle(), Lexeme.PARTICIPLE, verb);
        add(forms.gerund(), Lexeme.GERUND, verb);
        if (head.length() > 4 && head.matches(".*[aeiou]l") && !forms.past().endsWith("lled")) {
            // British spelling: cancelled, travelling
            add(head + "led", Lexeme.PAST | Lexeme.PARTICIPLE, verb);
            add(head + "ling", Lexeme.GERUND, verb);
        }
        return verb;
    }

    private void add(String form, int tag, Verb verb) {
        Lexeme lexeme = lexeme(form);
        if (lexeme.can(Lexeme.FUNCTION & ~(Lexeme.BE | Lexeme.HAVE | Lexeme.DO)) && !lexeme.can(Lexeme.VERB)) {
            return;
        }
        if (lexeme.verb == null || (lexeme.verb != verb && tag == Lexeme.BASE)) {
            lexeme.verb = verb;
            lexeme.tags = (lexeme.tags & ~Lexeme.VERB) | tag;
        } else if (lexeme.verb == verb) {
            lexeme.tags |= tag;
        }
    }

    private Lexeme lexeme(String word) {
        return lexemes.computeIfAbsent(word, w -> new Lexeme());
    }

    /** A data file's phrase in the tokens an article would have. */
    static String[] words(String phrase) {
        Passage passage = Passage.of(Field.HEADLINE, phrase);
        String[] words = new String[passage.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = passage.word(i);
        }
        return words;
    }
}
