package io.redline.detector.actor;

import io.redline.detector.actor.Sense.Role;
import io.redline.detector.actor.Sense.Sort;
import io.redline.detector.text.Inflections;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The actors Redline knows and the words it knows them by, read from the data files described in {@code docs/gazetteer.md}.
 *
 * <p>Immutable once built, and shared by all threads.
 */
public final class Gazetteer {

    private static final List<String> ACTOR_FILES = List.of(
            "bodies.tsv",
            "blocs.tsv",
            "armed-groups.tsv",
            "central-banks.tsv",
            "organisations.tsv",
            "people.tsv",
            "outlets.tsv",
            "regions.tsv");
    private static final String STATES = "states.tsv";
    private static final String WORDS = "words.tsv";
    private static final String HOMONYMS = "homonyms.tsv";

    private final Lexicon lexicon = new Lexicon();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, ActorKind> kinds = new HashMap<>();
    private final Map<String, Sense> people = new HashMap<>();
    private final HomonymRules homonyms = new HomonymRules();

    private Gazetteer() {}

    /** The gazetteer that comes with Redline. */
    public static Gazetteer withDefaults() {
        Gazetteer gazetteer = new Gazetteer();
        gazetteer.readDefaults();
        return gazetteer;
    }

    /**
     * The gazetteer that comes with Redline, with a desk's own files on top: what they say goes before what ours say.
     *
     * @param directory holds any of our files' names, with the same columns; other files in it are read as actors if they end
     *     in {@code .tsv}
     * @throws DataFileException when a file cannot be read or a line of it is wrong
     */
    public static Gazetteer withData(Path directory) {
        Gazetteer gazetteer = new Gazetteer();
        gazetteer.readDefaults();
        for (Path file : DataFile.list(directory)) {
            gazetteer.read(DataFile.of(file));
        }
        return gazetteer;
    }

    private void readDefaults() {
        read(DataFile.resource(WORDS));
        read(DataFile.resource(STATES));
        CountryNames.read(this::addCountryName);
        ACTOR_FILES.forEach(file -> read(DataFile.resource(file)));
        read(DataFile.resource(HOMONYMS));
    }

    private void read(DataFile file) {
        switch (file.name()) {
            case STATES -> file.rows(1, this::addState);
            case WORDS -> file.rows(4, this::addWords);
            case HOMONYMS -> file.rows(3, homonyms::add);
            default -> file.rows(5, this::addActor);
        }
    }

    private void addState(DataFile.Row row) {
        String code = row.required(0, "code");
        List<String> own = row.list(1);
        if (own.isEmpty() && !names.containsKey(code)) {
            throw row.wrong("names is empty: say how the state is called");
        }
        if (!own.isEmpty()) {
            names.putIfAbsent(code, own.get(0));
        }
        kinds.put(code, ActorKind.STATE);
        Sense state = actor(Sort.NAME, code, ActorKind.STATE, names.get(code), code, ' ');
        own.forEach(name -> lexicon.add(name, state));
        Sense adjective = actor(Sort.ADJECTIVE, code, ActorKind.STATE, names.get(code), code, ' ');
        Sense people = actor(Sort.PEOPLE, code, ActorKind.STATE, names.get(code), code, ' ');
        row.list(3).forEach(name -> lexicon.addIfAbsent(name, people));
        row.list(2).stream().filter(name -> !own.contains(name)).forEach(name -> lexicon.add(name, adjective));
        Sense capital = actor(Sort.CAPITAL, code, ActorKind.STATE, names.get(code), code, ' ');
        row.list(4).forEach(name -> lexicon.addIfAbsent(name, capital));
        row.list(5)
                .forEach(name ->
                        lexicon.addIfAbsent(name, new Sense(Sort.PLACE, null, ActorKind.PLACE, name, code, ' ', null)));
    }

    private void addCountryName(String code, String name) {
        names.putIfAbsent(code, name);
        kinds.putIfAbsent(code, ActorKind.STATE);
        lexicon.addIfAbsent(name, actor(Sort.NAME, code, ActorKind.STATE, names.get(code), code, ' '));
    }

    private void addActor(DataFile.Row row) {
        String code = row.optional(0);
        ActorKind kind = row.constant(1, "kind", ActorKind.class);
        String state = row.optional(2);
        String gender = row.optional(3);
        String name = row.required(4, "name");
        if (state == null && code != null && kinds.get(code) == ActorKind.STATE) {
            state = code;
        }
        if (code != null && kind != ActorKind.PERSON) {
            names.putIfAbsent(code, name);
            kinds.putIfAbsent(code, kind);
        }
        Sense sense = actor(
                kind == ActorKind.PLACE ? Sort.PLACE : Sort.NAME,
                code,
                kind,
                name,
                state,
                gender == null ? ' ' : gender.charAt(0));
        lexicon.add(name, sense);
        row.list(5).forEach(alias -> lexicon.add(alias, sense));
        if (kind == ActorKind.PERSON) {
            addPersonKeys(name, sense);
            row.list(5).stream().filter(alias -> alias.indexOf(' ') > 0).forEach(alias -> addPersonKeys(alias, sense));
        }
    }

    /** A full name is also known by the key of its first and last word, whatever the spelling. */
    private void addPersonKeys(String name, Sense sense) {
        people.put(personKey(name), sense);
    }

    private static String personKey(String name) {
        String key = NameKey.of(name);
        int first = key.indexOf(' ');
        return first < 0 ? key : key.substring(0, first) + key.substring(key.lastIndexOf(' '));
    }

    private void addWords(DataFile.Row row) {
        String kind = row.optional(1);
        String gender = row.optional(2);
        char sex = gender == null ? ' ' : gender.charAt(0);
        List<String> words = row.list(3);
        switch (row.required(0, "class")) {
            case "role", "title" -> {
                Role role = row.constant(1, "kind", Role.class);
                ActorKind bearer =
                        switch (role) {
                            case ANALYST -> ActorKind.ANALYST;
                            case REPORTER -> ActorKind.OUTLET;
                            default -> ActorKind.PERSON;
                        };
                addNouns(words, Sense.word(Sort.ROLE, bearer, sex, role));
            }
            case "organ" ->
                addNouns(words, Sense.word(Sort.ORGAN, row.constant(1, "kind", ActorKind.class), sex, null));
            case "body" -> addNouns(words, Sense.word(Sort.BODY, row.constant(1, "kind", ActorKind.class), sex, null));
            case "group" ->
                addNouns(words, Sense.word(Sort.GROUP, row.constant(1, "kind", ActorKind.class), sex, null));
            case "modifier" ->
                words.forEach(word -> lexicon.addIfAbsent(word, Sense.word(Sort.MODIFIER, ActorKind.GROUP, sex, null)));
            case "verb" ->
                words.forEach(word -> lexicon.addIfAbsent(word, Sense.word(Sort.VERB, ActorKind.GROUP, sex, null)));
            case "given" ->
                words.forEach(word -> lexicon.addIfAbsent(word, Sense.word(Sort.GIVEN, ActorKind.PERSON, sex, null)));
            case "name" ->
                words.forEach(word -> lexicon.addIfAbsent(
                        word, Sense.word(Sort.SUFFIX, row.constant(1, "kind", ActorKind.class), sex, null)));
            default ->
                throw row.wrong("class is \"" + kind
                        + "\": use role, title, organ, body, group, modifier, verb, given or name");
        }
    }

    private void addNouns(List<String> words, Sense sense) {
        for (String word : words) {
            lexicon.addIfAbsent(word, sense);
            int space = word.lastIndexOf(' ');
            String last = word.substring(space + 1);
            if (!last.equals(last.toUpperCase(Locale.ROOT)) && !word.contains(" of ")) {
                for (String form : Inflections.noun(last)) {
                    lexicon.addIfAbsent(word.substring(0, space + 1) + form, sense);
                }
            }
        }
    }

    private static Sense actor(
            Sort sort,
            @Nullable String code,
            ActorKind kind,
            @Nullable String name,
            @Nullable String state,
            char gender) {
        return new Sense(sort, code, kind, name, state, gender, null);
    }

    /** The name an actor is shown under; the code itself where it is not known. */
    public String name(String code) {
        return names.getOrDefault(code, code);
    }

    /** The code of a state's central bank: the state's in small letters with "-central-bank". */
    String centralBank(String state) {
        return state.toLowerCase(Locale.ROOT) + "-central-bank";
    }

    /** What sort of actor a code stands for; null where it is not known. */
    public @Nullable ActorKind kind(String code) {
        return kinds.get(code);
    }

    /** All codes it knows. */
    public Set<String> codes() {
        return Set.copyOf(kinds.keySet());
    }

    Lexicon lexicon() {
        return lexicon;
    }

    HomonymRules homonyms() {
        return homonyms;
    }

    /** The person known by a full name in some other spelling; null where there is none. */
    @Nullable
    Sense person(String fullName) {
        return fullName.indexOf(' ') < 0 ? null : people.get(personKey(fullName));
    }

    static List<String> split(String list, char separator) {
        return Arrays.stream(list.split(String.valueOf(separator)))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
