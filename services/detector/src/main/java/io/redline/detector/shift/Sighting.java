package io.redline.detector.shift;

import io.redline.detector.story.StoryWords;
import io.redline.schemas.Action;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Side;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.FoundStance;
import io.redline.schemas.internal.FoundTurn;
import io.redline.schemas.internal.StanceObservation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something an article says of an actor that may move its position.
 *
 * @param actorKey the actor, however its name is cut short
 * @param track key of the track it belongs to
 * @param observation what the track keeps of it
 * @param quote the sentence
 * @param confidence how sure the detector is, from 0 to 1
 * @param shift a shift with all that the sentence says of it
 */
record Sighting(
        String actorKey,
        String track,
        StanceObservation observation,
        String quote,
        double confidence,
        StanceShift.Builder shift) {

    /** Between the parts of a track's key. */
    static final String SEPARATOR = "|";

    /** UTF-16 code units kept of a sentence that may become evidence. */
    static final int LONGEST_QUOTE = 200;

    /** Where the lead of a body ends, in UTF-16 code units. */
    private static final int LEAD = 600;

    private static final int MOST_WORDS = 24;

    /** Words that so many affairs have in common that they tell none of them apart. */
    private static final Set<Integer> COMMON = StoryWords.topics(
            "government minister ministry president prime country state official leader company chief executive board"
                    + " spokesman spokeswoman statement talks deal agreement accord plan decision foreign reporters thursday"
                    + " million billion group party union meeting reuters",
            Integer.MAX_VALUE);

    /** What an article says that may move somebody, turns first; of one actor, affair and side the weightiest. */
    static List<Sighting> all(AnalyzedArticle article, String storyId) {
        List<Sighting> sightings = new ArrayList<>();
        for (FoundTurn turn : article.getTurns()) {
            sightings.add(of(article, turn));
        }
        Map<List<@Nullable String>, Sighting> weightiest = new LinkedHashMap<>();
        for (FoundStance found : article.getStances()) {
            Sighting sighting = moves(found) ? of(article, found) : null;
            if (sighting != null) {
                StanceObservation seen = sighting.observation();
                weightiest.merge(
                        Arrays.asList(sighting.track(), seen.getIssue(), seen.getSide()),
                        sighting,
                        (one, other) -> other.observation().getWeight()
                                        > one.observation().getWeight()
                                ? other
                                : one);
            }
        }
        sightings.addAll(weightiest.values());
        sightings.forEach(one -> one.observation().setStory(storyId.hashCode()));
        return sightings;
    }

    private static Sighting of(AnalyzedArticle article, FoundTurn turn) {
        StanceObservation observation = observation(
                        article, turn.getActorText(), turn.getTarget(), turn.getIssue(), turn.getQuote())
                .setSide(turn.getTo())
                .setScore(turn.getTo() == null ? 0 : turnScore(turn.getTo()))
                .setWeight((float) turn.getConfidence())
                .setTurn(true)
                .setObject(words(turn.getObject(), turn.getActorText()))
                .build();
        StanceShift.Builder shift = shift(article.getArticle(), turn.getActorText())
                .setActor(turn.getActor())
                .setTarget(turn.getTarget())
                .setTargetText(turn.getTargetText())
                .setIssue(turn.getIssue());
        return new Sighting(
                turn.getActorKey(),
                track(turn.getActorKey(), turn.getTarget(), turn.getIssue()),
                observation,
                turn.getQuote(),
                turn.getConfidence(),
                shift);
    }

    private static @Nullable Sighting of(AnalyzedArticle article, FoundStance found) {
        Stance stance = found.getStance();
        String actorKey = found.getActorKey();
        if (actorKey == null) {
            return null;
        }
        boolean early = stance.getField().equals("headline") || stance.getStart() < LEAD;
        double weight = stance.getConfidence()
                * (found.getHedged() ? 0.5 : 1)
                * (stance.getConditional() ? 0.7 : 1)
                * (early ? 1 : 0.6);
        StanceObservation observation = observation(
                        article, stance.getActorText(), stance.getTarget(), stance.getIssue(), stance.getQuote())
                .setSide(stance.getSide())
                .setScore((float) stance.getScore())
                .setWeight((float) weight)
                .setTurn(false)
                .setObject(List.of())
                .build();
        StanceShift.Builder shift = shift(article.getArticle(), stance.getActorText())
                .setActor(stance.getActor())
                .setTarget(stance.getTarget())
                .setTargetText(stance.getTargetText())
                .setIssue(stance.getIssue());
        return new Sighting(
                actorKey,
                track(actorKey, stance.getTarget(), stance.getIssue()),
                observation,
                stance.getQuote(),
                stance.getConfidence(),
                shift);
    }

    private static StanceObservation.Builder observation(
            AnalyzedArticle analyzed, String actorText, @Nullable String target, @Nullable String issue, String quote) {
        ArticleRef article = analyzed.getArticle();
        return StanceObservation.newBuilder()
                .setArticle(article.getId())
                .setSource(article.getSource())
                .setStory(0)
                .setAt(article.getPublishedAt())
                .setTarget(target)
                .setIssue(issue)
                .setWords(words(article.getHeadline() + "\n" + quote + "\n" + analyzed.getLead(), actorText))
                .setQuote(cut(quote));
    }

    private static StanceShift.Builder shift(ArticleRef article, String actorText) {
        return StanceShift.newBuilder()
                .setActorText(actorText)
                .setArticle(article)
                .setAt(article.getPublishedAt());
    }

    /** The score of a turn: as much as conceding, or as refusing. */
    static float turnScore(String side) {
        Action action = side.equals(Side.COOPERATIVE.code()) ? Action.YIELD : Action.REJECT;
        return (float) action.score();
    }

    /** An unknown actor has one track; those that much is said of have one for each target, or else issue. */
    private static String track(String actorKey, @Nullable String target, @Nullable String issue) {
        String rest = actorKey.startsWith("~") ? "" : target != null ? target : issue != null ? "#" + issue : "";
        return actorKey + SEPARATOR + rest;
    }

    private static boolean moves(FoundStance found) {
        return !found.getRecap()
                && !found.getStance().getSide().equals(Side.NEUTRAL.code())
                && (found.getVoice().equals("OWN") || found.getVoice().equals("REPORTED"));
    }

    private static List<Integer> words(String text, String actorText) {
        Set<Integer> words = new LinkedHashSet<>(StoryWords.topics(text, 2 * MOST_WORDS));
        words.removeAll(StoryWords.topics(actorText, MOST_WORDS));
        words.removeAll(COMMON);
        return limited(words);
    }

    private static List<Integer> limited(Collection<Integer> words) {
        return words.stream().limit(MOST_WORDS).toList();
    }

    private static String cut(String quote) {
        if (quote.length() <= LONGEST_QUOTE) {
            return quote;
        }
        int end = LONGEST_QUOTE - 1;
        return quote.substring(0, Character.isHighSurrogate(quote.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
