package io.redline.detector.actor;

/** What sort of actor a mention speaks of. */
public enum ActorKind {
    /** A state or territory, spoken of as a whole. */
    STATE,
    /** A part of a state that speaks for it: a government, ministry, parliament, army, police. */
    GOVERNMENT,
    /** An organisation of states, such as the EU or the UN, and its parts. */
    BLOC,
    ARMED_GROUP,
    CENTRAL_BANK,
    COMPANY,
    UNION,
    PARTY,
    COURT,
    NGO,
    /** A research institute, university or the like: its people are analysts. */
    THINK_TANK,
    /** Any other body, or one whose nature is not known. */
    ORGANISATION,
    PERSON,
    /** People who act together without being a body: protesters, workers, residents. */
    GROUP,
    /** A city or region that stands for itself only. */
    PLACE,
    /** Somebody who once held an office: speaks for nobody now. */
    FORMER,
    /** An analyst, expert, academic or commentator: speaks for nobody. */
    ANALYST,
    /** A news outlet or its people: tells of stances and has none. */
    OUTLET;

    /** Whether what such a one says or does is a stance of theirs that a desk follows. */
    public boolean canAct() {
        return this != PLACE && this != ANALYST && this != OUTLET;
    }
}
