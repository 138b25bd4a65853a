package io.redline.detector.shift;

import io.redline.detector.story.StoryWords;
import io.redline.schemas.Action;
import io.redline.schemas.Side;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.FoundStance;
import io.redline.schemas.internal.FoundTurn;
import io.redline.schemas.internal.StanceObservation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from what was found in an article all that may move an actor's position. */
final class SightingReader {

    /** UTF-16 code units kept of a sentence that may become evidence. */
    static final int LONGEST_QUOTE = 200;

    /** Where the lead of a body ends, in UTF-16 code units: what stands below it counts less. */
    private static final int LEAD = 600;

    private static final double BELOW_LEAD = 0.6;
    private static final double HEDGED = 0.5;
    private static final double CONDITIONAL = 0.7;

    private static final int MOST_WORDS = 24;

    /** Words that so many affairs have in common that they tell none of them apart. */
    private static final Set<Integer> COMMON = StoryWords.topics(
            "government minister ministry president prime country state official leader company chief executive board"
                    + " spokesman spokeswoman statement talks deal agreement accord plan decision foreign reporters"
                    + " million billion group party union meeting",
            Integer.MAX_VALUE);

    private final AnalyzedArticle analyzed;
    private final int story;
    private final Set<Integer> headline;
    private final Set<Integer> lead;

    private SightingReader(AnalyzedArticle analyzed, String storyId) {
        this.analyzed = analyzed;
        this.story = storyId.hashCode();
        this.headline = StoryWords.topics(analyzed.getArticle().getHeadline(), MOST_WORDS);
        this.lead = StoryWords.topics(analyzed.getLead(), MOST_WORDS);
    }

    /** What an article says that may move somebody, turns first; of one actor, affair and side the weightiest stance. */
    static List<Sighting> read(AnalyzedArticle analyzed, String storyId) {
        List<FoundStance> stances =
                analyzed.getStances().stream().filter(SightingReader::moves).toList();
        if (stances.isEmpty() && analyzed.getTurns().isEmpty()) {
            return List.of();
        }
        SightingReader reader = new SightingReader(analyzed, storyId);
        List<Sighting> sightings = new ArrayList<>();
        analyzed.getTurns().forEach(turn -> sightings.add(reader.sighting(turn)));
        weightiest(stances).forEach(found -> sightings.add(reader.sighting(found)));
        return sightings;
    }

    private static Iterable<FoundStance> weightiest(List<FoundStance> stances) {
        Map<List<@Nullable String>, FoundStance> weightiest = new LinkedHashMap<>();
        for (FoundStance found : stances) {
            Stance stance = found.getStance();
            weightiest.merge(
                    Arrays.asList(found.getActorKey(), stance.getTarget(), stance.getIssue(), stance.getSide()),
                    found,
                    (one, other) -> weight(other) > weight(one) ? other : one);
        }
        return weightiest.values();
    }

    private Sighting sighting(FoundTurn turn) {
        StanceObservation observation = observation(turn.getActorText(), turn.getQuote())
                .setTarget(turn.getTarget())
                .setIssue(turn.getIssue())
                .setSide(turn.getTo())
                .setScore(turn.getTo() == null ? 0 : turnScore(turn.getTo()))
                .setWeight((float) turn.getConfidence())
                .setTurn(true)
                .setOwn(turn.getOwn())
                .setObject(words(turn.getActorText(), StoryWords.topics(turn.getObject(), MOST_WORDS)))
                .build();
        StanceShift.Builder shift = shift(turn.getActorText())
                .setActor(turn.getActor())
                .setTarget(turn.getTarget())
                .setTargetText(turn.getTargetText())
                .setIssue(turn.getIssue());
        return new Sighting(turn.getActorKey(), observation, turn.getQuote(), turn.getConfidence(), shift);
    }

    private Sighting sighting(FoundStance found) {
        Stance stance = found.getStance();
        StanceObservation observation = observation(stance.getActorText(), stance.getQuote())
                .setTarget(stance.getTarget())
                .setIssue(stance.getIssue())
                .setSide(stance.getSide())
                .setScore((float) stance.getScore())
                .setWeight((float) weight(found))
                .setTurn(false)
                .setOwn(false)
                .setObject(List.of())
                .build();
        StanceShift.Builder shift = shift(stance.getActorText())
                .setActor(stance.getActor())
                .setTarget(stance.getTarget())
                .setTargetText(stance.getTargetText())
                .setIssue(stance.getIssue());
        return new Sighting(
                String.valueOf(found.getActorKey()), observation, stance.getQuote(), stance.getConfidence(), shift);
    }

    private StanceObservation.Builder observation(String actorText, String quote) {
        return StanceObservation.newBuilder()
                .setArticle(analyzed.getArticle().getId())
                .setSource(analyzed.getArticle().getSource())
                .setStory(story)
                .setAt(analyzed.getArticle().getPublishedAt())
                .setWords(words(actorText, headline, StoryWords.topics(quote, MOST_WORDS), lead))
                .setQuote(cut(quote));
    }

    private StanceShift.Builder shift(String actorText) {
        return StanceShift.newBuilder()
                .setActorText(actorText)
                .setArticle(analyzed.getArticle())
                .setAt(analyzed.getArticle().getPublishedAt());
    }

    /** The score of a turn: as much as conceding, or as refusing. */
    static float turnScore(String side) {
        Action action = side.equals(Side.COOPERATIVE.code()) ? Action.YIELD : Action.REJECT;
        return (float) action.score();
    }

    private static boolean moves(FoundStance found) {
        return found.getActorKey() != null
                && !found.getRecap()
                && !found.getStance().getSide().equals(Side.NEUTRAL.code())
                && (found.getVoice().equals("OWN") || found.getVoice().equals("REPORTED"));
    }

    private static double weight(FoundStance found) {
        Stance stance = found.getStance();
        boolean early = stance.getField().equals("headline") || stance.getStart() < LEAD;
        return stance.getConfidence()
                * (found.getHedged() ? HEDGED : 1)
                * (stance.getConditional() ? CONDITIONAL : 1)
                * (early ? 1 : BELOW_LEAD);
    }

    /** What is said, without who says it and what is said of everything. */
    @SafeVarargs
    private static List<Integer> words(String actorText, Set<Integer>... topics) {
        Set<Integer> words = new LinkedHashSet<>();
        for (Set<Integer> some : topics) {
            words.addAll(some);
        }
        words.removeAll(COMMON);
        words.removeAll(StoryWords.topics(actorText, MOST_WORDS));
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
