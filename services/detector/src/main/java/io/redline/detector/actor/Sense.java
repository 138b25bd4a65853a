package io.redline.detector.actor;

import org.jspecify.annotations.Nullable;

/**
 * What a word or name of the data files means.
 *
 * @param sort which part it plays in a noun phrase
 * @param code the code of the actor it names; for an adjective, people or capital that of its state; null where none
 * @param kind what sort of actor it names or describes
 * @param name the actor's canonical name; for other words null
 * @param state the state the actor belongs to; null where unknown
 * @param gender {@code m}, {@code f}, or a space where it says nothing
 * @param role what a title says about its bearer; null for other words
 */
record Sense(
        Sort sort,
        @Nullable String code,
        ActorKind kind,
        @Nullable String name,
        @Nullable String state,
        char gender,
        @Nullable Role role) {

    /** The part a word plays in a noun phrase. */
    enum Sort {
        NAME,
        PEOPLE,
        ADJECTIVE,
        CAPITAL,
        PLACE,
        ROLE,
        ORGAN,
        BODY,
        GROUP,
        MODIFIER,
        VERB,
        GIVEN,
        SUFFIX,
        NONE
    }

    /** For whom the bearer of a title speaks. */
    enum Role {
        OFFICIAL,
        BUSINESS,
        ANALYST,
        REPORTER,
        PRIVATE
    }

    /** A word that names no actor. */
    static Sense word(Sort sort, ActorKind kind, char gender, @Nullable Role role) {
        return new Sense(sort, null, kind, null, null, gender, role);
    }
}
