package io.redline.detector.text;

import java.util.List;

/**
 * An article's text made ready for detection.
 *
 * @param headline the headline's tokens and sentences; empty where there is none
 * @param body the body's tokens and sentences; empty where there is none
 */
public record Document(Passage headline, Passage body) {

    /**
     * Tokenises the two fields.
     *
     * @param headline the headline, or an empty string
     * @param body the body, or an empty string
     */
    public static Document of(String headline, String body) {
        return new Document(Passage.of(Field.HEADLINE, headline), Passage.of(Field.BODY, body));
    }

    /** The passage of a field. */
    public Passage passage(Field field) {
        return field == Field.HEADLINE ? headline : body;
    }

    /** Both passages, the headline first. */
    public List<Passage> passages() {
        return List.of(headline, body);
    }
}
