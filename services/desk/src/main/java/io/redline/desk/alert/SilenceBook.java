package io.redline.desk.alert;

import io.redline.desk.feed.Commands;
import io.redline.desk.view.Cursor;
import io.redline.desk.view.Page;
import io.redline.desk.view.Selection;
import io.redline.desk.view.TopicView;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Ids;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The silences: for how long a watch, or one alert, tells nobody, who answers for it, and why. */
public final class SilenceBook {

    /** The longest one. */
    public static final Duration LONGEST = Duration.ofDays(30);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BY = 200;
    private static final int MOST_REASON = 1_000;
    private static final int FORGOTTEN_AT_ONCE = 100;

    private final TopicView<Silence> silences;
    private final Commands commands;
    private final InstantSource clock;

    /** Silences read from this view and changed through these commands. */
    public SilenceBook(TopicView<Silence> silences, Commands commands, InstantSource clock) {
        this.silences = silences;
        this.commands = commands;
        this.clock = clock;
    }

    /** The silences, the one that ends last first. */
    public Page list(Selection selection) {
        return silences.list(selection);
    }

    /** A silence; one that has ended is there for a while. */
    public Optional<Silence> find(String id) {
        return silences.newest(id).map(json -> AvroJson.fromJson(AvroJson.read(json), Silence.class, Set.of()));
    }

    /**
     * Stores a silence that begins now.
     *
     * @param silence what it mutes, until when, by whom and why; gets its identifier and its beginning here
     * @throws WrongJsonException when its end is not in the future or too far in it, or a text is missing or too long
     */
    public void add(Silence silence) throws InterruptedException {
        Instant now = clock.instant();
        check("by", silence.getBy(), MOST_BY);
        check("reason", silence.getReason(), MOST_REASON);
        if (!silence.getUntil().isAfter(now) || silence.getUntil().isAfter(now.plus(LONGEST))) {
            throw new WrongJsonException(
                    "until", "should be in the future, and at most " + LONGEST.toDays() + " days away");
        }
        silence.setFrom(now);
        silence.setId(Ids.of("silence", silence.getWatchId(), silence.getAlertId(), silence.getBy(), now));
        forgetBefore(now.minus(LONGEST));
        silences.await(commands.store(silence), PATIENCE);
    }

    /** Ends a silence before its time; what it held back is told then. */
    public void end(String id) throws InterruptedException {
        silences.await(commands.removeSilence(id), PATIENCE);
    }

    /** A compacted topic forgets nothing by itself. */
    private void forgetBefore(Instant horizon) throws InterruptedException {
        Selection ended = new Selection(
                Map.of(), Optional.empty(), Optional.of(new Cursor(horizon.toEpochMilli(), "")), FORGOTTEN_AT_ONCE);
        for (String silence : silences.list(ended).items()) {
            commands.removeSilence(AvroJson.read(silence).path("id").asText());
        }
    }

    private static void check(String field, String text, int most) {
        if (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw new WrongJsonException(
                    field, "should be a text of 1 to " + most + " characters without control characters");
        }
    }
}
