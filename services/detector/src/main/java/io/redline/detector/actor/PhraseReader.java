package io.redline.detector.actor;

import io.redline.detector.actor.Mention.Form;
import io.redline.detector.actor.Sense.Role;
import io.redline.detector.actor.Sense.Sort;
import io.redline.detector.actor.Units.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts units together into the noun phrases that speak of actors: a core, up to the head, and what hangs on it ("of the union",
 * "in Beirut", ", the foreign minister,"); and joins those with "and" between.
 */
final class PhraseReader {

    private static final int DEEPEST = 3;

    private static final Set<String> HEADING_VERBS =
            FunctionWords.words("heads leads runs chairs headed led ran chaired represents directs");
    private static final Set<String> TEACHING_VERBS =
            FunctionWords.words("teaches taught lectures studies researches analyses analyzes");
    private static final Set<String> PLACING = FunctionWords.words("in from at near inside outside around across");
    private static final Set<String> LOCATING = FunctionWords.words("""
            in at near inside outside around across throughout within into through over via off""");
    private static final Set<String> MOVING = FunctionWords.words("""
            visit visits visited trip trips flew flies fly flight flights travel travels travelled traveled
            travelling traveling went go goes going return returned returns came come comes move moved moves back way
            drove tour journey close road sailed fled flee migrated headed exports imports""");
    private static final Set<String> SENT =
            FunctionWords.words("ambassador envoy representative adviser advisor aide negotiator rapporteur");

    private final Units units;
    private final CoreReader core;
    private final List<Phrase> phrases = new ArrayList<>();

    private PhraseReader(Units units) {
        this.units = units;
        this.core = new CoreReader(units);
    }

    /** All phrases of a passage that speak of actors, in the order of the text, longer before the shorter inside them. */
    static List<Phrase> read(Units units) {
        PhraseReader reader = new PhraseReader(units);
        reader.run();
        return reader.phrases;
    }

    private void run() {
        List<Phrase> list = new ArrayList<>();
        int unit = 0;
        while (unit < units.size()) {
            if (isPairOfNations(unit)) {
                emit(nation(unit));
                emit(nation(unit + 2));
                unit += 3;
                continue;
            }
            Phrase phrase = phrase(unit, 0);
            if (phrase == null) {
                unit++;
                continue;
            }
            emit(phrase);
            Phrase last = list.isEmpty() ? null : list.get(list.size() - 1);
            if (last == null || !mayJoin(phrase) || !follows(last, phrase)) {
                list.clear();
            }
            boolean joins = !list.isEmpty() && units.part(phrase.firstUnit - 1) == Part.CONJUNCTION;
            if (mayJoin(phrase)) {
                list.add(phrase);
            }
            if (joins) {
                join(list);
                list.clear();
            }
            unit = Math.max(phrase.endUnit, unit + 1);
        }
    }

    private void emit(Phrase phrase) {
        phrases.add(phrase);
        for (Phrase part : phrase.parts) {
            part.inner = true;
            emit(part);
        }
    }

    /** Whether a hyphen joins two nations: "U.S.-Iranian relations". */
    private boolean isPairOfNations(int unit) {
        return CoreReader.isNational(units.part(unit))
                && core.isCompound(unit)
                && CoreReader.isNational(units.part(unit + 2));
    }

    private Phrase nation(int unit) {
        Phrase phrase = new Phrase(units, unit);
        phrase.endUnit = unit + 1;
        phrase.form = Form.MODIFIER;
        phrase.affiliation = units.sense(unit);
        return phrase;
    }

    /** Whether one phrase follows another in a list, with nothing but a comma or "and" between. */
    private boolean follows(Phrase last, Phrase next) {
        int end = last.endUnit;
        if (last.sentence() != next.sentence() || units.is(end, "or")) {
            return false;
        }
        int between = next.firstUnit - end;
        return (between == 1 && (units.part(end) == Part.CONJUNCTION || units.part(end) == Part.COMMA))
                || (between == 2 && units.part(end) == Part.COMMA && units.part(end + 1) == Part.CONJUNCTION);
    }

    private static boolean mayJoin(Phrase phrase) {
        return phrase.form != Form.PRONOUN && phrase.form != Form.MODIFIER;
    }

    /** Adds the phrase that joins several, before them. */
    private void join(List<Phrase> list) {
        Phrase first = list.get(0);
        Phrase all = new Phrase(units, first.firstUnit);
        all.endUnit = list.get(list.size() - 1).endUnit;
        all.headUnit = first.headUnit;
        all.form = first.form;
        all.place = first.place;
        for (Phrase phrase : list) {
            phrase.place = first.place;
        }
        all.joined.addAll(list);
        list.forEach(phrase -> phrase.inner = true);
        phrases.add(phrases.indexOf(first), all);
    }

    /** The phrase that starts at a unit, with what hangs on it; null where none does. */
    private @Nullable Phrase phrase(int start, int depth) {
        if (units.part(start) == Part.PRONOUN) {
            return pronoun(start);
        }
        Phrase phrase = mayStart(start) ? core.read(start) : null;
        if (phrase != null && phrase.form != Form.MODIFIER) {
            extend(phrase, depth);
        }
        if (phrase != null) {
            phrase.place = isPlace(phrase);
            phrase.oblique = units.joined(start)
                    && (units.part(start - 1) == Part.PREPOSITION || units.part(start - 1) == Part.OF);
        }
        return phrase;
    }

    private boolean mayStart(int unit) {
        return switch (units.part(unit)) {
            case STOP, VERB, COMMA, CONJUNCTION, OF, WHO, HYPHEN, POSSESSIVE, PRONOUN -> core.isCompound(unit);
            case PREPOSITION -> core.isCompound(unit) || core.quantityEnd(unit) > unit;
            case WORD -> core.isCompound(unit) || core.isAdjectival(unit);
            default -> true;
        };
    }

    private Phrase pronoun(int unit) {
        Phrase phrase = new Phrase(units, unit);
        phrase.endUnit = unit + 1;
        phrase.form = Form.PRONOUN;
        phrase.word = units.word(unit);
        return phrase;
    }

    // ---- what hangs on the head

    private void extend(Phrase phrase, int depth) {
        if (depth >= DEEPEST) {
            return;
        }
        attachPrepositions(phrase, depth);
        if (phrase.name != null || phrase.role != null || phrase.isPerson()) {
            attachApposition(phrase, depth);
        }
    }

    private void attachPrepositions(Phrase phrase, int depth) {
        for (int count = 0; count < 2; count++) {
            int unit = phrase.endUnit;
            if (!units.joined(unit)) {
                return;
            }
            boolean describes = phrase.role != null || phrase.noun != null;
            boolean of = units.part(unit) == Part.OF && (describes || phrase.name != null);
            String word = units.word(unit);
            boolean at = describes && phrase.form == Form.NOMINAL && PLACING.contains(word);
            boolean on = phrase.role != null
                    && !CoreReader.isPlural(phrase.word)
                    && (word.equals("for") || (word.equals("to") && SENT.contains(phrase.word)));
            if (!of && !at && !on) {
                return;
            }
            Phrase inner = phrase(unit + 1, depth + 1);
            int end = inner == null ? plainEnd(unit + 1) : inner.endUnit;
            if (end <= unit + 1) {
                return;
            }
            if (at && (inner == null || inner.form == Form.PRONOUN)) {
                return;
            }
            if (inner != null) {
                boolean owns = (of || (on && word.equals("for") && !SENT.contains(phrase.word)))
                        || (at
                                && ((phrase.noun != null && phrase.noun.sort() == Sort.ORGAN)
                                        || inner.named == null
                                        || inner.named.kind() != ActorKind.PLACE
                                        || phrase.role != null));
                if (owns && phrase.affiliation == null && phrase.owner == null && inner.form != Form.PRONOUN) {
                    phrase.owner = inner;
                }
                if (inner.form == Form.PRONOUN) {
                    return;
                }
                phrase.parts.add(inner);
            }
            phrase.endUnit = end;
        }
    }

    /** The end of a noun phrase that speaks of no actor. */
    private int plainEnd(int start) {
        int unit = start;
        boolean noun = false;
        if (units.part(start) == Part.WORD && units.word(start).endsWith("ing")) {
            return start;
        }
        while (unit < units.size() && unit - start < 8 && units.joined(unit)) {
            Part part = units.part(unit);
            boolean goes =
                    switch (part) {
                        case DETERMINER, POSSESSIVE_PRONOUN -> unit == start;
                        case NUMBER, MODIFIER, ADJECTIVE, NAME, PLACE, ROLE, NOUN, CAPITALISED, HYPHEN, POSSESSIVE ->
                            true;
                        case WORD -> !(noun && (units.word(unit).endsWith("ed") || core.isAdverb(unit)));
                        case VERB -> !noun && unit > start;
                        default -> false;
                    };
            if (!goes) {
                break;
            }
            noun |= part == Part.WORD || part == Part.NOUN || part == Part.NAME || part == Part.CAPITALISED;
            unit++;
        }
        return unit;
    }

    private void attachApposition(Phrase phrase, int depth) {
        int comma = phrase.endUnit;
        if (units.part(comma) != Part.COMMA || !units.joined(comma) || !units.joined(comma + 1)) {
            return;
        }
        if (units.part(comma + 1) == Part.NUMBER && units.part(comma + 2) == Part.COMMA && units.joined(comma + 3)) {
            comma += 2;
        }
        if (units.part(comma + 1) == Part.WHO) {
            attachWho(phrase, comma + 1, depth);
            return;
        }
        Phrase other = phrase(comma + 1, depth + 1);
        if (other == null && units.part(comma + 1) == Part.WORD && units.joined(comma + 2)) {
            other = phrase(comma + 2, depth + 1);
        }
        if (other == null || !closes(other.endUnit)) {
            return;
        }
        boolean describes =
                other.form == Form.NOMINAL && (other.role != null || other.noun != null) && other.joined.isEmpty();
        boolean named = phrase.form == Form.NAME && (phrase.name != null || phrase.isPerson());
        if (named
                && phrase.nameKind != ActorKind.PERSON
                && phrase.named == null
                && other.definite
                && other.name != null
                && other.nameKind != null
                && other.nameKind != ActorKind.PERSON) {
            phrase.nameKind = other.nameKind;
            phrase.endUnit = other.endUnit;
            return;
        }
        if (named && describes && !CoreReader.isPlural(other.word)) {
            describe(phrase, other);
            phrase.endUnit = other.endUnit;
            phrase.parts.addAll(other.parts);
        } else if (phrase.form == Form.NOMINAL
                && !CoreReader.isPlural(phrase.word)
                && (!phrase.oblique || units.part(other.endUnit) == Part.COMMA)
                && phrase.role != null
                && other.form == Form.NAME
                && other.role == null
                && other.isPersonLike()) {
            phrase.named = other.named;
            phrase.name = other.name;
            phrase.nameKind = ActorKind.PERSON;
            phrase.form = Form.NAME;
            phrase.headUnit = other.headUnit;
            phrase.endUnit = other.endUnit;
            if (phrase.gender == ' ') {
                phrase.gender = other.gender;
            }
        }
    }

    /** Lets an apposition say who the named one is. */
    private static void describe(Phrase phrase, Phrase other) {
        if (phrase.role == null) {
            phrase.role = other.role;
            phrase.word = other.word;
            phrase.former |= other.former;
            if (other.noun != null) {
                phrase.nameKind = phrase.nameKind == null ? other.noun.kind() : phrase.nameKind;
            } else {
                phrase.nameKind = ActorKind.PERSON;
            }
        }
        Sense role = other.role;
        if (role != null && (role.role() == Role.ANALYST || role.role() == Role.REPORTER)) {
            phrase.role = role;
        }
        if (phrase.affiliation == null && phrase.owner == null) {
            phrase.affiliation = other.affiliation;
            phrase.owner = other.owner;
            phrase.ownerName = phrase.ownerName == null ? other.ownerName : phrase.ownerName;
            phrase.ownedByPronoun = other.ownedByPronoun;
        }
        if (phrase.gender == ' ') {
            phrase.gender = other.gender;
        }
    }

    private boolean closes(int unit) {
        return unit >= units.size()
                || !units.joined(unit)
                || units.part(unit) == Part.COMMA
                || units.part(unit) == Part.STOP
                || units.part(unit) == Part.VERB
                || (units.part(unit) == Part.WORD
                        && (units.word(unit).endsWith("ed") || units.word(unit).endsWith("ing")));
    }

    private void attachWho(Phrase phrase, int who, int depth) {
        String verb = units.word(who + 1);
        boolean heads = HEADING_VERBS.contains(verb);
        boolean teaches = TEACHING_VERBS.contains(verb);
        if (!heads && !teaches) {
            return;
        }
        phrase.nameKind = phrase.name != null ? ActorKind.PERSON : phrase.nameKind;
        if (teaches) {
            phrase.role = Sense.word(Sort.ROLE, ActorKind.ANALYST, ' ', Role.ANALYST);
            return;
        }
        Phrase body = phrase(who + 2, depth + 1);
        if (body != null && body.form != Form.PRONOUN) {
            if (phrase.role == null) {
                phrase.role = Sense.word(Sort.ROLE, ActorKind.PERSON, ' ', Role.BUSINESS);
                phrase.word = "head";
            }
            if (phrase.affiliation == null && phrase.owner == null) {
                phrase.owner = body;
            }
            phrase.parts.add(body);
            phrase.endUnit = body.endUnit;
        }
    }

    // ---- places

    private boolean isPlace(Phrase phrase) {
        Sense named = phrase.named;
        if (named == null || phrase.role != null || phrase.noun != null) {
            return false;
        }
        boolean city = named.sort() == Sort.CAPITAL || named.sort() == Sort.PLACE;
        if (!city && named.kind() != ActorKind.STATE) {
            return false;
        }
        int before = phrase.firstUnit - 1;
        if (!units.joined(phrase.firstUnit)) {
            return named.sort() == Sort.PLACE;
        }
        String word = units.word(before);
        if (LOCATING.contains(word)) {
            return true;
        }
        if (city && word.equals("from")) {
            return true;
        }
        if (word.equals("to") || (word.equals("for") && city)) {
            return MOVING.contains(units.word(before - 1));
        }
        return named.sort() == Sort.PLACE;
    }
}
