package io.redline.detector.source;

import io.redline.detector.watch.WatchRegistry;
import io.redline.matcher.ArticleText;
import io.redline.matcher.Match;
import io.redline.matcher.WatchTermRule;
import io.redline.runtime.Ids;
import io.redline.runtime.KeyedState;
import io.redline.schemas.Alert;
import io.redline.schemas.AlertTimes;
import io.redline.schemas.StoryRef;
import io.redline.schemas.Watch;
import io.redline.schemas.WatchRef;
import io.redline.schemas.internal.AlertRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * One alert for a watch and a silence, updated when the source is back. Kept among the other alerts, so that they are
 * acknowledged and forgotten as those are; in place of a story stands the silence.
 */
public final class SilenceAlerts {

    private static final String KIND = "quiet-source";

    private final WatchRegistry watches;
    private final KeyedState<AlertRecord> records;
    private final KeyedState<String> places;

    /** Alerts kept in these states, which are those of the {@link io.redline.detector.alert.AlertBook}. */
    public SilenceAlerts(WatchRegistry watches, KeyedState<AlertRecord> records, KeyedState<String> places) {
        this.watches = watches;
        this.records = records;
        this.places = places;
    }

    /** The alerts that a silence raises, ordered by watch id: of watches that ask for it and whose query meets the source. */
    public List<Alert> raise(Silence silence, Instant now) {
        List<Alert> raised = new ArrayList<>();
        for (Watch watch : watchesMet(silence.source(), now)) {
            Alert alert = Alert.newBuilder()
                    .setId(Ids.of("alert", watch.getId(), silence.id()))
                    .setVersion(1)
                    .setState("new")
                    .setKind(KIND)
                    .setWatch(new WatchRef(watch.getId(), watch.getName()))
                    .setArticle(silence.article())
                    .setStory(new StoryRef(silence.id(), 1, 1))
                    .setReason("Nothing from " + silence.source() + " for " + inWords(silence.lasted())
                            + ", in which it usually sends some " + silence.missed() + " articles.")
                    .setAt(times(silence, now))
                    .build();
            keep(silence, alert);
            raised.add(alert);
        }
        return raised;
    }

    /** The alerts of a silence, now that it is over. */
    public List<Alert> end(Silence silence, Instant now) {
        return records.keysWithPrefix(silence.id() + "|").stream()
                .map(key -> Objects.requireNonNull(records.get(key)).getAlert())
                .map(alert -> ended(alert, silence, now))
                .toList();
    }

    private Alert ended(Alert alert, Silence silence, Instant now) {
        Alert ended = Alert.newBuilder(alert)
                .setVersion(alert.getVersion() + 1)
                .setState("updated")
                .setArticle(silence.article())
                .setReason(silence.source() + " is back after " + inWords(silence.lasted()) + " of silence.")
                .setAt(times(silence, now))
                .build();
        keep(silence, ended);
        return ended;
    }

    private void keep(Silence silence, Alert alert) {
        String key = silence.id() + "|" + alert.getWatch().getId();
        records.put(
                key,
                AlertRecord.newBuilder()
                        .setAlert(alert)
                        .setHeld(false)
                        .setSupport(List.of())
                        .build());
        places.put("alert|" + alert.getId(), key);
    }

    private List<Watch> watchesMet(String source, Instant now) {
        TreeSet<String> met = new TreeSet<>();
        watches.ofEveryArticle().forEach(watch -> met.add(watch.getId()));
        for (Match match : watches.match(new ArticleText("", "", source, "", ""))) {
            met.add(match.watchId());
        }
        return met.stream()
                .map(watches::get)
                .filter(Objects::nonNull)
                .filter(watch -> watch.getOn().contains(KIND) && WatchTermRule.inForce(watch, now))
                .toList();
    }

    /** The news is the silence, so it could not be told before it was noticed, however old the last article is. */
    private static AlertTimes times(Silence silence, Instant now) {
        return AlertTimes.newBuilder()
                .setPublishedAt(silence.article().getPublishedAt())
                .setReceivedAt(now)
                .setDetectedAt(now)
                .build();
    }

    /** The two largest units: {@code 3 h 10 min}, {@code 2 days 4 h}. */
    private static String inWords(Duration duration) {
        long days = duration.toDays();
        int hours = duration.toHoursPart();
        int minutes = duration.toMinutesPart();
        if (days > 0) {
            return days + (days == 1 ? " day" : " days") + (hours > 0 ? " " + hours + " h" : "");
        }
        return hours == 0 ? minutes + " min" : hours + " h" + (minutes > 0 ? " " + minutes + " min" : "");
    }
}
