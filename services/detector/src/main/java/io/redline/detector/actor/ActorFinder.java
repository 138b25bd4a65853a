package io.redline.detector.actor;

import io.redline.detector.text.Document;
import io.redline.detector.text.Field;
import io.redline.detector.text.Passage;
import io.redline.detector.text.Sentence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the actors an article speaks of and says who they are.
 *
 * <p>Thread-safe: each article is read on its own, and what one introduces is remembered for another only where the caller
 * hands it on.
 */
public final class ActorFinder {

    private static final double DATELINE_WEIGHT = 2.0;

    private final Gazetteer gazetteer;

    private ActorFinder(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
    }

    /** A finder with the gazetteer that comes with Redline. */
    public static ActorFinder withDefaults() {
        return new ActorFinder(Gazetteer.withDefaults());
    }

    /**
     * A finder with a desk's own data files on top of those that come with Redline.
     *
     * @param directory holds the desk's {@code .tsv} files
     * @throws DataFileException when a file cannot be read or a line of it is wrong
     */
    public static ActorFinder withData(Path directory) {
        return new ActorFinder(Gazetteer.withData(directory));
    }

    /** The actors it knows. */
    public Gazetteer gazetteer() {
        return gazetteer;
    }

    /**
     * Everybody an article speaks of.
     *
     * @param mentions in the order of the text, the headline's first; a longer mention before those inside it
     * @param introductions whom the article introduces that the gazetteer does not know, in the order of the text
     */
    public record Reading(List<Mention> mentions, List<Introduction> introductions) {

        /** Takes copies of the lists. */
        public Reading {
            mentions = List.copyOf(mentions);
            introductions = List.copyOf(introductions);
        }
    }

    /** The actors an article speaks of, in the order of the text; a longer mention before those inside it. */
    public List<Mention> mentions(Document document) {
        return read(document, List.of()).mentions();
    }

    /**
     * Reads an article.
     *
     * @param known whom earlier articles of the same story have introduced
     */
    public Reading read(Document document, List<Introduction> known) {
        ArticleWords words = new ArticleWords(document.passages(), gazetteer, known);
        MentionResolver resolver = new MentionResolver(gazetteer, known);
        Units headline = Units.of(document.passage(Field.HEADLINE), gazetteer, words);
        Units body = Units.of(document.passage(Field.BODY), gazetteer, words);
        expectDateline(body, resolver);
        // The body introduces people in full; the headline takes them up, though it stands before
        List<Mention> bodyMentions = resolver.resolve(PhraseReader.read(body));
        List<Mention> mentions = new ArrayList<>(resolver.resolve(PhraseReader.read(headline)));
        mentions.addAll(bodyMentions);
        return new Reading(mentions, resolver.introductions());
    }

    /** An article filed from a city is by and large about its state. */
    private static void expectDateline(Units units, MentionResolver resolver) {
        Passage passage = units.passage();
        for (Sentence sentence : passage.sentences()) {
            if (sentence.kind() == Sentence.Kind.DATELINE) {
                for (int unit = units.unitAt(sentence.first());
                        unit < units.size() && units.end(unit) <= sentence.end();
                        unit++) {
                    Sense sense = units.sense(unit);
                    if (sense != null && sense.state() != null && sense.kind() != ActorKind.OUTLET) {
                        resolver.expect(sense.state(), DATELINE_WEIGHT);
                        return;
                    }
                }
            }
        }
    }
}
