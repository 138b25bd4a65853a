package io.redline.runtime;

/** Whether a token from a link may be acted on. */
public sealed interface LinkVerdict {

    /** It was signed here and has not expired. */
    record Valid(LinkClaim claim) implements LinkVerdict {}

    /** It was signed here, and its time is over. */
    record Expired(LinkClaim claim) implements LinkVerdict {}

    /** It was not signed here, or not as it is now. */
    record Forged() implements LinkVerdict {}
}
