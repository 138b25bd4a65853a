package io.redline.detector.actor;

import io.redline.detector.actor.Mention.Form;
import io.redline.detector.actor.Sense.Role;
import io.redline.detector.actor.Sense.Sort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds whom an article's phrases mean, in the order of its text: names first introduce people and bodies, which surnames,
 * short names, descriptions and pronouns then take up.
 *
 * <p>What stays ambiguous stays unresolved: a wrong actor costs a desk more than none.
 */
final class MentionResolver {

    /** Only so many of the latest actors are looked at for a pronoun or description. */
    private static final int MEMORY = 48;

    /** A pronoun reaches back this many sentences at most. */
    private static final int PRONOUN_REACH = 3;

    /** How much heavier one state must weigh than any other to be meant by "the government". */
    private static final double CLEAR = 1.5;

    private static final Set<String> TWO = FunctionWords.words("""
            sides countries nations governments neighbours neighbors rivals allies parties leaders powers states
            capitals""");

    /** Somebody the article has spoken of. */
    private static final class Entity {
        private @Nullable String code;
        private ActorKind kind;
        private @Nullable String name;
        private @Nullable String state;
        private @Nullable String body;
        private char gender = ' ';
        private final String word;
        private boolean plural;

        private Entity(ActorKind kind, String word) {
            this.kind = kind;
            this.word = word;
        }

        private boolean isPerson() {
            return kind == ActorKind.PERSON
                    || kind == ActorKind.ANALYST
                    || kind == ActorKind.FORMER
                    || (kind == ActorKind.OUTLET && gender != ' ');
        }

        private boolean isBody() {
            return switch (kind) {
                case PERSON, ANALYST, FORMER, OUTLET, PLACE, GROUP, STATE -> false;
                default -> true;
            };
        }

        private boolean isNamedPerson(Gazetteer gazetteer) {
            return kind == ActorKind.PERSON
                    && name != null
                    && (code == null || !gazetteer.name(code).equals(name));
        }

        private @Nullable String key() {
            String known = body != null ? body : name;
            return code != null ? code : known == null ? null : "~" + NameKey.of(known);
        }
    }

    /**
     * A place where the article spoke of somebody.
     *
     * @param sentence the sentence's number, counted through the article
     * @param oblique whether it was after a preposition, and hardly the sentence's subject
     */
    private record Seen(Entity entity, int sentence, boolean oblique) {}

    private final Gazetteer gazetteer;
    private final Map<Phrase, Entity> resolved = new HashMap<>();
    private final IdentityHashMap<Sense, Entity> people = new IdentityHashMap<>();
    private final Map<String, Entity> bySpelling = new HashMap<>();
    private final Map<String, Entity> byName = new LinkedHashMap<>();
    private final List<Seen> recent = new ArrayList<>();
    private final Map<String, Double> stateWeight = new HashMap<>();
    private final Set<String> actingStates = new HashSet<>();
    private final Map<String, Entity> introduced = new LinkedHashMap<>();
    private int sentenceBase;
    private List<String> lastPair = List.of();
    private int lastPairSentence = Integer.MIN_VALUE / 2;

    MentionResolver(Gazetteer gazetteer, List<Introduction> known) {
        this.gazetteer = gazetteer;
        for (Introduction introduction : known) {
            Entity entity = new Entity(introduction.kind(), "");
            entity.code = introduction.code();
            entity.name = introduction.name();
            entity.state = introduction.state();
            entity.body = introduction.body();
            remember(introduction.name(), entity);
        }
    }

    /** Weighs a state that the article is about, before its phrases are read. */
    void expect(@Nullable String state, double weight) {
        if (state != null) {
            stateWeight.merge(state, weight, Double::sum);
        }
    }

    /** Resolves the phrases of one passage. */
    List<Mention> resolve(List<Phrase> phrases) {
        List<Mention> result = new ArrayList<>(phrases.size());
        int last = -1;
        for (Phrase phrase : phrases) {
            if (phrase.joined.isEmpty()) {
                Entity entity = entity(phrase);
                resolved.put(phrase, entity);
                last = Math.max(last, phrase.sentence());
            }
        }
        for (Phrase phrase : phrases) {
            result.add(phrase.joined.isEmpty() ? mention(phrase) : joint(phrase));
        }
        sentenceBase += last + 1 + PRONOUN_REACH;
        resolved.clear();
        return result;
    }

    /** The people and bodies that were introduced and are not in the gazetteer. */
    List<Introduction> introductions() {
        List<Introduction> list = new ArrayList<>();
        introduced.values().forEach(entity -> {
            if (entity.name != null) {
                list.add(new Introduction(entity.name, entity.code, entity.kind, entity.state, entity.body));
            }
        });
        return list;
    }

    // ---- phrase to entity

    private Entity entity(Phrase phrase) {
        Entity entity =
                switch (phrase.form) {
                    case PRONOUN -> pronoun(phrase);
                    case NAME -> named(phrase);
                    case NOMINAL -> described(phrase);
                    case MODIFIER -> modifier(phrase);
                };
        if (phrase.form != Form.MODIFIER && phrase.form != Form.PRONOUN && !phrase.place) {
            recent.add(new Seen(entity, sentenceBase + phrase.sentence(), phrase.oblique || phrase.inner));
            if (recent.size() > 2 * MEMORY) {
                recent.subList(0, MEMORY).clear();
            }
        }
        if (entity.state != null && entity.kind != ActorKind.OUTLET && entity.kind != ActorKind.ANALYST) {
            double weight = phrase.form == Form.MODIFIER ? 0.3 : phrase.inner || phrase.oblique ? 0.5 : 1.0;
            stateWeight.merge(entity.state, weight, Double::sum);
            if (entity.code != null && !phrase.place) {
                actingStates.add(entity.state);
            }
        }
        return entity;
    }

    private Entity named(Phrase phrase) {
        Sense named = phrase.named;
        if (named != null) {
            return known(phrase, named);
        }
        String name = phrase.name == null ? "" : phrase.name;
        Entity same = bySpelling.get(name);
        if (same != null && (phrase.nameKind == null || isCompatible(same.kind, phrase))) {
            refine(same, phrase, name);
            return same;
        }
        Sense spelling = phrase.nameKind == ActorKind.PERSON || phrase.nameKind == null ? gazetteer.person(name) : null;
        if (spelling != null) {
            return known(phrase, spelling);
        }
        Entity earlier = byName.get(NameKey.of(name));
        if (earlier != null && (phrase.nameKind == null || isCompatible(earlier.kind, phrase))) {
            refine(earlier, phrase, name);
            bySpelling.put(name, earlier);
            return earlier;
        }
        Entity entity = new Entity(kindOf(phrase), phrase.word);
        entity.name = name;
        entity.gender = phrase.gender;
        affiliate(entity, phrase);
        remember(name, entity);
        bySpelling.put(name, entity);
        introduced.put(name, entity);
        return entity;
    }

    private static boolean isCompatible(ActorKind kind, Phrase phrase) {
        boolean person = kind == ActorKind.PERSON || kind == ActorKind.ANALYST || kind == ActorKind.FORMER;
        return phrase.isPerson() == person || phrase.nameKind == null;
    }

    private Entity known(Phrase phrase, Sense named) {
        boolean person = named.kind() == ActorKind.PERSON;
        Entity earlier = person && !phrase.former ? people.get(named) : null;
        if (earlier != null) {
            return earlier;
        }
        ActorKind kind = named.kind();
        if (kind == ActorKind.PERSON && phrase.former) {
            kind = ActorKind.FORMER;
        }
        Entity entity = new Entity(kind, phrase.word);
        entity.code = kind == ActorKind.FORMER ? null : named.code();
        entity.name = named.name();
        entity.state = named.state();
        entity.gender = named.gender();
        entity.plural = named.sort() == Sort.PEOPLE;
        if (person && named.name() != null) {
            remember(named.name(), entity);
            people.put(named, entity);
        }
        return entity;
    }

    /** Lets a later mention tell more about somebody: a fuller name, a title. */
    private void refine(Entity entity, Phrase phrase, String name) {
        if (entity.name == null || name.length() > entity.name.length()) {
            entity.name = name;
        }
        if (entity.gender == ' ') {
            entity.gender = phrase.gender;
        }
        if (entity.code == null && entity.kind != ActorKind.ANALYST && entity.kind != ActorKind.FORMER) {
            ActorKind kind = kindOf(phrase);
            if (phrase.role != null || entity.kind == ActorKind.ORGANISATION) {
                entity.kind = phrase.role != null || phrase.nameKind != null ? kind : entity.kind;
            }
            affiliate(entity, phrase);
        }
    }

    private static ActorKind kindOf(Phrase phrase) {
        Sense role = phrase.role;
        if (role != null && phrase.noun == null) {
            if (role.role() == Role.ANALYST) {
                return ActorKind.ANALYST;
            }
            if (role.role() == Role.REPORTER) {
                return ActorKind.OUTLET;
            }
            if (phrase.former) {
                return ActorKind.FORMER;
            }
            if (phrase.form == Form.NOMINAL && CoreReader.isPlural(phrase.word)) {
                return role.role() == Role.OFFICIAL ? ActorKind.GOVERNMENT : ActorKind.GROUP;
            }
            return ActorKind.PERSON;
        }
        if (phrase.nameKind != null) {
            return phrase.nameKind;
        }
        Sense noun = phrase.noun;
        if (noun != null) {
            return noun.kind();
        }
        return phrase.name != null && phrase.name.indexOf(' ') > 0 && phrase.name.split(" ").length <= 3
                ? ActorKind.PERSON
                : ActorKind.ORGANISATION;
    }

    /** Gives somebody the code of the state or body that their title or noun ties them to. */
    private void affiliate(Entity entity, Phrase phrase) {
        Entity owner = body(phrase);
        String code = owner == null ? null : owner.code;
        String state = owner == null ? null : owner.state;
        ActorKind ownerKind = owner == null ? null : owner.kind;
        if (state != null) {
            entity.state = state;
        }
        if (ownerKind == ActorKind.THINK_TANK || ownerKind == ActorKind.OUTLET) {
            entity.kind = ownerKind == ActorKind.OUTLET ? ActorKind.OUTLET : ActorKind.ANALYST;
            return;
        }
        if (owner != null && speaksFor(phrase, ownerKind)) {
            boolean centralBank = ownerKind == ActorKind.STATE && isCentralBank(phrase);
            entity.code = centralBank && state != null ? gazetteer.centralBank(state) : code;
            entity.body = code == null && entity.isPerson() && owner.isBody() ? owner.name : null;
        }
        if (owner == null
                && phrase.role != null
                && phrase.role.role() == Role.OFFICIAL
                && entity.kind == ActorKind.PERSON
                && isOfficeOfState(phrase.word)) {
            entity.code = contextState();
            entity.state = entity.code;
        }
    }

    private static boolean isCentralBank(Phrase phrase) {
        Sense body = phrase.noun != null ? phrase.noun : phrase.titleBody;
        return body != null && body.kind() == ActorKind.CENTRAL_BANK;
    }

    /** The state or body that the words of a phrase tie it to; null where they tie it to none. */
    private @Nullable Entity body(Phrase phrase) {
        Sense affiliation = phrase.affiliation;
        if (affiliation != null && (affiliation.state() != null || phrase.owner == null)) {
            Entity owner = new Entity(affiliation.kind(), "");
            owner.code = affiliation.code();
            owner.name = affiliation.name();
            owner.state = affiliation.state();
            return owner;
        }
        if (phrase.owner != null) {
            Entity owner = resolved.get(phrase.owner);
            if (owner == null) {
                owner = entity(phrase.owner);
                resolved.put(phrase.owner, owner);
            }
            return owner;
        }
        if (phrase.ownerName != null) {
            Entity known = byName.get(NameKey.of(phrase.ownerName));
            return known != null ? known : introduce(phrase.ownerName, phrase);
        }
        if (phrase.ownedByPronoun) {
            return owner(phrase);
        }
        if (phrase.titleBody != null) {
            return ofTitle(phrase.titleBody, phrase);
        }
        return phrase.form != Form.PRONOUN && phrase.role != null && isMouthpiece(phrase.word)
                ? subject(phrase, MentionResolver::isThing)
                : null;
    }

    /** Remembers a body that is named only as somebody's, as in "Acme Chief Executive Jane Roe". */
    private Entity introduce(String name, Phrase phrase) {
        Entity owner = new Entity(phrase.ownerKind == null ? ActorKind.ORGANISATION : phrase.ownerKind, "");
        owner.name = name;
        remember(name, owner);
        introduced.put(name, owner);
        recent.add(new Seen(owner, sentenceBase + phrase.sentence(), true));
        return owner;
    }

    /** The body that "ministry" means in "a ministry spokesman". */
    private @Nullable Entity ofTitle(Sense noun, Phrase phrase) {
        if (noun.sort() == Sort.BODY) {
            return latest(earlier -> earlier.name != null && fits(noun, earlier, ""));
        }
        String state = noun.sort() == Sort.ORGAN ? contextState() : null;
        if (state == null) {
            return null;
        }
        Entity owner = new Entity(ActorKind.STATE, phrase.word);
        owner.code = state;
        owner.state = state;
        owner.name = gazetteer.name(state);
        return owner;
    }

    /** Titles of people who speak for whatever body the text has just spoken of. */
    private static boolean isMouthpiece(String word) {
        return switch (word) {
            case "spokesman", "spokeswoman", "spokesperson" -> true;
            default -> false;
        };
    }

    /** Titles that, without more, mean an office of the state the article is about. */
    private static boolean isOfficeOfState(String word) {
        return switch (word) {
            case "minister",
                    "president",
                    "premier",
                    "chancellor",
                    "king",
                    "queen",
                    "emir",
                    "sultan",
                    "secretary",
                    "ambassador",
                    "envoy",
                    "diplomat" -> true;
            default -> false;
        };
    }

    private static boolean speaksFor(Phrase phrase, @Nullable ActorKind owner) {
        if (phrase.former) {
            return false;
        }
        Sense role = phrase.role;
        if (role != null && phrase.noun == null) {
            return role.role() == Role.OFFICIAL || (role.role() == Role.BUSINESS && owner != ActorKind.STATE);
        }
        Sense noun = phrase.noun;
        if (noun == null) {
            return false;
        }
        return switch (noun.sort()) {
            case ORGAN -> true;
            case BODY -> owner != ActorKind.STATE && owner != ActorKind.PERSON;
            case GROUP -> owner == ActorKind.ARMED_GROUP;
            default -> false;
        };
    }

    // ---- descriptions

    private Entity described(Phrase phrase) {
        if (TWO.contains(phrase.word) && phrase.affiliation == null && phrase.owner == null) {
            return new Entity(ActorKind.GROUP, phrase.word);
        }
        Entity entity = new Entity(kindOf(phrase), phrase.word);
        entity.gender = phrase.gender;
        entity.plural = CoreReader.isPlural(phrase.word);
        affiliate(entity, phrase);
        boolean bare = phrase.affiliation == null
                && phrase.owner == null
                && phrase.ownerName == null
                && !phrase.ownedByPronoun;
        if (entity.code != null) {
            entity.name = gazetteer.name(entity.code);
            return nameIt(entity, phrase);
        }
        if (!bare || phrase.former) {
            return entity;
        }
        if (phrase.definite || phrase.units.isCapitalised(phrase.headUnit)) {
            Entity meant = phrase.role != null && phrase.noun == null ? titled(phrase) : bodied(phrase);
            if (meant != null) {
                return meant;
            }
        }
        Sense noun = phrase.noun;
        if (noun != null && noun.kind() == ActorKind.STATE && phrase.definite && !entity.plural) {
            Entity state = subject(phrase, earlier -> earlier.code != null && earlier.code.equals(earlier.state));
            if (state != null) {
                entity.code = state.code;
                entity.state = state.state;
                entity.name = state.code == null ? null : gazetteer.name(state.code);
            }
            return entity;
        }
        if (noun != null && noun.sort() == Sort.ORGAN && noun.kind() == ActorKind.GOVERNMENT && isSoleOrgan(phrase)) {
            entity.code = contextState();
            entity.state = entity.code;
            if (entity.code != null) {
                entity.name = gazetteer.name(entity.code);
            }
        } else if (noun != null && noun.kind() == ActorKind.CENTRAL_BANK && phrase.definite) {
            entity.state = contextState();
            entity.code = entity.state == null ? null : gazetteer.centralBank(entity.state);
            entity.name = entity.code == null ? null : gazetteer.name(entity.code);
        }
        return entity;
    }

    /** A person described by title and state is the one named so before, if there is one. */
    private Entity nameIt(Entity entity, Phrase phrase) {
        if (phrase.role == null || phrase.noun != null) {
            return entity;
        }
        Entity earlier = latest(candidate -> candidate.kind == ActorKind.PERSON
                && candidate.word.equals(phrase.word)
                && candidate.isNamedPerson(gazetteer)
                && entity.code != null
                && entity.code.equals(candidate.code));
        if (earlier != null) {
            return earlier;
        }
        return entity;
    }

    /** "The government", "parliament", "the army": there is one in each state, so the article's state is meant. */
    private static boolean isSoleOrgan(Phrase phrase) {
        return phrase.definite || phrase.word.equals("parliament") || phrase.word.equals("congress");
    }

    /** Whom "the minister" means: the latest person with such a title. */
    private @Nullable Entity titled(Phrase phrase) {
        return latest(earlier -> earlier.name != null
                && earlier.word.equals(phrase.word)
                && (earlier.kind == ActorKind.PERSON || earlier.kind == ActorKind.ANALYST));
    }

    /** Which body "the company" or "the ministry" means: the latest of its kind. */
    private @Nullable Entity bodied(Phrase phrase) {
        Sense noun = phrase.noun;
        if (noun == null) {
            return null;
        }
        if (noun.sort() == Sort.GROUP) {
            return TWO.contains(phrase.word) ? null : latestGroup(phrase.word);
        }
        if (noun.sort() == Sort.ORGAN) {
            return latest(
                    earlier -> (earlier.code != null && earlier.word.equals(phrase.word) && earlier.kind == noun.kind())
                            || (noun.kind() == ActorKind.CENTRAL_BANK && earlier.kind == ActorKind.CENTRAL_BANK));
        }
        return latest(earlier -> earlier.name != null && fits(noun, earlier, phrase.word));
    }

    private static boolean fits(Sense noun, Entity earlier, String word) {
        ActorKind wanted = noun.kind();
        if (word.equals("bank") && earlier.kind == ActorKind.CENTRAL_BANK) {
            return true;
        }
        if (wanted == ActorKind.ORGANISATION) {
            return switch (earlier.kind) {
                case ORGANISATION, NGO, ARMED_GROUP, UNION, PARTY, BLOC -> true;
                case COMPANY -> word.equals("group");
                default -> false;
            };
        }
        return earlier.kind == wanted
                || (earlier.kind == ActorKind.ORGANISATION
                        && wanted != ActorKind.OUTLET
                        && wanted != ActorKind.BLOC
                        && wanted != ActorKind.PARTY);
    }

    private @Nullable Entity latestGroup(String word) {
        return latest(earlier -> earlier.kind == ActorKind.GROUP && earlier.word.equals(word));
    }

    private @Nullable Entity latest(Predicate<Entity> test) {
        for (int i = recent.size() - 1; i >= Math.max(0, recent.size() - MEMORY); i--) {
            Entity entity = recent.get(i).entity;
            if (test.test(entity)) {
                return entity;
            }
        }
        return null;
    }

    private Entity modifier(Phrase phrase) {
        if (phrase.owner != null) {
            Entity owner = resolved.get(phrase.owner);
            return owner != null ? owner : entity(phrase.owner);
        }
        Entity entity = new Entity(ActorKind.STATE, phrase.word);
        Sense affiliation = phrase.affiliation;
        if (affiliation != null) {
            entity.kind = affiliation.kind();
            entity.code = affiliation.code();
            entity.name = affiliation.name();
            entity.state = affiliation.state();
        } else {
            entity.kind = kindOf(phrase);
            entity.name = phrase.name;
        }
        return entity;
    }

    /** Whom "his", "her", "its" or "their" at the start of a phrase means. */
    private @Nullable Entity owner(Phrase phrase) {
        return switch (phrase.units.word(phrase.firstUnit)) {
            case "his" -> person('m', phrase);
            case "her" -> person('f', phrase);
            case "its" -> subject(phrase, MentionResolver::isThing);
            case "their" -> subject(phrase, MentionResolver::isMany);
            default -> null;
        };
    }

    // ---- pronouns

    private Entity pronoun(Phrase phrase) {
        Entity found =
                switch (phrase.word) {
                    case "he", "him", "himself" -> person('m', phrase);
                    case "she", "her", "herself" -> person('f', phrase);
                    case "they", "them", "themselves" -> subject(phrase, MentionResolver::isMany);
                    default -> subject(phrase, MentionResolver::isThing);
                };
        return found != null ? found : new Entity(ActorKind.PERSON, phrase.word);
    }

    private @Nullable Entity person(char gender, Phrase phrase) {
        Entity found = subject(
                phrase,
                entity -> entity.isPerson() && !entity.plural && (entity.gender == ' ' || entity.gender == gender));
        if (found != null && found.gender == ' ') {
            found.gender = gender;
        }
        return found;
    }

    private static boolean isMany(Entity entity) {
        return entity.plural
                || entity.kind == ActorKind.GROUP
                || entity.kind == ActorKind.ARMED_GROUP
                || entity.kind == ActorKind.UNION;
    }

    private static boolean isThing(Entity entity) {
        return switch (entity.kind) {
            case PERSON, ANALYST, FORMER, OUTLET, GROUP, PLACE, THINK_TANK -> false;
            default -> !entity.plural;
        };
    }

    /**
     * Whom a pronoun means: the first fitting one of its own sentence, or else of the nearest sentence before, that could be
     * the sentence's subject; only where there is none, the latest that could not.
     */
    private @Nullable Entity subject(Phrase phrase, Predicate<Entity> test) {
        int here = sentenceBase + phrase.sentence();
        Seen found = null;
        Entity oblique = null;
        for (int i = recent.size() - 1; i >= Math.max(0, recent.size() - MEMORY); i--) {
            Seen seen = recent.get(i);
            if (here - seen.sentence > PRONOUN_REACH || (found != null && seen.sentence != found.sentence)) {
                break;
            }
            if (test.test(seen.entity)) {
                if (!seen.oblique) {
                    found = seen;
                } else if (oblique == null) {
                    oblique = seen.entity;
                }
            }
        }
        return found != null ? found.entity : oblique;
    }

    // ---- the article's state

    /** The state that the article is mostly about; null where no one stands out. */
    private @Nullable String contextState() {
        String best = null;
        double most = 0;
        double second = 0;
        for (Map.Entry<String, Double> entry : stateWeight.entrySet()) {
            double weight = entry.getValue();
            if (weight > most
                    || (weight == most && best != null && entry.getKey().compareTo(best) < 0)) {
                second = best == null ? 0 : most;
                most = weight;
                best = entry.getKey();
            } else if (weight > second) {
                second = weight;
            }
        }
        return best != null && most >= CLEAR * second && (actingStates.isEmpty() || actingStates.contains(best))
                ? best
                : null;
    }

    // ---- names

    private void remember(String name, Entity entity) {
        byName.put(NameKey.of(name), entity);
        List<String> words = Gazetteer.split(name, ' ');
        if (words.size() < 2) {
            return;
        }
        boolean person = entity.kind == ActorKind.PERSON
                || entity.kind == ActorKind.ANALYST
                || entity.kind == ActorKind.FORMER
                || entity.kind == ActorKind.OUTLET;
        if (person) {
            byName.put(NameKey.of(words.get(words.size() - 1)), entity);
            if (words.size() > 2) {
                byName.put(NameKey.of(words.get(0) + " " + words.get(words.size() - 1)), entity);
                byName.put(NameKey.of(words.get(words.size() - 2) + " " + words.get(words.size() - 1)), entity);
            }
        } else {
            byName.putIfAbsent(NameKey.of(words.get(0)), entity);
            if (words.size() > 2) {
                byName.putIfAbsent(NameKey.of(words.get(0) + " " + words.get(1)), entity);
            }
            StringBuilder initials = new StringBuilder();
            for (String word : words) {
                if (Character.isUpperCase(word.charAt(0))) {
                    initials.append(Character.toLowerCase(word.charAt(0)));
                }
            }
            if (initials.length() > 1) {
                byName.putIfAbsent(NameKey.of(initials.toString()), entity);
            }
        }
    }

    // ---- mentions

    private Mention mention(Phrase phrase) {
        Entity entity = resolved.get(phrase);
        if (entity == null) {
            entity = entity(phrase);
        }
        List<String> members = phrase.form == Form.NOMINAL && TWO.contains(phrase.word) ? twoSides(phrase) : List.of();
        return new Mention(
                phrase.units.passage().field(),
                phrase.first(),
                phrase.end(),
                phrase.head(),
                phrase.units.text(phrase.firstUnit, phrase.endUnit),
                entity.code,
                entity.kind,
                entity.name,
                entity.state,
                entity.body,
                phrase.form,
                phrase.place,
                phrase.inner,
                members);
    }

    /** The two weightiest states of the article, where just two stand out. */
    private List<String> twoSides(Phrase phrase) {
        if (!phrase.definite) {
            return List.of();
        }
        if (sentenceBase + phrase.sentence() - lastPairSentence <= 1) {
            return lastPair;
        }
        List<Map.Entry<String, Double>> states = stateWeight.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(3)
                .toList();
        boolean two = states.size() == 2
                || (states.size() == 3
                        && states.get(1).getValue() >= CLEAR * states.get(2).getValue());
        return two ? List.of(states.get(0).getKey(), states.get(1).getKey()) : List.of();
    }

    private Mention joint(Phrase phrase) {
        List<String> members = new ArrayList<>();
        Entity first = null;
        for (Phrase part : phrase.joined) {
            Entity entity = resolved.get(part);
            if (entity != null) {
                first = first == null ? entity : first;
                String key = entity.key();
                if (key != null && !members.contains(key)) {
                    members.add(key);
                }
            }
        }
        if (members.size() == 2 && phrase.joined.size() == 2) {
            lastPair = List.copyOf(members);
            lastPairSentence = sentenceBase + phrase.sentence();
        }
        return new Mention(
                phrase.units.passage().field(),
                phrase.first(),
                phrase.end(),
                phrase.head(),
                phrase.units.text(phrase.firstUnit, phrase.endUnit),
                first == null ? null : first.code,
                first == null ? ActorKind.GROUP : first.kind,
                first == null ? null : first.name,
                first == null ? null : first.state,
                first == null ? null : first.body,
                phrase.form,
                phrase.place,
                phrase.inner,
                members);
    }
}
