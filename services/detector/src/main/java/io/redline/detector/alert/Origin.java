package io.redline.detector.alert;

/** What an article is to the story that it belongs to. */
public enum Origin {
    /** The first of an independent source. */
    NEW_SOURCE,
    /** One of a source that the story has already, in words of its own. */
    KNOWN_SOURCE,
    /** The text of another article, perhaps cut or under another headline: whatever it says has been said. */
    COPY
}
