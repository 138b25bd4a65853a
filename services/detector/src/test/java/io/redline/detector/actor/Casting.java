package io.redline.detector.actor;

import io.redline.detector.text.Document;
import java.util.List;

/** Reads sample articles and finds a mention in them by its text. */
final class Casting {

    private static final ActorFinder FINDER = ActorFinder.withDefaults();

    private final List<Mention> mentions;

    private Casting(List<Mention> mentions) {
        this.mentions = mentions;
    }

    static Casting of(String body) {
        return of("", body);
    }

    static Casting of(String headline, String body) {
        return new Casting(FINDER.mentions(Document.of(headline, body)));
    }

    static ActorFinder finder() {
        return FINDER;
    }

    List<Mention> mentions() {
        return mentions;
    }

    /** The first mention with this text. */
    Mention first(String text) {
        return mentions.stream()
                .filter(mention -> mention.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No mention \"" + text + "\" among " + texts()));
    }

    /** The last mention with this text. */
    Mention last(String text) {
        return mentions.stream()
                .filter(mention -> mention.text().equals(text))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("No mention \"" + text + "\" among " + texts()));
    }

    boolean has(String text) {
        return mentions.stream().anyMatch(mention -> mention.text().equals(text));
    }

    List<String> texts() {
        return mentions.stream().map(Mention::text).toList();
    }
}
