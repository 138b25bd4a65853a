package io.redline.detector.actor;

import io.redline.detector.actor.Mention.Form;
import io.redline.detector.actor.Sense.Role;
import io.redline.detector.actor.Sense.Type;
import io.redline.detector.actor.Units.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts units together into the noun phrases that speak of actors.
 *
 * <p>A phrase is read from left to right: determiner, modifiers and affiliations, then a head (a name, a title with or without
 * a name, or a noun for a body or group), then what hangs on the head ("of the union", "in Beirut", ", the foreign minister,").
 * Words it does not know count as modifiers before the head; after it, they make the phrase one about something else.
 */
final class PhraseReader {

    private static final int LONGEST = 24;
    private static final int DEEPEST = 3;

    private static final Set<String> FORMER =
            Set.of("former", "ex", "ousted", "deposed", "one-time", "onetime", "late");
    private static final Set<String> DEFINITE = Set.of("the", "this", "these", "those", "both", "all");
    private static final Set<String> HEADING_VERBS =
            Set.of("heads", "leads", "runs", "chairs", "headed", "led", "ran", "chaired", "represents", "directs");
    private static final Set<String> TEACHING_VERBS =
            Set.of("teaches", "taught", "lectures", "studies", "researches", "analyses", "analyzes");
    private static final Set<String> BARE = Set.of(
            "parliament",
            "congress",
            "opposition",
            "management",
            "government",
            "police",
            "army",
            "staff",
            "media",
            "press",
            "cabinet",
            "customs",
            "junta",
            "navy",
            "military");
    private static final Set<String> PLACING =
            Set.of("in", "from", "at", "near", "inside", "outside", "around", "across");
    private static final Set<String> LOCATING = Set.of(
            "in",
            "at",
            "near",
            "inside",
            "outside",
            "around",
            "across",
            "throughout",
            "within",
            "into",
            "through",
            "over",
            "via",
            "off");
    private static final Set<String> MOVING = Set.of(
            "visit",
            "visits",
            "visited",
            "trip",
            "trips",
            "flew",
            "flies",
            "fly",
            "flight",
            "flights",
            "travel",
            "travels",
            "travelled",
            "traveled",
            "travelling",
            "traveling",
            "went",
            "go",
            "goes",
            "going",
            "return",
            "returned",
            "returns",
            "came",
            "come",
            "comes",
            "move",
            "moved",
            "moves",
            "back",
            "way",
            "drove",
            "tour",
            "journey",
            "close",
            "road",
            "sailed",
            "fled",
            "flee",
            "migrated",
            "headed",
            "exports",
            "imports");
    private static final Set<String> SENT =
            Set.of("ambassador", "envoy", "representative", "adviser", "advisor", "aide", "negotiator", "rapporteur");

    private final Units units;
    private final List<Phrase> phrases = new ArrayList<>();

    private PhraseReader(Units units) {
        this.units = units;
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
        return isNational(units.part(unit)) && isCompound(unit) && isNational(units.part(unit + 2));
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
        return between == 1 && (units.part(end) == Part.CONJUNCTION || units.part(end) == Part.COMMA)
                || between == 2 && units.part(end) == Part.COMMA && units.part(end + 1) == Part.CONJUNCTION;
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
        Phrase phrase = mayStart(start) ? core(start, depth) : null;
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
            case STOP, VERB, COMMA, CONJUNCTION, OF, WHO, HYPHEN, POSSESSIVE, PRONOUN -> isCompound(unit);
            case PREPOSITION -> isCompound(unit) || quantityEnd(unit) > unit;
            case WORD -> isCompound(unit) || isAdjectival(unit);
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

    // ---- the core: up to the head

    private @Nullable Phrase core(int start, int depth) {
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
            int run = headed && trailing > 0 ? unit : unknownNameEnd(unit);
            if (run > unit) {
                if (headed && phrase.name != null) {
                    break;
                }
                readName(phrase, unit, run);
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
        return headed || adjective || phrase.owner != null ? finish(phrase, unit, trailing, headed, depth) : null;
    }

    private @Nullable Phrase finish(Phrase phrase, int unit, int trailing, boolean headed, int depth) {
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
    private boolean isAdjectival(int unit) {
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

    private boolean isAdverb(int unit) {
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
    private int quantityEnd(int unit) {
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
            phrase.name = null;
            phrase.nameKind = null;
        }
        if (sense.type() == Type.ROLE) {
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
    private boolean isCompound(int unit) {
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

    private static boolean isNational(Part part) {
        return part == Part.NAME || part == Part.ADJECTIVE || part == Part.PLACE;
    }

    // ---- names the gazetteer does not know

    /** The end of a run of capitalised words with at least one unknown among them; the start itself where there is none. */
    private int unknownNameEnd(int start) {
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
                body |= units.part(unit) == Part.NOUN || units.isType(unit, Type.SUFFIX);
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
                    && !units.isType(unit + 1, Type.NAME)) {
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

    /** Whether known words with capitals name a body between them: "Allied Nurses Council". */
    private boolean isBodyOfWords(int start, int end) {
        if (end - start < 2 || !units.isType(end - 1, Type.BODY)) {
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
    private void readName(Phrase phrase, int from, int to) {
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
        if (phrase.gender == ' ' && given != null && given.type() == Type.GIVEN) {
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
            if (units.part(unit) == Part.NOUN || units.isType(unit, Type.SUFFIX)) {
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
            if (sense.type() == Type.ORGAN || sense.type() == Type.BODY) {
                suffix = sense;
            } else if (sense.type() == Type.SUFFIX && (unit > from || to - from > 2)) {
                suffix = sense;
            } else if ((sense.type() == Type.ADJECTIVE || sense.state() != null) && phrase.affiliation == null) {
                phrase.affiliation = sense;
            }
        }
        if (suffix != null) {
            if (suffix.type() == Type.ORGAN) {
                phrase.noun = suffix;
                String last = units.passage().word(units.end(to - 1) - 1);
                if (phrase.affiliation == null && (last.equals("army") || last.equals("forces"))) {
                    return ActorKind.ARMED_GROUP;
                }
            }
            return suffix.kind();
        }
        int words = to - from;
        if (units.isType(from, Type.GIVEN) && words > 1) {
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
                    && !isPlural(phrase.word)
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
                                && ((phrase.noun != null && phrase.noun.type() == Type.ORGAN)
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
                        case WORD -> !(noun && (units.word(unit).endsWith("ed") || isAdverb(unit)));
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
        if (named && describes && !isPlural(other.word)) {
            describe(phrase, other);
            phrase.endUnit = other.endUnit;
            phrase.parts.addAll(other.parts);
        } else if (phrase.form == Form.NOMINAL
                && !isPlural(phrase.word)
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
            phrase.role = Sense.word(Type.ROLE, ActorKind.ANALYST, ' ', Role.ANALYST);
            return;
        }
        Phrase body = phrase(who + 2, depth + 1);
        if (body != null && body.form != Form.PRONOUN) {
            if (phrase.role == null) {
                phrase.role = Sense.word(Type.ROLE, ActorKind.PERSON, ' ', Role.BUSINESS);
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
        boolean city = named.type() == Type.CAPITAL || named.type() == Type.PLACE;
        if (!city && named.kind() != ActorKind.STATE) {
            return false;
        }
        int before = phrase.firstUnit - 1;
        if (!units.joined(phrase.firstUnit)) {
            return named.type() == Type.PLACE;
        }
        String word = units.word(before);
        if (LOCATING.contains(word)) {
            return true;
        }
        if (city && word.equals("from")) {
            return true;
        }
        if (word.equals("to") || word.equals("for") && city) {
            return MOVING.contains(units.word(before - 1));
        }
        return named.type() == Type.PLACE;
    }
}
