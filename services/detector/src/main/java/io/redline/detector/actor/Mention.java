package io.redline.detector.actor;

import io.redline.detector.text.Field;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A noun phrase of an article that speaks of an actor.
 *
 * @param field where it stands
 * @param first its first token in that field's passage
 * @param end the token after its last
 * @param head the token that names or describes the actor: in "Iranian Foreign Minister Abbas Araqchi" the last
 * @param text the whole phrase as printed
 * @param code the actor's stable code, such as {@code IRN} or {@code hamas}; null where the gazetteer does not know one or
 *     the phrase stays ambiguous. A person who speaks for a state or body has its code
 * @param kind what sort of actor it is
 * @param name the actor's own name where it is known, however the phrase puts it; for a person the fullest name the article
 *     gives. Null where the phrase names nobody and nobody was found that it means
 * @param state the state the actor belongs to, in ISO 3166-1 alpha-3, even where it does not speak for it: {@code TUR} for
 *     "Turkish protesters". Null where unknown
 * @param body the name of the body that a person speaks for, where it has no code; null otherwise
 * @param form how the phrase points at the actor
 * @param place whether the phrase is no more than where something happens, as in "in Tehran"
 * @param inner whether it is part of a longer mention, as "Beirut" is of "protesters in Beirut"
 * @param members for phrases that join several actors, such as "Iran and Turkey" or "the two sides": their keys, in the order
 *     of the text; otherwise empty
 */
public record Mention(
        Field field,
        int first,
        int end,
        int head,
        String text,
        @Nullable String code,
        ActorKind kind,
        @Nullable String name,
        @Nullable String state,
        @Nullable String body,
        Form form,
        boolean place,
        boolean inner,
        List<String> members) {

    /** Words that many names begin with. */
    private static final Set<String> COMMON = Stream.of(
                    "the",
                    "a",
                    "an",
                    "new",
                    "united",
                    "national",
                    "royal",
                    "federal",
                    "first",
                    "general",
                    "american",
                    "british",
                    "european",
                    "international",
                    "central",
                    "bank",
                    "union",
                    "association",
                    "party",
                    "group",
                    "north",
                    "south",
                    "east",
                    "west",
                    "northern",
                    "southern",
                    "eastern",
                    "western",
                    "great",
                    "grand",
                    "democratic",
                    "free",
                    "popular",
                    "public",
                    "state",
                    "world",
                    "global",
                    "allied",
                    "amalgamated")
            .map(NameKey::of)
            .collect(Collectors.toUnmodifiableSet());

    /** How a phrase points at an actor. */
    public enum Form {
        /** By a name: "Iran", "the Kremlin", "Foreign Minister Fidan". */
        NAME,
        /** By an adjective or a modifying name, the phrase being about something else: "an Iranian proposal". */
        MODIFIER,
        /** By a description: "the ministry", "Turkish police", "protesters". */
        NOMINAL,
        /** By a pronoun: "he", "they". */
        PRONOUN
    }

    /** Takes a copy of the members. */
    public Mention {
        members = List.copyOf(members);
    }

    /**
     * What tells this actor from others within a story: its code, or else the name of its body or its own in a
     * spelling-insensitive form with "~" in front; null where none is known.
     */
    public @Nullable String key() {
        if (code != null) {
            return code;
        }
        String known = body != null ? body : name;
        return known == null ? null : "~" + NameKey.of(known);
    }

    /**
     * What tells this actor from others however its name is cut short: its code, or else one word of the name of its body or
     * its own, with "~" in front: a person's last, a body's first that is not as common as "national". Null where no name is
     * known.
     */
    public @Nullable String handle() {
        if (code != null) {
            return code;
        }
        String known = body != null ? body : name;
        return known == null ? null : handle(known, kind == ActorKind.PERSON && body == null);
    }

    /** What tells a name from others however it is cut short; see {@link #handle()}. */
    public static String handle(String name, boolean person) {
        String[] words = NameKey.of(name).split(" ");
        if (person) {
            return "~" + words[words.length - 1];
        }
        int first = 0;
        while (first + 1 < words.length && COMMON.contains(words[first])) {
            first++;
        }
        return "~" + words[first];
    }
}
