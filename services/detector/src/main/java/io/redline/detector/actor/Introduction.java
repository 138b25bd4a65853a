package io.redline.detector.actor;

import org.jspecify.annotations.Nullable;

/**
 * Somebody an article introduces who is not in the gazetteer, to be remembered for the other articles of the story.
 *
 * @param name the fullest name the article gives
 * @param code the code of the state or body the person speaks for; null for nobody known
 * @param kind {@code PERSON}, or {@code ANALYST}, {@code FORMER} or {@code OUTLET} for those who speak for nobody; for a body
 *     what sort it is
 * @param state the state the person or body belongs to; null where unknown
 * @param body the name of the body a person speaks for, where it has no code; null otherwise
 */
public record Introduction(
        String name,
        @Nullable String code,
        ActorKind kind,
        @Nullable String state,
        @Nullable String body) {}
