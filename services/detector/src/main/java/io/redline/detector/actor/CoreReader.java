package io.redline.detector.actor;

import io.redline.detector.actor.Mention.Form;
import io.redline.detector.actor.Sense.Sort;
import io.redline.detector.actor.Units.Part;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the core of a noun phrase, from its determiner up to its head: a name, a title with or without one, or a noun for a body
 * or group. Words it does not know count as modifiers before the head; after it, they make the phrase one about something else.
 */
final class CoreReader {

    private static final int LONGEST = 24;
    private static final Set<String> FORMER = FunctionWords.words("former ex ousted deposed one-time onetime late");
    private static final Set<String> DEFINITE = FunctionWords.words("the this these those both all");
    private static final Set<String> BARE = FunctionWords.words("""
            parliament congress opposition management government police army staff media press cabinet customs junta
            navy military""");

    private final Units units;
    private final NameReader names;

    CoreReader(Units units) {
        this.units = units;
        this.names = new NameReader(units);
    }

    /** The core that starts at a unit; null where none does. */
    @Nullable
    Phrase read(int start) {
        Phrase phrase = new Phrase(units, start);
        boolean opened = false;
        boolean adjective = false;
        boolean headed = false;
        int trailing = 0;
        int words = 0;
        int unit = start;
        while (unit < units.size() && unit - start < LONGEST && (unit == start || units.joined(unit))) {
            int quantity = quantityEnd(unit);
            if (quantity > unit && !headed) {
                opened = true;
                unit = quantity;
                continue;
            }
            if (isCompound(unit)) {
                if (headed && trailing == 0 && !leadsToNoun(unit + 3)) {
                    break;
                }
                opened = true;
                unit += isTitleBefore(unit + 2) && !leadsToNoun(unit + 3) ? 2 : 3;
                continue;
            }
            Part part = units.part(unit);
            Sense sense = units.sense(unit);
            int run = headed && trailing > 0 ? unit : names.end(unit);
            if (run > unit) {
                if (headed && phrase.name != null) {
                    break;
                }
                names.read(phrase, unit, run);
                headed = true;
                unit = run;
                continue;
            }
            if (part == Part.DETERMINER) {
                if (opened || headed) {
                    break;
                }
                phrase.definite |= DEFINITE.contains(units.word(unit));
                phrase.indefinite |= units.is(unit, "a") || units.is(unit, "an");
                opened = true;
                unit += units.is(unit, "more") && units.is(unit + 1, "than") ? 2 : 1;
                if (isQuantity(unit - 1) && units.part(unit) == Part.OF) {
                    unit++;
                    opened = false;
                }
            } else if (part == Part.POSSESSIVE_PRONOUN) {
                if (opened || headed) {
                    break;
                }
                phrase.ownedByPronoun = true;
                phrase.definite = true;
                opened = true;
                unit++;
            } else if (part == Part.NUMBER) {
                if (headed) {
                    break;
                }
                opened = true;
                unit++;
            } else if (part == Part.MODIFIER) {
                if (headed && !leadsToNoun(unit)) {
                    break;
                }
                phrase.former |= FORMER.contains(units.word(unit));
                unit++;
                if (units.part(unit) == Part.HYPHEN) {
                    unit++;
                }
                if (!headed && isQuantity(unit - 1) && units.part(unit) == Part.OF) {
                    unit++;
                }
            } else if (part == Part.ADJECTIVE && sense != null) {
                if (headed) {
                    break;
                }
                phrase.affiliation = sense;
                phrase.headUnit = unit;
                adjective = true;
                unit++;
            } else if ((part == Part.NAME || part == Part.PLACE) && sense != null) {
                if (headed ? !mayFollow(phrase, sense) : words > 0 && sense.kind() != ActorKind.PERSON) {
                    break;
                }
                if (phrase.named != null) {
                    phrase.affiliation = phrase.named;
                }
                phrase.named = sense;
                phrase.form = Form.NAME;
                phrase.headUnit = unit;
                headed = true;
                unit++;
                if (sense.kind() == ActorKind.PERSON && units.part(unit) != Part.POSSESSIVE && !isTitleBefore(unit)) {
                    break;
                }
            } else if ((part == Part.ROLE || part == Part.NOUN) && sense != null) {
                if (phrase.name != null && phrase.named == null && phrase.nameKind == ActorKind.PERSON) {
                    break;
                }
                takeNoun(phrase, unit, sense);
                headed = true;
                trailing = 0;
                unit++;
                if (units.is(unit, ".") && units.joined(unit + 1) && units.isCapitalised(unit - 1)) {
                    unit++;
                }
                if (units.is(unit, "-") && units.is(unit + 1, "elect")) {
                    unit += 2;
                }
            } else if (part == Part.POSSESSIVE) {
                if (!headed || trailing > 0) {
                    break;
                }
                Phrase owner = phrase;
                owner.endUnit = unit;
                phrase = new Phrase(units, start);
                phrase.owner = owner;
                phrase.definite = true;
                opened = true;
                headed = false;
                adjective = false;
                unit++;
            } else if (part == Part.WORD || (part == Part.VERB && mayBeNoun(phrase, unit, start, headed))) {
                boolean open = opened || adjective || phrase.owner != null || isAdjectival(unit);
                if (headed ? !continues(phrase, unit, opened) : !open || isAdverb(unit)) {
                    break;
                }
                if (!headed && adjective && phrase.definite && trailing == 0 && isPastTense(unit)) {
                    break;
                }
                if (trailing > 0 && units.word(unit).endsWith("ing")) {
                    break;
                }
                trailing += headed || adjective || phrase.owner != null ? 1 : 0;
                words += isAdjectival(unit) || units.word(unit).endsWith("ed") ? 0 : 1;
                unit++;
            } else if (part == Part.CONJUNCTION
                    && !headed
                    && (adjective || phrase.owner != null)
                    && isPlain(unit - 1)
                    && isPlain(unit + 1)
                    && units.joined(unit + 1)) {
                unit += 2;
                trailing++;
            } else {
                break;
            }
        }
        if (unit == start) {
            return null;
        }
        return headed || adjective || phrase.owner != null ? finish(phrase, unit, trailing, headed) : null;
    }

    private @Nullable Phrase finish(Phrase phrase, int unit, int trailing, boolean headed) {
        int end = unit;
        while (end > phrase.firstUnit + 1
                && (units.part(end - 1) == Part.HYPHEN
                        || (units.part(end - 1) == Part.MODIFIER && headed && trailing == 0))) {
            end--;
        }
        phrase.headUnit = Math.min(phrase.headUnit, end - 1);
        if (headed && trailing == 0) {
            phrase.endUnit = end;
            return isMereWord(phrase) ? null : phrase;
        }
        if (trailing == 0 && phrase.owner == null && phrase.definite && phrase.affiliation != null) {
            // "The Dutch"
            phrase.named = phrase.affiliation;
            phrase.affiliation = null;
            phrase.form = Form.NAME;
            phrase.endUnit = end;
            return phrase;
        }
        // A phrase about something else: "Iran's missile programme", "an Armenian proposal", "the government plan"
        phrase.form = Form.MODIFIER;
        phrase.endUnit = end;
        if (phrase.owner != null) {
            phrase.headUnit = phrase.owner.headUnit;
            if (end == phrase.owner.endUnit + 1) {
                return phrase.owner;
            }
        } else if (phrase.affiliation == null && phrase.named != null) {
            phrase.affiliation = phrase.named;
            phrase.named = null;
        }
        boolean ofActor =
                phrase.owner != null || phrase.affiliation != null || phrase.name != null || phrase.ownerName != null;
        return ofActor ? phrase : null;
    }

    /** Whether a title or noun stands so bare that it hardly speaks of anybody: "state", "a broker" is, "broker" is not. */
    private boolean isMereWord(Phrase phrase) {
        return phrase.form == Form.NOMINAL
                && phrase.endUnit == phrase.firstUnit + 1
                && !units.isCapitalised(phrase.firstUnit)
                && !isPlural(phrase.word)
                && (!BARE.contains(phrase.word) || goesOn(phrase.endUnit));
    }

    /** Whether a word follows that makes the one before it a mere modifier: "military assets". */
    private boolean goesOn(int unit) {
        String word = units.word(unit);
        return units.joined(unit)
                && units.part(unit) == Part.WORD
                && !word.endsWith("ed")
                && !word.endsWith("ing")
                && !isAdverb(unit);
    }

    /** Whether an unknown word after a head goes on with the phrase rather than being its verb. */
    private boolean continues(Phrase phrase, int unit, boolean opened) {
        if (phrase.isPerson() && (phrase.named != null || phrase.name != null)) {
            return false;
        }
        if (phrase.noun == null && phrase.role == null && !opened) {
            return goesOn(unit) && !units.word(unit).endsWith("s") && leadsToNoun(unit + 1);
        }
        String word = units.word(unit);
        if (phrase.indefinite && phrase.named != null) {
            return true;
        }
        if (units.part(unit) == Part.VERB || isAdverb(unit) || word.endsWith("ed") || word.endsWith("ing")) {
            return false;
        }
        if (isPlural(phrase.word) && (phrase.noun != null || phrase.role != null)) {
            return false;
        }
        return !word.endsWith("s") || word.endsWith("ss") || phrase.named != null;
    }

    /** Whether a word that is mostly a verb is a noun here: right after "the", "Iranian" or "Iran's". */
    private boolean mayBeNoun(Phrase phrase, int unit, int start, boolean headed) {
        if (headed) {
            return phrase.indefinite && phrase.named != null && phrase.named.kind() != ActorKind.PERSON;
        }
        return unit > start
                && switch (units.part(unit - 1)) {
                    case DETERMINER, POSSESSIVE_PRONOUN, ADJECTIVE, POSSESSIVE, MODIFIER, NUMBER -> true;
                    default -> false;
                };
    }

    /** Whether a unit is a word that names nobody. */
    private boolean isPlain(int unit) {
        return units.part(unit) == Part.WORD || units.part(unit) == Part.MODIFIER;
    }

    /** Whether an unknown word looks like an adjective with a title or noun after it. */
    boolean isAdjectival(int unit) {
        if (units.part(unit) != Part.WORD || !(units.part(unit + 1) == Part.ADJECTIVE || leadsToNoun(unit + 1))) {
            return false;
        }
        String word = units.word(unit);
        return word.length() >= 5
                && (word.endsWith("al")
                        || word.endsWith("ic")
                        || word.endsWith("ive")
                        || word.endsWith("ous")
                        || word.endsWith("ary")
                        || word.endsWith("ist")
                        || word.endsWith("ern"));
    }

    private boolean isPastTense(int unit) {
        String word = units.word(unit);
        return word.endsWith("ed") || word.equals("said") || word.equals("told") || word.equals("say");
    }

    boolean isAdverb(int unit) {
        String word = units.word(unit);
        return word.endsWith("ly") && word.length() > 4;
    }

    static boolean isPlural(String word) {
        return (word.endsWith("s") && !word.endsWith("ss"))
                || word.equals("police")
                || word.equals("people")
                || word.endsWith("men");
    }

    /** The end of "a majority of", "at least", "up to" and the like that start at a unit; the unit itself where none does. */
    int quantityEnd(int unit) {
        boolean article = units.is(unit, "a") || units.is(unit, "the");
        if (article && isQuantity(unit + 1) && units.part(unit + 2) == Part.OF && units.joined(unit + 2)) {
            return unit + 3;
        }
        boolean bound = (units.is(unit, "at") && (units.is(unit + 1, "least") || units.is(unit + 1, "most")))
                || (units.is(unit, "up") && units.is(unit + 1, "to"));
        return bound && units.part(unit + 2) == Part.NUMBER && units.joined(unit + 2) ? unit + 2 : unit;
    }

    private boolean isQuantity(int unit) {
        return switch (units.word(unit)) {
            case "hundreds",
                    "thousands",
                    "millions",
                    "dozens",
                    "scores",
                    "most",
                    "many",
                    "some",
                    "several",
                    "few",
                    "all",
                    "both",
                    "majority",
                    "number",
                    "handful",
                    "half",
                    "pair",
                    "couple",
                    "total",
                    "group",
                    "crowd",
                    "team" -> true;
            default -> units.part(unit) == Part.NUMBER;
        };
    }

    private void takeNoun(Phrase phrase, int unit, Sense sense) {
        if (phrase.named != null) {
            phrase.affiliation = phrase.named;
            phrase.named = null;
        } else if (phrase.name != null) {
            phrase.ownerName = phrase.name;
            phrase.ownerKind = phrase.nameKind;
            phrase.name = null;
            phrase.nameKind = null;
        }
        if (sense.sort() == Sort.ROLE) {
            phrase.role = sense;
            phrase.titleBody = phrase.noun;
            phrase.noun = null;
            phrase.gender = sense.gender();
        } else {
            phrase.noun = sense;
            phrase.role = null;
        }
        phrase.form = Form.NOMINAL;
        phrase.headUnit = unit;
        phrase.word = units.passage().word(units.end(unit) - 1);
    }

    /** Whether a name may stand after what the phrase has already: "US Congress", "President Macron", not "Iran Turkey". */
    private static boolean mayFollow(Phrase phrase, Sense sense) {
        if (sense.kind() == ActorKind.PERSON) {
            return phrase.name == null && (phrase.named == null || phrase.named.kind() != ActorKind.PERSON);
        }
        return phrase.named != null
                && phrase.role == null
                && phrase.noun == null
                && phrase.named.kind() == ActorKind.STATE
                && sense.kind() != ActorKind.STATE
                && sense.kind() != ActorKind.PLACE;
    }

    private boolean isTitleBefore(int unit) {
        return units.part(unit) == Part.NOUN || units.part(unit) == Part.ROLE;
    }

    /** Whether modifiers lead on to a title or noun that could be the head. */
    private boolean leadsToNoun(int from) {
        int unit = from;
        while (unit < from + 4
                && (units.part(unit) == Part.MODIFIER
                        || units.part(unit) == Part.HYPHEN
                        || units.part(unit) == Part.NUMBER)
                && units.joined(unit)) {
            unit++;
        }
        return unit < from + 4
                && units.joined(unit)
                && (units.part(unit) == Part.ROLE || units.part(unit) == Part.NOUN);
    }

    /** Whether a hyphen makes this unit and the next a modifier: "Saudi-led", "anti-government", "U.S.-Iranian". */
    boolean isCompound(int unit) {
        if (units.part(unit + 1) != Part.HYPHEN || !units.joined(unit + 1) || !units.joined(unit + 2)) {
            return false;
        }
        Part left = units.part(unit);
        Part right = units.part(unit + 2);
        boolean leftFits =
                switch (left) {
                    case NAME, PLACE, ADJECTIVE, CAPITALISED, WORD, MODIFIER, NUMBER, ROLE, NOUN, VERB, PREPOSITION ->
                        true;
                    default -> false;
                };
        boolean rightFits =
                switch (right) {
                    case WORD, MODIFIER, VERB, ADJECTIVE, NOUN, ROLE, NAME, PREPOSITION, CAPITALISED -> true;
                    default -> false;
                };
        if (!leftFits || !rightFits || !units.passage().isGlued(units.first(unit + 2))) {
            return false;
        }
        boolean names = units.isCapitalised(unit) && units.isCapitalised(unit + 2);
        return !names || (isNational(left) && isNational(right));
    }

    static boolean isNational(Part part) {
        return part == Part.NAME || part == Part.ADJECTIVE || part == Part.PLACE;
    }
}
