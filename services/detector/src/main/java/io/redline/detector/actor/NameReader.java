package io.redline.detector.actor;

import io.redline.detector.actor.Mention.Form;
import io.redline.detector.actor.Sense.Sort;
import io.redline.detector.actor.Units.Part;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads names the gazetteer does not know: runs of capitalised words, with the titles before them and what they belong to, and
 * guesses from their words whether a person or a body is meant.
 */
final class NameReader {

    private static final int LONGEST = 24;
    private static final Set<String> FORMER = FunctionWords.words("former ex ousted deposed one-time onetime late");

    private final Units units;

    NameReader(Units units) {
        this.units = units;
    }

    /** The end of a run of capitalised words with at least one unknown among them; the start itself where there is none. */
    int end(int start) {
        if (!isNamePart(start)) {
            return start;
        }
        boolean unknown = false;
        boolean body = false;
        boolean linked = false;
        int unit = start;
        while (unit < units.size() && unit - start < LONGEST && (unit == start || units.joined(unit))) {
            if (isNamePart(unit)) {
                unknown |= units.part(unit) == Part.CAPITALISED || (body && linked);
                body |= units.part(unit) == Part.NOUN || units.isSort(unit, Sort.SUFFIX);
                unit++;
            } else if (unit > start && isInitialDot(unit)) {
                unit++;
            } else if (unit > start
                    && units.part(unit) == Part.HYPHEN
                    && units.joined(unit + 1)
                    && units.isCapitalised(unit + 1)) {
                unit++;
            } else if (unit > start && units.isParticle(unit) && units.joined(unit + 1) && isParticleRun(unit)) {
                unit++;
            } else if (unit > start
                    && body
                    && (units.part(unit) == Part.OF
                            || units.is(unit, "for")
                            || units.is(unit, "and")
                            || units.is(unit, "&"))
                    && units.joined(unit + 1)
                    && isNamePart(unit + 1)
                    && !units.isSort(unit + 1, Sort.NAME)) {
                linked = true;
                unit++;
            } else if (unit > start
                    && (units.is(unit, "&") || units.part(unit) == Part.OF)
                    && units.joined(unit + 1)
                    && units.part(unit + 1) == Part.CAPITALISED) {
                unit++;
            } else {
                break;
            }
        }
        return unknown || isBodyOfWords(start, unit) ? unit : start;
    }

    /** Whether known words with capitals name a body between them: "United Bakers Council". */
    private boolean isBodyOfWords(int start, int end) {
        if (end - start < 2 || !units.isSort(end - 1, Sort.BODY)) {
            return false;
        }
        for (int unit = start; unit < end; unit++) {
            Part part = units.part(unit);
            if (part != Part.MODIFIER && part != Part.ROLE && part != Part.NOUN) {
                return false;
            }
        }
        return true;
    }

    private boolean isParticleRun(int unit) {
        int next = units.part(unit + 1) == Part.HYPHEN ? unit + 2 : unit + 1;
        if (units.isParticle(next) && units.joined(next + 1)) {
            next++;
        }
        return units.joined(next) && units.isCapitalised(next) && isNamePart(next);
    }

    private boolean isInitialDot(int unit) {
        return units.is(unit, ".")
                && units.part(unit - 1) == Part.ROLE
                && units.joined(unit + 1)
                && units.isCapitalised(unit + 1);
    }

    private boolean isNamePart(int unit) {
        return switch (units.part(unit)) {
            case CAPITALISED -> true;
            case ROLE, NOUN, NAME, PLACE, ADJECTIVE, MODIFIER -> units.isCapitalised(unit);
            case HYPHEN -> false;
            default -> false;
        };
    }

    /** Reads a run with an unknown name: titles before it, what it belongs to, and what it looks like. */
    void read(Phrase phrase, int from, int to) {
        int title = -1;
        for (int unit = from; unit < to; unit++) {
            if (units.part(unit) == Part.ROLE && unit + 1 < to && followsTitle(unit + 1, to)) {
                title = unit;
            }
        }
        int start = title >= 0 ? title + 1 : from;
        if (start < to && units.is(start, ".")) {
            start++;
        }
        if (title >= 0) {
            readAffiliation(phrase, from, title);
            phrase.role = units.sense(title);
            phrase.word = units.passage().word(units.end(title) - 1);
            Sense role = phrase.role;
            if (role != null && role.gender() != ' ') {
                phrase.gender = role.gender();
            }
        } else if (phrase.named != null) {
            phrase.affiliation = phrase.named;
            phrase.named = null;
        }
        boolean titled = phrase.role != null && phrase.noun == null;
        if (!titled) {
            while (start < to - 1 && units.part(start) == Part.MODIFIER && FORMER.contains(units.word(start))) {
                phrase.former = true;
                start++;
            }
            if (start < to - 1 && units.part(start) == Part.ADJECTIVE && !isBodyName(start + 1, to)) {
                phrase.affiliation = units.sense(start);
                start++;
            }
        }
        phrase.name = units.text(start, to);
        phrase.nameKind = titled ? ActorKind.PERSON : looksLike(phrase, start, to);
        phrase.noun = titled ? null : phrase.noun;
        phrase.form = Form.NAME;
        phrase.headUnit = to - 1;
        Sense given = units.sense(start);
        if (phrase.gender == ' ' && given != null && given.sort() == Sort.GIVEN) {
            phrase.gender = given.gender();
        }
    }

    private boolean followsTitle(int unit, int to) {
        int at = units.is(unit, ".") ? unit + 1 : unit;
        return at < to
                && (units.part(at) == Part.CAPITALISED || units.part(at) == Part.NAME || units.part(at) == Part.PLACE);
    }

    private void readAffiliation(Phrase phrase, int from, int to) {
        int unknown = -1;
        for (int unit = from; unit < to; unit++) {
            Part part = units.part(unit);
            if (part == Part.ADJECTIVE || part == Part.NAME || part == Part.PLACE) {
                phrase.affiliation = units.sense(unit);
            } else if (part == Part.CAPITALISED && unknown < 0) {
                unknown = unit;
            } else if (part == Part.MODIFIER) {
                phrase.former |= FORMER.contains(units.word(unit));
            }
        }
        if (unknown >= 0 && phrase.affiliation == null) {
            int end = unknown;
            while (end < to && units.part(end) == Part.CAPITALISED) {
                end++;
            }
            phrase.ownerName = units.text(unknown, end);
        }
        if (phrase.named != null && phrase.affiliation == null) {
            phrase.affiliation = phrase.named;
        }
        phrase.named = null;
    }

    private boolean isBodyName(int from, int to) {
        for (int unit = from; unit < to; unit++) {
            if (units.part(unit) == Part.NOUN || units.isSort(unit, Sort.SUFFIX)) {
                return true;
            }
        }
        return false;
    }

    /** Guesses from its words whether a name is a person's or a body's; null where it could be either. */
    private @Nullable ActorKind looksLike(Phrase phrase, int from, int to) {
        Sense suffix = null;
        for (int unit = from; unit < to; unit++) {
            Sense sense = units.sense(unit);
            if (sense == null) {
                continue;
            }
            if (sense.sort() == Sort.ORGAN || sense.sort() == Sort.BODY) {
                suffix = sense;
            } else if (sense.sort() == Sort.SUFFIX && (unit > from || to - from > 2)) {
                suffix = sense;
            } else if ((sense.sort() == Sort.ADJECTIVE || sense.state() != null) && phrase.affiliation == null) {
                phrase.affiliation = sense;
            }
        }
        if (suffix != null) {
            if (suffix.sort() == Sort.ORGAN) {
                phrase.noun = suffix;
                String last = units.passage().word(units.end(to - 1) - 1);
                if (phrase.affiliation == null && (last.equals("army") || last.equals("forces"))) {
                    return ActorKind.ARMED_GROUP;
                }
            }
            return suffix.kind();
        }
        int words = to - from;
        if (units.isSort(from, Sort.GIVEN) && words > 1) {
            return ActorKind.PERSON;
        }
        if (words == 1) {
            return units.passage().isAllCapitals(units.first(from)) ? ActorKind.ORGANISATION : null;
        }
        boolean acronym = false;
        for (int unit = from; unit < to; unit++) {
            acronym |= units.passage().isAllCapitals(units.first(unit));
        }
        return acronym || words > 4 ? ActorKind.ORGANISATION : null;
    }
}
