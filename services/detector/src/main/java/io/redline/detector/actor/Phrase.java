package io.redline.detector.actor;

import io.redline.detector.actor.Mention.Form;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A noun phrase under construction: what its words say before the article is asked whom it means. */
final class Phrase {

    final Units units;
    final int firstUnit;
    int endUnit;
    int headUnit;
    Form form = Form.NOMINAL;

    /** The actor the gazetteer knows by the phrase's name; null where it does not. */
    @Nullable
    Sense named;

    /** The last title or job in the phrase; null where there is none. */
    @Nullable
    Sense role;

    /** The noun for a body or group that heads the phrase; null where there is none. */
    @Nullable
    Sense noun;

    /** The noun for a body that stands before a title: "central bank" in "the central bank governor". */
    @Nullable
    Sense titleBody;

    /** The last word of the title or noun, such as "minister". */
    String word = "";

    /** A name the gazetteer does not know; null where there is none. */
    @Nullable
    String name;

    /** What an unknown name looks like; null where it could be anything. */
    @Nullable
    ActorKind nameKind;

    /** The state or body that the phrase's words belong to: "Iranian", "Hamas". */
    @Nullable
    Sense affiliation;

    /** The phrase for that state or body, where it is one itself: "of the union", "Iran's". */
    @Nullable
    Phrase owner;

    /** Whether "his", "its" or "their" stands for the owner. */
    boolean ownedByPronoun;

    /** The unknown name of the body somebody heads, as in "Acme Chief Executive Jane Roe". */
    @Nullable
    String ownerName;

    /** What that body looks like; null where it could be any. */
    @Nullable
    ActorKind ownerKind;

    boolean definite;
    boolean indefinite;
    boolean former;
    boolean place;

    /** Whether a preposition stands before it, so that it is hardly a sentence's subject. */
    boolean oblique;

    boolean inner;
    char gender = ' ';

    /** Shorter mentions inside this one. */
    final List<Phrase> parts = new ArrayList<>(0);

    /** The phrases this one joins: "Iran", "Turkey" in "Iran and Turkey". */
    final List<Phrase> joined = new ArrayList<>(0);

    Phrase(Units units, int firstUnit) {
        this.units = units;
        this.firstUnit = firstUnit;
        this.endUnit = firstUnit;
        this.headUnit = firstUnit;
    }

    int first() {
        return units.first(firstUnit);
    }

    int end() {
        return units.end(endUnit - 1);
    }

    int head() {
        return units.end(headUnit) - 1;
    }

    int sentence() {
        return units.sentence(firstUnit);
    }

    boolean isPerson() {
        return named != null
                ? named.kind() == ActorKind.PERSON
                : (name != null && nameKind == ActorKind.PERSON) || (noun == null && role != null);
    }

    /** Whether it could be somebody's name alone. */
    boolean isPersonLike() {
        return named != null
                ? named.kind() == ActorKind.PERSON
                : name != null && (nameKind == ActorKind.PERSON || nameKind == null);
    }
}
